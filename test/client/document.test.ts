import { describe, expect, it } from 'vitest';
import { nextPage } from '../../packages/client/src/pages.js';
import { isRepeatable } from '../../packages/client/src/repeats.js';
import { document, type Schema } from '../api/document-check.js';

const operations = Object.entries(document.paths)
  .filter(([path]) => !path.startsWith('/soap/'))
  .flatMap(([, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method, ...operation })),
  );

function membersOf(
  content: Readonly<Record<string, { readonly schema: unknown }>> = {},
): readonly string[] {
  const { $ref = '' } = (content['application/json']?.schema ?? {}) as Schema;
  const schema = document.components.schemas[$ref.split('/').at(-1) ?? ''] as Schema | undefined;
  return Object.keys(schema?.properties ?? {});
}

describe('what the client knows of the API', () => {
  it('is which requests say by what their repeats are known', () => {
    const writes = operations.filter(({ method }) => method !== 'get');
    expect(writes.length).toBeGreaterThan(50);
    for (const { operationId, method, parameters = [], requestBody } of writes) {
      const key = parameters.find(({ name }) => name === 'Idempotency-Key') as
        { readonly description: string } | undefined;
      const reference = /known by `(\w+)`/.exec(key?.description ?? '')?.[1];
      const members = reference === undefined ? membersOf(requestBody?.content) : [reference];
      const body = Object.fromEntries(members.map((name) => [name, 'x']));
      expect([operationId, isRepeatable(method, body)]).toEqual([
        operationId,
        reference !== undefined,
      ]);
    }
  });

  it('is how lists say where their next page is', () => {
    const lists = operations.filter(({ parameters = [] }) =>
      parameters.some(({ name }) => name === 'cursor' || name === 'after'),
    );
    expect(lists.length).toBeGreaterThan(5);
    for (const { operationId, parameters = [], responses } of lists) {
      const page = Object.fromEntries(
        membersOf(responses['200']?.content).map((name) => [name, 'x']),
      );
      const asked = Object.keys(nextPage(page) ?? {});
      expect([operationId, parameters.map(({ name }) => name)]).toEqual([
        operationId,
        expect.arrayContaining(asked),
      ]);
      expect([operationId, asked]).toEqual([operationId, [expect.any(String)]]);
    }
  });
});
