import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  binderyClient,
  ProblemError,
  UnexpectedAnswer,
  type SubmissionRequest,
} from '@bindery/client';
import { aRequest, KEYS, type RunningApp, runApp } from '../api/running-app.js';

let app: RunningApp;
beforeEach(async () => {
  app = await runApp();
});
afterEach(async () => {
  await app[Symbol.asyncDispose]();
});

type Send = (request: Request) => Promise<Response>;
const submission = (externalId: string) => aRequest({ externalId }) as unknown as SubmissionRequest;

/** What goes wrong on the way, one after the other; then nothing does. */
function network(...mishaps: readonly Send[]) {
  const sent: string[] = [];
  const left = [...mishaps];
  const send: Send = (request) => {
    sent.push(`${request.method} ${new URL(request.url).pathname}`);
    return (left.shift() ?? fetch)(request);
  };
  return { sent, send };
}

const answering = (status: number, headers: Record<string, string> = {}, body = ''): Send => {
  return () => Promise.resolve(new Response(body, { status, headers }));
};
const AT_ONCE = { 'Retry-After': '0' };
const withoutAnswer: Send = async (request) => {
  await (await fetch(request)).arrayBuffer();
  throw new TypeError('fetch failed');
};

function client({ fetch, ...more }: { fetch?: Send; tries?: number } = {}) {
  return binderyClient({
    baseUrl: `${app.url}/`,
    apiKey: KEYS.everything,
    ...(fetch && { fetch }),
    ...more,
  });
}

async function thrownBy(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => null,
    (error: unknown) => error,
  );
}

describe('a call', () => {
  it('is answered with what the document says, and named as it was asked', async () => {
    const { data, requestId, response, etag } = await client().POST('/api/submissions', {
      body: submission('C-1'),
      headers: { 'X-Request-Id': 'portal-1' },
    });
    expect([data.id, data.state, response.status]).toEqual([
      'new-business:triton:C-1',
      'started',
      202,
    ]);
    expect([requestId, etag]).toEqual(['portal-1', null]);
    const params = { path: { id: data.id } };
    expect((await client().GET('/api/transactions/{id}', { params })).data.id).toBe(data.id);
  });

  it('has the key and the headers of its moment', async () => {
    let [key, number]: [string, number] = [KEYS.reader, 0];
    const bindery = binderyClient({
      baseUrl: app.url,
      apiKey: () => Promise.resolve(key),
      headers: () => ({ 'X-Request-Id': `job-${++number}` }),
    });
    expect((await bindery.GET('/api/transactions')).requestId).toBe('job-1');
    app.takeKeyOf('viewer');
    expect(await thrownBy(bindery.GET('/api/transactions'))).toMatchObject({
      type: 'urn:bindery:problem:unauthenticated',
      status: 401,
      requestId: 'job-2',
    });
    key = KEYS.everything;
    expect((await bindery.GET('/api/transactions')).requestId).toBe('job-3');
  });

  it('throws a problem with what is wrong, field by field', async () => {
    const body = { ...submission('C-2'), state: 'Texas' };
    const error = await thrownBy(client().POST('/api/submissions', { body }));
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({
      type: 'urn:bindery:problem:invalid-request',
      status: 422,
      errors: [{ field: 'state', code: 'malformed' }],
      refusals: [],
    });
  });

  it.each([
    ['a proxy', answering(502, { 'Content-Type': 'text/html' }, '<h1>Bad gateway</h1>')],
    ['another server', answering(200, { 'Content-Type': 'text/html' }, '<h1>Hello</h1>')],
    ['other JSON', answering(404, { 'Content-Type': 'application/json' }, '{"error":"no"}')],
  ])('says that %s has answered', async (_who, mishap) => {
    const { send } = network(mishap);
    const error = await thrownBy(client({ fetch: send }).GET('/api/tasks'));
    expect(error).toBeInstanceOf(UnexpectedAnswer);
  });
});

describe('a request that was not served', () => {
  it('is sent again where nothing was done, whatever it is, and when the API says', async () => {
    const { send, sent } = network(answering(429, { 'Retry-After': '1' }));
    const beganAt = performance.now();
    const params = { path: { id: 'new-business:triton:NONE' } };
    const error = await thrownBy(
      client({ fetch: send }).POST('/api/transactions/{id}/abandon', {
        params,
        body: { by: 'Pat', reason: 'x' },
      }),
    );
    expect(error).toMatchObject({ type: 'urn:bindery:problem:unknown-transaction' });
    expect(sent).toHaveLength(2);
    expect(performance.now() - beganAt).toBeGreaterThanOrEqual(990);
  });

  it('is sent again after a lost answer where its repeats are known, and is one transaction', async () => {
    const { send, sent } = network(withoutAnswer, answering(503, AT_ONCE));
    const { data } = await client({ fetch: send }).POST('/api/submissions', {
      body: submission('C-3'),
    });
    expect(sent).toEqual(Array(3).fill('POST /api/submissions'));
    expect([...app.temporal.workflows.keys()]).toEqual([data.id]);
  });

  it('is not sent again where nobody knows what became of it and a repeat may do it twice', async () => {
    const body = { by: 'Pat', reason: 'x' };
    const params = { path: { id: 'new-business:triton:NONE' } };
    for (const mishap of [withoutAnswer, answering(503, AT_ONCE)]) {
      const { send, sent } = network(mishap);
      const call = client({ fetch: send }).POST('/api/transactions/{id}/abandon', { params, body });
      expect(await thrownBy(call)).toBeInstanceOf(Error);
      expect(sent).toHaveLength(1);
    }
  });

  it('is given up after so many tries, with the last answer', async () => {
    app.temporal.isDown = true;
    const { send, sent } = network(answering(503, AT_ONCE), answering(503, AT_ONCE));
    const call = client({ fetch: send, tries: 3 }).GET('/api/transactions');
    expect(await thrownBy(call)).toMatchObject({
      type: 'urn:bindery:problem:temporal-unavailable',
    });
    expect(sent).toHaveLength(3);
  });

  it('is left to the caller where the pause would be long', async () => {
    const { send, sent } = network(answering(503, { 'Retry-After': '3600' }));
    expect(await thrownBy(client({ fetch: send }).GET('/api/tasks'))).toMatchObject({
      status: 503,
    });
    expect(sent).toHaveLength(1);
  });

  it('waits no longer than its signal', async () => {
    const stop = new AbortController();
    const { send, sent } = network((request) => {
      setTimeout(() => {
        stop.abort();
      }, 50);
      return answering(503, { 'Retry-After': '100' })(request);
    });
    const call = client({ fetch: send }).GET('/api/tasks', { signal: stop.signal });
    expect(await thrownBy(call)).toMatchObject({ name: 'AbortError' });
    expect(sent).toHaveLength(1);
  });
});

describe('the pages of a list', () => {
  it('come one after the other, as they are asked for', async () => {
    for (const id of ['P-1', 'P-2', 'P-3'])
      await app.post('/api/submissions', aRequest({ externalId: id }));
    const { send, sent } = network();
    const pages = client({ fetch: send }).pages('/api/transactions', {
      params: { query: { pageSize: 1 } },
    });
    const found: string[] = [];
    for await (const { items } of pages) {
      found.push(...items.map(({ externalId }) => externalId));
      expect(sent).toHaveLength(found.length);
      if (found.length === 2) break;
    }
    expect(new Set(found).size).toBe(2);
    expect(sent).toHaveLength(2);
  });
});
