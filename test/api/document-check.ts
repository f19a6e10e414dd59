import { z } from 'zod';
import { openApiDocument } from '../../src/api/openapi/document.js';
import { ROUTES } from '../../src/api/routes.js';

/** A schema of the document, as far as tests look at it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
}

interface DocumentedMedia {
  readonly schema: unknown;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}
interface DocumentedPart {
  readonly description?: string;
  readonly content?: Readonly<Record<string, DocumentedMedia>>;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly links?: Readonly<Record<string, Reference>>;
}
interface Operation {
  readonly operationId: string;
  readonly security?: unknown;
  readonly 'x-required-scope'?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: DocumentedPart;
  readonly responses: Readonly<Record<string, DocumentedPart & Partial<Reference>>>;
}
export interface Link {
  readonly operationId: string;
  readonly parameters: Readonly<Record<string, string>>;
}
interface Reference {
  readonly $ref: string;
}
/** Of one that is told elsewhere there is the reference alone. */
type Parameter = Partial<Reference> & {
  readonly name?: string;
  readonly in?: string;
  readonly required?: boolean;
  readonly schema?: Schema;
};

export const document = JSON.parse(JSON.stringify(openApiDocument(ROUTES))) as {
  readonly openapi: string;
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, unknown>>;
    readonly responses: Readonly<Record<string, DocumentedPart>>;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly links: Readonly<Record<string, Link>>;
  };
};

/**
 * Says what in an answer is not as the document promises; null when all is. Answers of addresses and methods that the
 * document does not have are outside its promises.
 */
export function undocumented(
  { method, path }: { readonly method: string; readonly path: string },
  {
    status,
    headers,
    body,
  }: { readonly status: number; readonly headers: Headers; readonly body: unknown },
): string | null {
  const contentType = headers.get('Content-Type') ?? '';
  const template = Object.keys(document.paths).find((candidate) =>
    new RegExp(`^${candidate.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
  const operation = template ? document.paths[template]?.[method.toLowerCase()] : undefined;
  if (!operation) return null;
  const response = responseOf(operation, status);
  if (!response) return `${operation.operationId} does not document ${status}`;
  const documented = Object.keys(response.headers ?? {}).map((name) => name.toLowerCase());
  const unheard = [...headers.keys()].filter(
    (name) => !OF_TRANSPORT.test(name) && !documented.includes(name),
  );
  if (unheard.length > 0) {
    return `${operation.operationId} ${status} does not document ${unheard.join(', ')}`;
  }
  const media = response.content?.[contentType.split(';')[0] ?? ''];
  if (!media) return `${operation.operationId} ${status} does not document ${contentType}`;
  const checked = checkerOf(media).safeParse(body);
  return checked.success ? null : `${operation.operationId} ${status}: ${checked.error.message}`;
}

/** Headers of every answer of a server, and those that only browsers mind. */
const OF_TRANSPORT =
  /^(?:connection|keep-alive|date|vary|transfer-encoding|content-(?:type|length|encoding|security-policy)|cache-control|referrer-policy|cross-origin-resource-policy|x-(?:content-type|frame)-options)$/;

/** What an operation answers with a status. */
function responseOf({ responses }: Operation, status: number): DocumentedPart | undefined {
  const response = responses[String(status)];
  const name = response?.$ref?.split('/').at(-1);
  return name === undefined ? response : document.components.responses[name];
}

/** A checker takes longer to make than to use. */
const checkers = new Map<DocumentedMedia, z.ZodType>();
function checkerOf(media: DocumentedMedia): z.ZodType {
  const checker = checkers.get(media) ?? schemaOf(media.schema);
  checkers.set(media, checker);
  return checker;
}

/** A schema of the document as a checker; components become local definitions. */
export function schemaOf(schema: unknown): z.ZodType {
  const whole = JSON.stringify({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...(schema as object),
    $defs: document.components.schemas,
  }).replaceAll('#/components/schemas/', '#/$defs/');
  return z.fromJSONSchema(JSON.parse(whole) as Parameters<typeof z.fromJSONSchema>[0]);
}
