import { document } from './document-check.js';

type Documented = (typeof document)['paths'][string][string];
type Operation = Documented & {
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
};
type Parameter = NonNullable<Documented['parameters']>[number];

/** The files of the collection by their names: one for each operation, in a folder for each tag. */
export function brunoCollection(): ReadonlyMap<string, string> {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      path,
      method,
      operation: operation as Operation,
    })),
  );
  const requests = operations.map(({ path, method, operation }, index): [string, string] => [
    `${operation.tags[0] ?? ''}/${operation.operationId}.bru`,
    request(path, method, operation, index + 1),
  ]);
  return new Map([...Object.entries(OF_ALL), ...requests]);
}

const OF_ALL = {
  'bruno.json': `${JSON.stringify({ version: '1', name: 'Bindery', type: 'collection' }, null, 2)}\n`,
  'collection.bru': blocks(
    block('auth', ['mode: apikey']),
    block('auth:apikey', ['key: X-API-Key', 'value: {{apiKey}}', 'placement: header']),
  ),
  'environments/npm-start.bru': `${blocks(block('vars', ['baseUrl: http://127.0.0.1:8000']))}vars:secret [\n  apiKey\n]\n`,
};

function request(
  path: string,
  method: string,
  { summary, description, parameters = [], requestBody, security }: Operation,
  seq: number,
): string {
  const [type, media] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const body = media?.example ?? Object.values(media?.examples ?? {})[0]?.value;
  const kind = type === 'application/json' ? 'json' : type === 'text/xml' ? 'xml' : 'none';
  const named = (place: string) => parameters.filter((one) => one.in === place);
  return blocks(
    block('meta', [`name: ${summary}`, 'type: http', `seq: ${seq}`]),
    block(method, [
      `url: {{baseUrl}}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      `body: ${kind}`,
      `auth: ${Array.isArray(security) && security.length > 0 ? 'inherit' : 'none'}`,
    ]),
    block(
      'params:path',
      named('path').map((one) => line(one).replaceAll('/', '%2F')),
    ),
    block('params:query', named('query').map(line)),
    block(
      'headers',
      named('header')
        .filter(({ name }) => name === 'If-Match')
        .map(line),
    ),
    kind === 'none' ? '' : block(`body:${kind}`, textOf(body).split('\n')),
    description === undefined ? '' : block('docs', description.split('\n')),
  );
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body, null, 2);
}

/** What may be left out is switched off. */
function line({ name = '', required = false, schema = {} }: Parameter): string {
  const value = schema.example ?? schema.examples?.[0] ?? schema.enum?.[0] ?? '';
  return `${required ? '' : '~'}${name}: ${textOf(value)}`;
}

function block(name: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return `${name} {\n${lines.map((one) => `  ${one}`.trimEnd()).join('\n')}\n}\n`;
}

function blocks(...all: readonly string[]): string {
  return `${all.filter((one) => one !== '').join('\n')}\n`.replace(/\n+$/, '\n');
}
