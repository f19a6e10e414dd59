import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImsCalls, type ImsCalls } from '../../../src/adapters/ims/ims-calls.js';
import { createSoapClient, type SoapClient } from '../../../src/adapters/ims/soap-client.js';
import { child, descendants, readXml, type XmlElement } from '../../../src/xml/reader.js';
import { operationFor } from './all-operations.js';
import { products, sandboxInstallation } from './sandbox-set-up.js';
import {
  fault,
  loginAnswer,
  sendXml,
  startScriptedServer,
  TOKEN,
  type Answer,
  type ScriptedServer,
} from './scripted-server.js';

/** What `expected.json` of a sample holds. */
interface Sample {
  /** For `ExecuteDataSet`: which lookup it serves. */
  readonly lookup?: string;
  /** HTTP status of the answer; 200 unless said. */
  readonly status?: number;
  readonly request: object;
  readonly answer?: unknown;
  readonly error?: Readonly<Record<string, unknown>>;
}

const SAMPLES = new URL('samples/', import.meta.url);
const WSDL = new URL('../../../src/adapters/ims/wsdl/', import.meta.url);
const installation = sandboxInstallation();
const product = products().get('general-liability');

const names = readdirSync(SAMPLES);
let responseXml = '';
let responseStatus = 200;
/** The next call is told that its token has expired, and has to log in. */
let hasTokenExpired = false;
let isLoggingInAnew = false;
let server: ScriptedServer;
let soap: SoapClient;
let ims: ImsCalls;

beforeAll(async () => {
  const answerSample: Answer = (_, response) => {
    sendXml(response, responseStatus, responseXml);
  };
  responseXml = loginAnswer(TOKEN);
  server = await startScriptedServer(
    (call, response) => {
      if (hasTokenExpired) {
        hasTokenExpired = false;
        isLoggingInAnew = true;
        sendXml(response, 500, fault('Token is not valid'));
      } else answerSample(call, response);
    },
    (call, response) => {
      if (isLoggingInAnew) sendXml(response, 200, loginAnswer(TOKEN));
      else answerSample(call, response);
      isLoggingInAnew = false;
    },
  );
  soap = await createSoapClient({ baseUrl: server.baseUrl, context: 'samples' });
  ims = createImsCalls({
    soap,
    userName: 'user',
    encryptedPassword: 'c2VjcmV0',
    readTimeoutMs: 5_000,
    writeTimeoutMs: 5_000,
    tokenMaxAgeMs: 60_000,
    maxConcurrentCalls: 4,
    settleMs: 2_000,
    oddAnswerPatienceMs: 60_000,
    log: () => undefined,
  });
  await ims.logIn();
});

afterAll(async () => {
  await soap.close();
  await server.close();
});

describe('an IMS operation', () => {
  it.each(names)('%s: sends the request and reads the answer of the sample', async (name) => {
    const sample = JSON.parse(read(name, 'expected.json')) as Sample;
    responseXml = read(name, 'response.xml').trim();
    responseStatus = sample.status ?? 200;
    const operation = operationFor(name.split('__')[0] ?? '', sample.lookup, installation);
    const before = server.received.length;

    const outcome = await ims
      .call(operation, { ...sample.request, installation, product } as never)
      .then(
        (answer) => ({ answer: plain(answer) }),
        (error: unknown) => ({ error }),
      );

    const sent = server.received.slice(before).find((call) => call.operation === operation.name);
    expect(bodyOf(sent?.body ?? '')).toEqual(contentOf(readXml(read(name, 'request.xml'))));
    if (sample.error) expect(outcome).toMatchObject({ error: sample.error });
    else expect(outcome).toEqual({ answer: sample.answer ?? null });
  });

  it.each(names.filter((name) => isAnswered(name) && !name.startsWith('LoginIMSUser')))(
    '%s: is made again after a new login when the token has expired, and says nothing of that',
    async (name) => {
      const sample = JSON.parse(read(name, 'expected.json')) as Sample;
      responseXml = read(name, 'response.xml').trim();
      responseStatus = sample.status ?? 200;
      hasTokenExpired = true;
      const operation = operationFor(name.split('__')[0] ?? '', sample.lookup, installation);
      const before = server.received.length;
      const request = { ...sample.request, installation, product } as never;
      expect(plain(await ims.call(operation, request))).toEqual(sample.answer ?? null);
      const sent = server.received.slice(before).map((call) => call.operation);
      expect(sent).toEqual([operation.name, 'LoginIMSUser', operation.name]);
    },
  );

  it.each(names)('%s: writes its elements as the WSDL has them, in its order', (name) => {
    const request = readXml(read(name, 'request.xml'));
    const operation = operationFor(request.name, lookupOf(name), installation);
    const wsdl = readXml(readFileSync(new URL(`${operation.service}.wsdl`, WSDL), 'utf8'));
    expectInOrder(request, declared(wsdl, request.name), wsdl);
  });

  it('has a sample for every operation of the WSDL files that Bindery calls', () => {
    const sampled = new Set(names.map((name) => name.split('__')[0]));
    const wanted = readdirSync(WSDL).flatMap((file) =>
      descendants(readXml(readFileSync(new URL(file, WSDL), 'utf8')), 'portType').flatMap((port) =>
        port.children.map((operation) => operation.attributes.get('name') ?? ''),
      ),
    );
    expect(wanted.filter((name) => !sampled.has(name))).toEqual([]);
  });

  it('sends the token in a header of the namespace of the service, and the action in quotes', () => {
    const call = server.received.find(({ operation }) => operation === 'BindQuote');
    const header = child(readXml(call?.body ?? ''), 'Header')?.children[0];
    expect(header).toMatchObject({
      name: 'TokenHeader',
      namespace: 'http://tempuri.org/IMSWebServices/QuoteFunctions',
    });
    expect(header?.children.map(({ name, text }) => [name, text])).toEqual([
      ['Token', TOKEN],
      ['Context', 'samples'],
    ]);
    expect(call?.headers).toMatchObject({
      soapaction: '"http://tempuri.org/IMSWebServices/QuoteFunctions/BindQuote"',
      'content-type': 'text/xml; charset=utf-8',
    });
    expect(call?.path).toBe('/ims_test/QuoteFunctions.asmx');
  });
});

function read(name: string, file: string): string {
  return readFileSync(new URL(`${name}/${file}`, SAMPLES), 'utf8');
}

const isAnswered = (name: string): boolean =>
  (JSON.parse(read(name, 'expected.json')) as Sample).error === undefined;

function lookupOf(name: string): string | undefined {
  return (JSON.parse(read(name, 'expected.json')) as Sample).lookup;
}

/** As it would look in JSON: sets as lists, nothing as null. */
function plain(answer: unknown): unknown {
  if (answer instanceof Map) return Object.fromEntries(answer);
  return answer instanceof Set ? [...(answer as Set<unknown>)] : (answer ?? null);
}

interface Content {
  readonly name: string;
  readonly namespace: string;
  readonly content: string | readonly Content[];
}

/** Elements and texts, without the whitespace between elements. */
function contentOf(element: XmlElement): Content {
  const { name, namespace, children, text } = element;
  return { name, namespace, content: children.length > 0 ? children.map(contentOf) : text };
}

function bodyOf(envelopeXml: string): Content | undefined {
  const body = child(readXml(envelopeXml), 'Body')?.children[0];
  return body && contentOf(body);
}

/** The elements that the schema of the WSDL declares for an element or a type of that name. */
function declared(wsdl: XmlElement, name: string): XmlElement[] {
  const schemas = descendants(wsdl, 'schema');
  const definition = schemas
    .flatMap((schema) => schema.children)
    .find((candidate) => candidate.attributes.get('name') === name);
  if (!definition) throw new Error(`the WSDL does not declare ${name}`);
  return descendants(definition, 'element');
}

function expectInOrder(written: XmlElement, schema: readonly XmlElement[], wsdl: XmlElement): void {
  const order = schema.map((element) => element.attributes.get('name') ?? '');
  const positions = written.children.map(({ name }) => order.indexOf(name));
  expect(positions, `${written.name}: ${order.join(', ')}`).toEqual(
    positions.toSorted((a, b) => a - b),
  );
  expect(positions).not.toContain(-1);
  for (const inner of written.children) {
    if (inner.children.length === 0) continue;
    const type = schema.find((element) => element.attributes.get('name') === inner.name);
    const typeName = type?.attributes.get('type')?.split(':')[1] ?? '';
    expectInOrder(inner, declared(wsdl, typeName), wsdl);
  }
}
