import { AsyncLocalStorage } from 'node:async_hooks';
import { fileURLToPath } from 'node:url';
import * as soap from 'soap';
import { CallFailed } from './call-failed.js';
import { SERVICE_NAMES, SERVICES, type ServiceName } from './services.js';
import { createTransport, type HttpAnswer, type Transport } from './transport.js';

/** One call, its body already written. */
export interface SoapCall {
  readonly service: ServiceName;
  readonly operation: string;
  /** The body element, as `writeRequest` makes it. */
  readonly body: string;
  /** Absent for the login alone. */
  readonly token?: string;
  readonly timeoutMs: number;
}

/** SOAP 1.1 calls to the services of one IMS environment. */
export interface SoapClient {
  /**
   * @returns what the response element holds, all values as text, or null when it is empty
   * @throws CallFailed
   */
  call(call: SoapCall): Promise<unknown>;
  close(): Promise<void>;
}

export interface SoapClientOptions {
  /** Address of the virtual directory of the environment, without a slash at the end. */
  readonly baseUrl: string;
  /** Free text beside the token that tells IMS who is calling. */
  readonly context: string;
}

/** What the library's hooks need to know about the call being made. The library itself has no such place. */
interface CallInFlight {
  readonly token: string | undefined;
  readonly timeoutMs: number;
  /** Under which the answer came, once it has. */
  status?: number;
}

type Done = (error: unknown, result?: unknown) => void;
type Port = Record<string, ((args: object, done: Done) => void) | undefined>;

const asText = (text: string): string => text;
/** Money, dates and identifiers must keep their digits, so nothing is turned into a number, a `Date` or a boolean. */
const KEEP_TEXT = Object.fromEntries(
  [
    'decimal',
    'double',
    'float',
    'long',
    'int',
    'integer',
    'short',
    'boolean',
    'date',
    'dateTime',
  ].map((type) => [type, asText]),
);

/** Reads the WSDL files once and makes one client per service, for the whole process. */
export async function createSoapClient(options: SoapClientOptions): Promise<SoapClient> {
  const base = new URL(options.baseUrl);
  const transport = createTransport(base.origin);
  const inFlight = new AsyncLocalStorage<CallInFlight>();
  const ports = new Map<ServiceName, Port>();
  for (const name of SERVICE_NAMES) {
    ports.set(name, await createPort(name, options, transport, inFlight));
  }

  return {
    call({ service, operation, body, token, timeoutMs }) {
      const method = ports.get(service)?.[operation];
      if (!method) throw new Error(`the WSDL of ${service} has no operation ${operation}`);
      return new Promise((resolve, reject) => {
        const call: CallInFlight = { token, timeoutMs };
        inFlight.run(call, () => {
          method({ _xml: body }, (error, result) => {
            if (error) reject(classify(error, call.status ?? 500));
            else if (!isResponse(result)) reject(misfit(`no ${operation}Response`));
            else resolve(withoutAttributes(result));
          });
        });
      });
    },
    close: () => transport.close(),
  };
}

async function createPort(
  name: ServiceName,
  options: SoapClientOptions,
  transport: Transport,
  inFlight: AsyncLocalStorage<CallInFlight>,
): Promise<Port> {
  const { file, namespace } = SERVICES[name];
  const endpoint = `${options.baseUrl}/${file}`;
  const path = new URL(endpoint).pathname;
  const client = await soap.createClientAsync(
    fileURLToPath(new URL(`./wsdl/${name}.wsdl`, import.meta.url)),
    {
      endpoint,
      disableCache: true,
      handleNilAsNull: true,
      preserveWhitespace: true,
      customDeserializer: KEEP_TEXT,
      httpClient: httpClientOver(transport, path, inFlight),
    },
  );
  client.addSoapHeader(
    () => {
      const token = inFlight.getStore()?.token;
      return token === undefined
        ? ''
        : { TokenHeader: { Token: token, Context: options.context || undefined } };
    },
    '',
    'tns',
    namespace,
  );
  return firstPort(client);
}

/** The generated methods of a client stand for the last port, which is SOAP 1.2; SOAP 1.1 is the first, by name. */
function firstPort(client: soap.Client): Port {
  const [service] = Object.keys(client.describe() as object);
  const ofService =
    (client as unknown as Record<string, Record<string, Port>>)[service ?? ''] ?? {};
  const [port] = Object.values(ofService);
  if (!port) throw new Error('the WSDL has no port');
  return port;
}

/** The library ignores the promise and waits for the callback. */
function httpClientOver(
  transport: Transport,
  path: string,
  inFlight: AsyncLocalStorage<CallInFlight>,
): soap.IHttpClient {
  return {
    request(
      _url: string,
      body: string,
      done: (error: unknown, answer?: HttpAnswer, xml?: string) => void,
      headers: Record<string, string>,
    ) {
      const call = inFlight.getStore();
      const posted = transport.post(path, headers, body, call?.timeoutMs ?? 0);
      posted.then(
        (answer) => {
          if (call) call.status = answer.status;
          done(null, answer, answer.xml);
        },
        (error: unknown) => {
          done(error);
        },
      );
      return posted as never;
    },
  };
}

/** An empty response element is null; `undefined` and a bare envelope are answers to something else. */
function isResponse(result: unknown): boolean {
  if (result === null) return true;
  return typeof result === 'object' && !('Body' in result) && !('Envelope' in result);
}

/** The library fails in four shapes: our own error, a fault, a plain object for broken XML, a `TypeError`. */
function classify(error: unknown, status: number): CallFailed {
  if (error instanceof CallFailed) return error;
  const fault = faultOf(error);
  if (fault) return new CallFailed({ kind: 'fault', status, text: textOf(fault['faultstring']) });
  if (isRecord(error) && 'Fault' in error) {
    return new CallFailed({ kind: 'notSoap', problem: 'XML that is broken or cut off' });
  }
  return misfit('elements that the WSDL does not know');
}

function misfit(problem: string): CallFailed {
  return new CallFailed({ kind: 'misfit', problem });
}

function faultOf(error: unknown): Record<string, unknown> | undefined {
  let at: unknown = error;
  for (const key of ['root', 'Envelope', 'Body', 'Fault']) {
    if (!isRecord(at)) return undefined;
    at = at[key];
  }
  return isRecord(at) ? at : undefined;
}

function textOf(value: unknown): string {
  const text = withoutAttributes(value);
  return typeof text === 'string' ? text : '';
}

/**
 * What an element holds, whatever attributes stand on it or inside it. The library turns a text with an attribute, such
 * as `xsi:type`, into an object with a `$value`, and an empty element with one into an object with nothing else.
 */
function withoutAttributes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAttributes);
  if (!isRecord(value)) return value;
  if ('$value' in value) return value['$value'];
  const content = Object.entries(value).filter(([name]) => name !== 'attributes');
  if (content.length === 0 && 'attributes' in value) return null;
  return Object.fromEntries(content.map(([name, inner]) => [name, withoutAttributes(inner)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
