import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const METHODS = ['get', 'post'] as const;
type Responses = Readonly<Record<string, { readonly $ref?: string; readonly content?: object }>>;
interface Parameter {
  readonly $ref: string;
}
interface DocumentedOperation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: object;
  readonly responses: Responses;
}
type PathItem = { readonly parameters?: readonly Parameter[] } & Partial<
  Record<(typeof METHODS)[number], DocumentedOperation>
>;
interface BillingDocument {
  readonly webhooks: Readonly<Record<string, { readonly post: { readonly 'x-path': string } }>>;
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: {
    readonly parameters: Readonly<
      Record<string, { readonly in: string; readonly name: string; readonly required?: boolean }>
    >;
  };
}

/** An HTTP call as it went over the wire. */
export interface WireCall {
  readonly method: string;
  /** With its query. */
  readonly url: string;
  readonly requestBody: string;
  readonly status: number;
  readonly contentType: string;
  readonly answerBody: string;
}

const document = JSON.parse(
  readFileSync(new URL('../../../contracts/billing.openapi.json', import.meta.url), 'utf8'),
) as BillingDocument;

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document, 'billing');

/** Every operation that the document names, by its id. */
export const OPERATION_IDS: readonly string[] = Object.values(document.paths).flatMap((item) =>
  METHODS.flatMap((method) => item[method]?.operationId ?? []),
);

/** What of a call does not fit contracts/billing.openapi.json; empty when all does. */
export function violationsOf(call: WireCall): string[] {
  const [path = '', query = ''] = call.url.split('?');
  const found = findOperation(call.method, path);
  if (!found) return [`${call.method} ${path} is not in the document`];
  const { pointer, operation, item, values } = found;
  const said = (what: string, problems: readonly string[]): string[] =>
    problems.map((problem) => `${operation.operationId}: ${what}: ${problem}`);
  return [
    ...said(
      'parameters',
      parameterProblems([...(item.parameters ?? []), ...(operation.parameters ?? [])], {
        path: values,
        query: Object.fromEntries(new URLSearchParams(query)),
      }),
    ),
    ...said(
      'request',
      operation.requestBody
        ? problemsOf([...pointer, 'requestBody', ...JSON_CONTENT], parsed(call.requestBody))
        : call.requestBody === ''
          ? []
          : ['a body where none is allowed'],
    ),
    ...said(`answer ${call.status}`, answerProblems(pointer, operation, call)),
  ];
}

/** What of a callback does not fit the document; empty when all does. */
export function callbackViolationsOf(kind: string, path: string, body: string): string[] {
  const webhook = document.webhooks[kind];
  if (!webhook) return [`${kind} is not in the document`];
  const template = webhook.post['x-path'].replace(/\{\w+\}/g, '[^/]+');
  return [
    ...(new RegExp(`^${template}$`).test(path) ? [] : [`${kind} does not go to ${path}`]),
    ...problemsOf(['webhooks', kind, 'post', 'requestBody', ...JSON_CONTENT], parsed(body)),
  ];
}

const JSON_CONTENT = ['content', 'application/json', 'schema'];

function findOperation(method: string, path: string) {
  for (const [template, item] of Object.entries(document.paths)) {
    const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const match = new RegExp(`^${template.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(path);
    const known = METHODS.find((each) => each === method.toLowerCase());
    const operation = known && item[known];
    if (!match || !operation) continue;
    const values = Object.fromEntries(
      names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]),
    );
    return { pointer: ['paths', template, known], operation, item, values };
  }
  return undefined;
}

function parameterProblems(
  parameters: readonly Parameter[],
  given: { readonly path: Record<string, string>; readonly query: Record<string, string> },
): string[] {
  const known = parameters.map(({ $ref }) => $ref.split('/').slice(1));
  const problems = known.flatMap((pointer) => {
    const {
      in: where,
      name,
      required,
    } = document.components.parameters[pointer.at(-1) ?? ''] ?? {};
    const text = where === 'path' ? given.path[name ?? ''] : given.query[name ?? ''];
    if (text === undefined) return required === false ? [] : [`${String(name)} is missing`];
    const value = /^\d+$/.test(text) && name === 'termNumber' ? Number(text) : text;
    return problemsOf([...pointer, 'schema'], value);
  });
  const names = new Set(
    known.map((pointer) => document.components.parameters[pointer.at(-1) ?? '']?.name),
  );
  const extra = Object.keys(given.query).filter((name) => !names.has(name));
  return [...problems, ...extra.map((name) => `${name} is not in the document`)];
}

function answerProblems(
  pointer: readonly string[],
  { responses }: DocumentedOperation,
  call: WireCall,
): string[] {
  const response = responses[String(call.status)];
  if (!response) return ['this status is not in the document'];
  const at = response.$ref?.split('/').slice(1) ?? [...pointer, 'responses', String(call.status)];
  const type = call.contentType.split(';')[0] ?? '';
  const expected = call.status < 400 ? 'application/json' : 'application/problem+json';
  if (type !== expected) return [`${type} instead of ${expected}`];
  return problemsOf([...at, 'content', type, 'schema'], parsed(call.answerBody));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

function problemsOf(pointer: readonly string[], value: unknown): string[] {
  const validate = validatorAt(pointer);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message }: ErrorObject) => `${instancePath} ${message ?? 'does not fit'}`,
  );
}

function validatorAt(pointer: readonly string[]): ValidateFunction {
  const escaped = pointer.map((part) =>
    encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
  );
  const reference = `billing#/${escaped.join('/')}`;
  const validate = ajv.getSchema(reference);
  if (!validate) throw new Error(`nothing at ${reference}`);
  return validate;
}
