import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningApp, aRequest, codeOf, errorsOf, KEYS, runApp } from './running-app.js';

let app: RunningApp;
beforeEach(async () => {
  app = await runApp();
});
afterEach(async () => {
  await app[Symbol.asyncDispose]();
});

describe('keys', () => {
  it.each([null, '', 'wrong', 'key-everything, key-everything'])(
    'refuses the key %s',
    async (key) => {
      for (const path of ['/api/transactions', '/api/nowhere', '/api']) {
        const answer = await app.send(path, { key });
        expect(answer.status).toBe(401);
        expect(codeOf(answer)).toBe('unauthenticated');
        expect(answer.headers.get('WWW-Authenticate')).toContain('ApiKey');
      }
    },
  );
});

describe('addresses and methods', () => {
  it.each([
    '/nowhere',
    '/api/nowhere',
    '/API/transactions',
    '/',
    '/docs/package.json',
    '/docs/../package.json',
  ])('knows nothing at %s', async (path) => {
    const answer = await app.send(path);
    expect(answer.status).toBe(404);
    expect(codeOf(answer)).toBe('unknown-path');
  });

  it.each([
    ['DELETE', '/api/submissions', 'POST'],
    ['GET', '/api/submissions', 'POST'],
    ['PUT', '/api/transactions', 'GET, HEAD'],
    ['PATCH', '/api/transactions/x', 'GET, HEAD'],
    ['POST', '/api/terms', 'GET, HEAD'],
    ['OPTIONS', '/api/transaction/x', 'GET, HEAD'],
    ['GET', '/api/transactions/x/correct', 'POST'],
    ['DELETE', '/api/transactions/x/abandon', 'POST'],
    ['GET', '/api/transactions:retry', 'POST'],
    ['POST', '/healthz', 'GET, HEAD'],
    ['POST', '/readyz', 'GET, HEAD'],
    ['DELETE', '/openapi.json', 'GET, HEAD'],
    ['POST', '/docs', 'GET, HEAD'],
  ])('does not take %s %s', async (method, path, allow) => {
    const answer = await app.send(path, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('Allow')).toBe(allow);
    expect(codeOf(answer)).toBe('method-not-allowed');
  });

  it.each([
    ['GET', '/api/transactions/x', KEYS.everything],
    ['POST', '/api/transactions/x/correct', KEYS.everything],
    ['POST', '/api/transactions:retry', KEYS.everything],
    ['GET', '/api/policies/P-1', KEYS.everything],
    ['GET', '/api/policies/P-1/terms/1', KEYS.everything],
    ['POST', '/api/previews/cancellation', KEYS.everything],
    ['POST', '/api/policies/P-1/terms/1/sync', KEYS.everything],
    ['POST', '/api/policies/P-1/terms/1/payments', KEYS.billing],
  ])('takes no query at %s %s, which has no use for one', async (method, path, key) => {
    const answer = await app.send(`${path}?wait=20`, { method, key });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid-parameter']);
    expect(errorsOf(answer)).toMatchObject([{ field: 'wait' }]);
  });

  it.each(['%', '%zz', '%E0%A4%A', '%c0%af'])('cannot read the path %s', async (path) => {
    const answer = await rawGet(`/api/transactions/${path}`);
    expect(answer).toEqual({ status: 400, type: 'urn:bindery:problem:malformed-path' });
  });
});

describe('bodies', () => {
  const json = (raw: string | Uint8Array, headers: Record<string, string> = {}) =>
    app.send('/api/submissions', { method: 'POST', raw, headers });

  it.each<[string, string | Uint8Array]>([
    ['nothing', ''],
    ['half an object', '{"product":'],
    ['two values', '{} {}'],
    ['a prototype', '{"__proto__": {"product": "x"}}'],
    ['a prototype deep inside', '{"insured": {"__proto__": {}}}'],
    ['very deep nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['deep nesting', `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`],
    ['broken UTF-8', new Uint8Array([0x22, 0xc3, 0x28, 0x22])],
  ])('refuses %s', async (_what, raw) => {
    const answer = await json(raw);
    expect(answer.status).toBe(400);
    expect(codeOf(answer)).toBe('malformed-json');
  });

  it.each([
    ['product', '{"product": "x", "insured": {}, "product": "y"}'],
    ['fein', '{"insured": {"fein": "1", "ssn": {"fein": "1"}, "f\\u0065in": "2"}}'],
    ['amount', '{"premium": [{"amount": "1"}, {"amount": "2", "charge": "\\"", "amount": ":"}]}'],
  ])('refuses the key %s twice in one object, and names it', async (key, raw) => {
    const answer = await json(raw);
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({
      detail: `The body has the key "${key}" twice in one object.`,
    });
  });

  it('takes a key again in another object, and keys and marks inside texts', async () => {
    const answer = await json(
      '{"a": [{"x": 1}, {"x": 1}], "x": "a\\": {\\"a", "b": "b", "c": {"a": {"c": ","}}}',
    );
    expect(codeOf(answer)).toBe('invalid-request');
  });

  it.each(['null', 'true', '1', '"text"', '[]', '{}', '{"constructor": 1, "toString": 2}'])(
    'refuses %s as a submission',
    async (raw) => {
      const answer = await json(raw);
      expect(answer.status).toBe(422);
      expect(codeOf(answer)).toBe('invalid-request');
    },
  );

  it.each([
    { 'Content-Type': 'text/plain' },
    { 'Content-Type': 'application/xml' },
    { 'Content-Type': 'application/x-www-form-urlencoded' },
    { 'Content-Type': 'application/json; charset=utf-16' },
    { 'Content-Encoding': 'compress' },
  ])('refuses a body sent with %s', async (headers) => {
    const answer = await json('{}', headers);
    expect(answer.status).toBe(415);
    expect(codeOf(answer)).toBe('unsupported-media-type');
  });

  it('takes UTF-8 by name and gzip', async () => {
    const headers = {
      'Content-Type': 'application/json; charset="UTF-8"',
      'Content-Encoding': 'gzip',
    };
    const answer = await json(gzipSync(JSON.stringify(aRequest())), headers);
    expect(answer.status).toBe(202);
  });

  it('refuses gzip that is none', async () => {
    const answer = await json('{}', { 'Content-Encoding': 'gzip' });
    expect(answer.status).toBe(400);
    expect(codeOf(answer)).toBe('malformed-json');
  });

  it.each<[string, string | Uint8Array, Record<string, string>]>([
    ['more than 1 MiB', `"${'x'.repeat(1024 * 1024)}"`, {}],
    [
      'little that unpacks to much',
      gzipSync(Buffer.alloc(8_000_000)),
      { 'Content-Encoding': 'gzip' },
    ],
  ])('refuses %s', async (_what, raw, headers) => {
    const answer = await json(raw, headers);
    expect(answer.status).toBe(413);
    expect(codeOf(answer)).toBe('too-large');
    expect(answer.headers.get('Connection')).toBe('close');
  });

  it.each<[string, Record<string, string>, string]>([
    ['that is announced, without waiting for it', { 'Content-Length': '2000000' }, ''],
    [
      'that never ends, as soon as it is too much',
      { 'Transfer-Encoding': 'chunked' },
      'x'.repeat(1024 * 1024 + 1),
    ],
  ])('refuses a body %s, and hangs up', async (_what, headers, sent) => {
    const answer = await neverEnding('/api/submissions', headers, sent);
    expect(answer).toEqual({ status: 413, type: 'urn:bindery:problem:too-large' });
  });

  it('lists the first hundred of many faults, and says how many there are', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 500 }, (_, n) => [`field${String(n)}`, 1]),
    );
    const answer = await app.post('/api/submissions', { ...aRequest(), ...many });
    expect(answer.status).toBe(422);
    expect(errorsOf(answer)).toHaveLength(100);
    expect(answer.json['detail']).toMatch(/The first 100 of 500 faults are listed\.$/);
    const { json: validated } = await app.post('/api/quotes/validate', { ...aRequest(), ...many });
    expect(validated['findings']).toHaveLength(100);
  });

  it('repeats nothing that was sent, also where a value stands in place of a name', async () => {
    const SSN = '123-45-6789';
    const answers = [
      await app.post('/api/submissions', { ...aRequest(), [SSN]: 1, insured: { [SSN]: SSN } }),
      await app.post('/api/submissions', { ...aRequest(), product: SSN, state: SSN, premium: SSN }),
      await json(`{"${SSN}": 1, "${SSN}": 2}`),
      await app.send(`/api/transactions?${SSN}=${SSN}&pageSize=${SSN}`),
    ];
    for (const answer of answers) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text).not.toContain(SSN);
    }
    expect(answers.flatMap(errorsOf)).toContainEqual(
      expect.objectContaining({ field: 'insured.…', code: 'unknownField' }),
    );
  });
});

describe('while it stops', () => {
  it('is not ready any more, and serves all the same', async () => {
    expect((await app.send('/readyz', { key: null })).status).toBe(200);
    app.announceStop();
    const ready = await app.send('/readyz', { key: null });
    expect([ready.status, codeOf(ready)]).toEqual([503, 'stopping']);
    expect((await app.post('/api/submissions', aRequest())).status).toBe(202);
  });

  it('answers with what is known whoever waits for an outcome', async () => {
    const waiting = app.post('/api/submissions?wait=60', aRequest());
    await expect.poll(() => app.temporal.queries).toBeGreaterThan(0);
    app.closeDoor();
    const answer = await waiting;
    expect([answer.status, answer.json['state']]).toEqual([202, 'started']);
  });
});

describe('when Temporal is away', () => {
  beforeEach(() => {
    app.temporal.isDown = true;
  });

  it.each([
    ['/api/submissions', aRequest()],
    ['/api/transactions/new-business:a:b/abandon', { by: 'Pat', reason: 'x' }],
    ['/api/transactions/new-business:a:b/correct', { by: 'Pat', reason: 'x', changes: {} }],
  ])('answers 503 to a post to %s', async (path, body) => {
    const answer = await app.post(path, body);
    expect(answer.status).toBe(503);
    expect(codeOf(answer)).toBe('temporal-unavailable');
    expect(answer.headers.get('Retry-After')).toBe('5');
  });

  it.each(['/api/transactions', '/api/transactions/new-business:a:b', '/readyz'])(
    'answers 503 for %s',
    async (path) => {
      const answer = await app.send(path);
      expect(answer.status).toBe(503);
      expect(codeOf(answer)).toBe('temporal-unavailable');
      expect(answer.text).not.toContain('refused');
    },
  );

  it('is alive all the same', async () => {
    expect((await app.send('/healthz', { key: null })).json).toEqual({ status: 'ok' });
  });
});

describe('every answer', () => {
  it('tells browsers to guess and keep nothing', async () => {
    for (const path of ['/healthz', '/nowhere', '/api/transactions', '/docs']) {
      const { headers } = await app.send(path);
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
      expect(headers.get('Cache-Control')).toBe('no-store');
      expect(headers.get('X-Powered-By')).toBeNull();
      expect(headers.get('ETag')).toBeNull();
    }
  });

  it('is logged in one line, without bodies and keys', async () => {
    await app.post('/api/submissions?wait=0', aRequest());
    await expect.poll(() => app.logLines.length).toBe(1);
    expect(app.logLines[0]).toEqual({
      level: 'info',
      message: 'request',
      facts: {
        method: 'POST',
        route: '/api/submissions',
        status: 202,
        durationMs: expect.any(Number) as number,
        clientName: 'portal',
        transactionId: 'new-business:triton:TRITON-12345',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        traceId: null,
      },
    });
  });

  it('is logged with the address of its peer where no known key came', async () => {
    await app.send('/api/transactions', { key: 'guessed' });
    await expect.poll(() => app.logLines.length).toBe(1);
    expect(app.logLines[0]?.facts).toMatchObject({ status: 401, peer: '127.0.0.1' });
  });

  it('carries the id of its request, one of ours where that cannot be taken, and its trace', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const taken = await app.send('/healthz', {
      headers: { 'X-Request-Id': 'portal.1:a-b_c', traceparent },
    });
    expect(taken.headers.get('X-Request-Id')).toBe('portal.1:a-b_c');
    expect(taken.headers.get('traceparent')).toBe(traceparent);
    const refused = { 'X-Request-Id': 'jane.doe@example.test', traceparent: '00-0-0-01' };
    const made = await app.send('/healthz', { headers: refused });
    expect(made.headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(made.headers.get('traceparent')).toBeNull();
  });

  it('keeps an unexpected error inside and logs it once', async () => {
    app.expectErrors();
    app.temporal.onStart = () => {
      throw new TypeError('secret of the house');
    };
    const answer = await app.post('/api/submissions', aRequest());
    expect(answer.status).toBe(500);
    expect(codeOf(answer)).toBe('internal');
    expect(answer.text).not.toContain('secret');
    expect(app.logLines.filter((line) => line.level === 'error')).toHaveLength(1);
  });
});

describe('the documentation page', () => {
  it('is whole without any other server', async () => {
    const page = await app.send('/docs', { key: null });
    expect(page.status).toBe(200);
    expect(page.headers.get('Content-Security-Policy')).toContain("script-src 'self'");
    expect(page.text).not.toMatch(/https?:\/\//);
    for (const [, path] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect((await app.send(path ?? '', { key: null })).status).toBe(200);
    }
  });
});

/** Sends a part of a body and no end of it; resolves when the answer is there and the connection is closed. */
async function neverEnding(path: string, headers: Record<string, string>, part: string) {
  const { hostname, port } = new URL(app.url);
  const sent = httpRequest({
    hostname,
    port,
    path,
    method: 'POST',
    headers: { 'X-API-Key': KEYS.everything, 'Content-Type': 'application/json', ...headers },
  });
  sent.on('error', () => undefined);
  sent.flushHeaders();
  if (part !== '') sent.write(part);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const [text] = await Promise.all([readText(response), once(sent, 'close')]);
  return { status: response.statusCode, type: (JSON.parse(text) as { type: unknown }).type };
}

/** A path exactly as it is written; fetch would mend it. */
function rawGet(path: string): Promise<{ status: number | undefined; type: unknown }> {
  const { hostname, port } = new URL(app.url);
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      { hostname, port, path, headers: { 'X-API-Key': 'key-everything' } },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => {
          const { type } = JSON.parse(text) as { type: unknown };
          resolve({ status: response.statusCode, type });
        });
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}
