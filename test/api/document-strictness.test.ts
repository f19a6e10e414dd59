import pLimit from 'p-limit';
import { describe, expect, it } from 'vitest';
import { document, type Schema } from './document-check.js';
import { changedBodies, checkOf, leaves } from './near-misses.js';
import { type Answer, errorsOf, KEYS, type RunningApp, runApp } from './running-app.js';

const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => {
    const name = operation.operationId;
    return { name, path, method: method.toUpperCase(), operation };
  }),
);
type Operation = (typeof operations)[number];

/** Sends a request as its examples have it, but for what is given. */
function ask(
  app: RunningApp,
  { path, method, operation }: Operation,
  given: { readonly body?: unknown; readonly parameters?: Readonly<Record<string, string>> },
): Promise<Answer> {
  const { parameters = [] } = operation;
  const asked = given.parameters ?? {};
  const exampleOf = (name: string) =>
    String(parameters.find((one) => one.name === name)?.schema?.example);
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(asked[name] ?? exampleOf(name)),
  );
  const query = parameters.flatMap(({ in: place, name = '' }) =>
    place === 'query' && asked[name] !== undefined
      ? [`${name}=${encodeURIComponent(asked[name])}`]
      : [],
  );
  return app.send([filled, ...query].join(query.length > 0 ? '?' : ''), {
    method,
    key: operation['x-required-scope'] === 'billing:write' ? KEYS.billing : KEYS.everything,
    headers: parameters.some(({ name }) => name === 'If-Match')
      ? { 'If-Match': exampleOf('If-Match') }
      : {},
    ...('body' in given ? { body: given.body } : {}),
  });
}

/** Its first example. */
function exampleOf({ operation }: Operation): { readonly body?: unknown } {
  const media = operation.requestBody?.content?.['application/json'];
  if (!media) return {};
  const { example = Object.values(media.examples ?? {})[0]?.value } = media;
  return { body: example };
}

/** Cursors are signed, and these moments are read with the zone of the product: no form can say which are taken. */
const LATER = /(?:cursor|startTime|endTime)$/;

const isRefused = ({ status }: Answer) => status === 400 || status === 422;

/** What an answer says against the form of a field; rules of the business have other codes, or name what else is missing. */
function isFormal(answer: Answer, at: string): boolean {
  return errorsOf(answer).some(({ field, code }) => field === at && code === 'malformed');
}

describe('what the document says of bodies', () => {
  const seen = new Set<string>();
  const schemaOf = ({ operation }: Operation) =>
    operation.requestBody?.content?.['application/json']?.schema as Schema | undefined;
  // What an edit may hold depends on the kind of the transaction, which is looked up first.
  const withBody = operations.filter((one) => schemaOf(one) && one.name !== 'editTransaction');

  it.each(withBody)(
    '$name refuses what the document refuses, and takes what it takes',
    { timeout: 120_000 },
    async (one) => {
      await using app = await runApp();
      app.expectErrors();
      const schema = schemaOf(one) ?? {};
      const isRight = checkOf(schema);
      const { body: example } = exampleOf(one);
      expect(example).toBeDefined();
      const changed = [{ at: '', body: example }, ...changedBodies(schema, example, seen)];
      const atOnce = pLimit(16);
      const wrong = changed.map(({ at, body }) =>
        atOnce(async () => {
          const answer = await ask(app, one, { body });
          const says = isRight(body)
            ? isRefused(answer) && (body === example || isFormal(answer, at)) && !LATER.test(at)
            : !isRefused(answer);
          return says
            ? [{ at, body: JSON.stringify(body).slice(0, 400), answer: answer.text }]
            : [];
        }),
      );
      expect((await Promise.all(wrong)).flat()).toEqual([]);
    },
  );
});

describe('what the document says of parameters', () => {
  const seen = new Set<string>();
  const parameters = operations.flatMap((one) =>
    (one.operation.parameters ?? [])
      .filter((parameter) => ['query', 'path'].includes(parameter.in ?? ''))
      // Cursors are signed: no form can say which are taken.
      .filter(({ name }) => name !== 'cursor' && name !== 'after' && name !== 'wsdl')
      .filter((parameter) => {
        const isNew = !seen.has(JSON.stringify(parameter));
        seen.add(JSON.stringify(parameter));
        return isNew;
      })
      .map(({ name: parameter = '', in: place, schema = {} }) => ({
        ...one,
        parameter,
        place,
        schema,
      })),
  );

  it.each(parameters)(
    '$parameter of $name is refused where the document refuses it, and there alone',
    { timeout: 120_000 },
    async (one) => {
      await using app = await runApp();
      app.expectErrors();
      // Whoever waits is answered at once.
      app.closeDoor();
      const { parameter, place, schema } = one;
      const isRight = checkOf(schema);
      const texts = leaves(schema).filter(
        (value) => typeof value === 'string' || typeof value === 'number',
      );
      const sent = [...new Set(texts.map(String))]
        // No address has them, or another one.
        .filter((text) => place === 'query' || !/^[./\s]*$/.test(text));
      const wrong = sent.map(async (text) => {
        const answer = await ask(app, one, {
          parameters: { [parameter]: text },
          ...exampleOf(one),
        });
        const isTaken = isRight(
          schema.type === 'integer' && /^\d+$/.test(text) ? Number(text) : text,
        );
        const isNamed = errorsOf(answer).some(
          ({ field, code }) => field === parameter && code !== 'contradicts',
        );
        return isTaken === isNamed ? [{ text, isTaken, answer: answer.text }] : [];
      });
      expect((await Promise.all(wrong)).flat()).toEqual([]);
    },
  );
});
