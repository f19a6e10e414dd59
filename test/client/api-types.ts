import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { document } from '../api/document-check.js';

const HEAD =
  '/* eslint-disable */\n/** Made from the OpenAPI document; test/client/api-types.test.ts says how. */\n';

/**
 * The types of the client. Answers are those of success alone, for the client throws every other as one kind of error, and headers are what every call may
 * send; messages of SOAP are no JSON.
 */
export async function apiTypes(): Promise<string> {
  const ast = await openapiTS(forClient() as unknown as OpenAPI3, {
    immutable: true,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    // What has a default may be left out of a request.
    defaultNonNullable: false,
  });
  return HEAD + astToString(ast);
}

function forClient() {
  const paths = Object.entries(document.paths)
    .filter(([path]) => !path.startsWith('/soap/'))
    .map(([path, item]) => [path, eachOf(item, operationForClient)] as const);
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: { schemas: document.components.schemas },
  };
}

type Operation = (typeof document)['paths'][string][string];

function operationForClient({ parameters = [], requestBody, responses, ...operation }: Operation) {
  const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  return {
    ...operation,
    parameters: parameters.filter(({ name }) => name !== undefined && name !== 'Idempotency-Key'),
    ...(requestBody && { requestBody: withSchemasAlone(requestBody) }),
    responses: eachOf(Object.fromEntries(successes), withSchemasAlone),
  };
}

type Part = Operation['responses'][string];

/** Without headers, links and examples. */
function withSchemasAlone({ content = {}, ...part }: Part) {
  return {
    ...part,
    headers: {},
    links: {},
    content: eachOf(content, ({ schema }) => ({ schema })),
  };
}

function eachOf<From, To>(all: Readonly<Record<string, From>>, make: (one: From) => To) {
  return Object.fromEntries(Object.entries(all).map(([name, one]) => [name, make(one)]));
}
