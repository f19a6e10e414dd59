import { z } from 'zod';
import { openApiDocument } from '../../src/api/openapi/document.js';
import { ROUTES } from '../../src/api/routes.js';

interface DocumentedMedia {
  readonly schema: unknown;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}
interface DocumentedPart {
  readonly content?: Readonly<Record<string, DocumentedMedia>>;
}
interface Operation {
  readonly operationId: string;
  readonly security?: unknown;
  readonly requestBody?: DocumentedPart;
  readonly responses: Readonly<Record<string, DocumentedPart>>;
}

export const document = JSON.parse(JSON.stringify(openApiDocument(ROUTES))) as {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
};

/**
 * Says what in an answer is not as the document promises; null when all is. Answers of addresses and methods that the
 * document does not have are outside its promises.
 */
export function undocumented(
  method: string,
  path: string,
  status: number,
  contentType: string,
  body: unknown,
): string | null {
  const template = Object.keys(document.paths).find((candidate) =>
    new RegExp(`^${candidate.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
  const operation = template ? document.paths[template]?.[method.toLowerCase()] : undefined;
  if (!operation) return null;
  const response = operation.responses[String(status)];
  if (!response) return `${operation.operationId} does not document ${status}`;
  const media = response.content?.[contentType.split(';')[0] ?? ''];
  if (!media) return `${operation.operationId} ${status} does not document ${contentType}`;
  const checked = checkerOf(media).safeParse(body);
  return checked.success ? null : `${operation.operationId} ${status}: ${checked.error.message}`;
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
