import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { PROBLEMS } from '../../src/api/problem-catalogue.js';
import { ROUTES } from '../../src/api/routes.js';
import { MEMBERS_OF_MESSAGES } from '../../src/api/terms/read-message.js';
import { document, schemaOf } from './document-check.js';
import { runApp } from './running-app.js';

interface RequestMedia {
  readonly schema: z.ZodType;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

function fail(what: string): never {
  throw new Error(`${what} is not there`);
}

/** Names of the members of an answer. */
function membersOf(schema: unknown): readonly string[] {
  const name = (schema as { $ref?: string }).$ref?.split('/').at(-1) ?? '';
  const named = (document.components.schemas[name] ?? schema) as {
    properties?: object;
    allOf?: readonly unknown[];
  };
  return [...Object.keys(named.properties ?? {}), ...(named.allOf ?? []).flatMap(membersOf)];
}

const fileOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('the OpenAPI document', () => {
  it('is served as it is made', async () => {
    await using app = await runApp();
    const answer = await app.send('/openapi.json', { key: null });
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual(document);
  });

  it('is of version 3.1 and refers to nothing that is not in it', () => {
    expect(document.openapi).toBe('3.1.0');
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(0);
    for (const [, reference = ''] of references) {
      const [, kind = '', name = ''] = /^#\/components\/(\w+)\/([\w-]+)$/.exec(reference) ?? [];
      expect(document.components).toHaveProperty([kind, name]);
    }
  });

  it('names every operation once and declares every path parameter', () => {
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.values(item).map((operation) => ({ path, operation })),
    );
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operations) {
      for (const [, name] of path.matchAll(/\{(\w+)\}/g)) {
        expect(JSON.stringify(operation)).toContain(`"name":"${name ?? ''}","in":"path"`);
      }
    }
  });

  it('documents the statuses of each route behind a key', () => {
    const statuses = (path: string, method: string) =>
      Object.keys(document.paths[path]?.[method]?.responses ?? {});
    expect(statuses('/api/submissions', 'post')).toEqual([
      '200',
      '202',
      '400',
      '401',
      '403',
      '409',
      '413',
      '415',
      '422',
      '429',
      '500',
      '503',
    ]);
    expect(statuses('/api/transactions/{id}', 'get')).toEqual([
      '200',
      '400',
      '401',
      '403',
      '404',
      '429',
      '500',
      '503',
    ]);
  });

  it('says of every operation who may call it, also where that is anybody', () => {
    const open = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.values(item).flatMap(({ security }) =>
        Array.isArray(security) && security.length > 0 ? [] : [[path, security] as const],
      ),
    );
    const paths = [
      '/healthz',
      '/readyz',
      '/openapi.json',
      '/soap/PolicyRenewalAPI',
      '/soap/PolicyPeriod.xsd',
    ];
    expect(Object.fromEntries(open)).toEqual(Object.fromEntries(paths.map((path) => [path, []])));
  });

  it('shows examples that are as their schemas say', () => {
    const contents = Object.values(document.paths)
      .flatMap((item) => Object.values(item))
      .flatMap(({ requestBody, responses }) => [requestBody, ...Object.values(responses)])
      .flatMap((part) => Object.values(part?.content ?? {}));
    const withExample = contents.filter(({ example }) => example !== undefined);
    expect(withExample.length).toBeGreaterThan(5);
    for (const { schema, example } of withExample) {
      expect(schemaOf(schema).safeParse(example).error).toBeUndefined();
    }
    const named = contents.flatMap(({ schema, examples = {} }) =>
      Object.values(examples).map(({ value }) => ({ schema, value })),
    );
    expect(named.length).toBeGreaterThan(5);
    for (const { schema, value } of named) {
      expect(schemaOf(schema).safeParse(value).error).toBeUndefined();
    }
  });

  it('shows examples of every request, which the server takes', () => {
    for (const { operationId, request } of ROUTES) {
      const media = request?.body?.content['application/json'] as RequestMedia | undefined;
      if (!media) continue;
      const examples = [
        media.example ?? [],
        ...Object.values(media.examples ?? {}).map(({ value }) => value),
      ].flat();
      expect(examples, operationId).not.toEqual([]);
      for (const example of examples) {
        expect(media.schema.safeParse(example).error, operationId).toBeUndefined();
      }
    }
  });

  it('leads from every answer to what is there, by what it says', () => {
    const leading = Object.values(document.paths)
      .flatMap((item) => Object.values(item))
      .flatMap(({ responses }) => Object.values(responses))
      .flatMap(({ links = {}, content }) =>
        Object.values(links).map(({ $ref }) => ({ name: $ref.split('/').at(-1) ?? '', content })),
      );
    expect(leading.length).toBeGreaterThan(100);
    for (const { name, content } of leading) {
      const { operationId, parameters } = document.components.links[name] ?? fail(name);
      const target = ROUTES.find((route) => route.operationId === operationId);
      const known = Object.keys({
        ...target?.request?.params?.shape,
        ...target?.request?.query?.shape,
      });
      expect(known, name).toEqual(expect.arrayContaining(Object.keys(parameters)));
      for (const [, member = ''] of JSON.stringify(parameters).matchAll(
        /\$response\.body#\/(\w+)/g,
      )) {
        expect(membersOf(content?.['application/json']?.schema), name).toContain(member);
      }
    }
  });

  it('shows the example requests as they stand in the examples folder', () => {
    const text = JSON.stringify(document);
    for (const name of ['general-liability', 'commercial-property']) {
      expect(text).toContain(JSON.stringify(JSON.parse(fileOf(`examples/${name}.json`))));
    }
  });
});

describe('the messages of billing', () => {
  it('have the members that are told from those of its own', () => {
    const schemas = Object.entries(document.paths)
      .flatMap(([path, item]) => (path.startsWith('/soap') ? [] : Object.values(item)))
      .filter(({ security }) => JSON.stringify(security ?? []).includes('webhookSignature'))
      .map(({ requestBody }) => requestBody?.content?.['application/json']?.schema)
      .map((schema) => (schema as { $ref: string }).$ref.split('/').at(-1) ?? '')
      .map((name) => document.components.schemas[name] as { properties: object });
    const members = new Set(schemas.flatMap(({ properties }) => Object.keys(properties)));
    expect([...members].sort()).toEqual([...MEMBERS_OF_MESSAGES].sort());
  });
});

describe('docs/errors.md', () => {
  it('lists every problem with its status, and no other', () => {
    const documented = [
      ...fileOf('docs/errors.md').matchAll(/^### `([a-z-]+)` \((\d{3})\)$/gm),
    ].map(([, code, status]) => `${code ?? ''} ${status ?? ''}`);
    const known = Object.entries(PROBLEMS).map(([code, { status }]) => `${code} ${status}`);
    expect(documented.sort()).toEqual(known.sort());
  });
});
