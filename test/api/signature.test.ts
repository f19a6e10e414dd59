import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type RunningApp, KEYS, codeOf, runApp } from './running-app.js';
import { signatureHeaders, signed } from './signing.js';

const PATH = '/api/policies/P-1/terms/1/confirm';
const BODY = { transactionId: 'c1' };

let app: RunningApp;
beforeEach(async () => {
  app = await runApp();
});
afterEach(async () => {
  await app[Symbol.asyncDispose]();
});

/** Nothing is known of the term: to hear so is to have been let in. */
function expectLetIn(answer: Answer): void {
  expect([answer.status, codeOf(answer)]).toEqual([404, 'unknown-term']);
}

function expectRefused(answer: Answer): void {
  expect([answer.status, codeOf(answer)]).toEqual([401, 'unauthenticated']);
  expect(answer.headers.get('WWW-Authenticate')).toContain('ApiKey');
}

describe('a message from billing', () => {
  it('is let in with a key, with a signature, or with both', async () => {
    const message = signed(BODY);
    expectLetIn(await app.send(PATH, { body: BODY, key: KEYS.billing }));
    expectLetIn(await app.send(PATH, message));
    expectLetIn(await app.send(PATH, { ...message, key: KEYS.billing }));
  });

  it('is known by its client in the log, whichever way it came', async () => {
    await app.send(PATH, signed(BODY));
    await expect.poll(() => app.logLines.length).toBe(1);
    expect(app.logLines[0]?.facts).toMatchObject({
      clientName: 'billing',
      route: '/api/policies/:policyNumber/terms/:termNumber/confirm',
      transactionId: 'policy-term:P-1:1',
    });
    expect(JSON.stringify(app.logLines)).not.toContain('sha256=');
  });

  it.each(['2026-12-01T11:55:00Z', '2026-12-01T12:05:00Z'])(
    'is let in when it was signed at %s',
    async (at) => {
      expectLetIn(await app.send(PATH, signed(BODY, { at })));
    },
  );

  it.each(['2026-12-01T11:54:59Z', '2026-12-01T12:05:01Z', '1970-01-01T00:00:00Z'])(
    'is refused when it was signed at %s, with a key too',
    async (at) => {
      const message = signed(BODY, { at });
      expectRefused(await app.send(PATH, message));
      expectRefused(await app.send(PATH, { ...message, key: KEYS.billing }));
    },
  );

  it('is refused once its signature has grown old', async () => {
    const message = signed(BODY);
    expectLetIn(await app.send(PATH, message));
    app.setToday('2026-12-01T12:06:00Z');
    expectRefused(await app.send(PATH, message));
  });

  it('is refused when a byte of it was changed', async () => {
    const { headers } = signed(BODY);
    const raw = JSON.stringify({ transactionId: 'c2' });
    expectRefused(await app.send(PATH, { raw, key: null, headers }));
    expectRefused(await app.send(PATH, { raw: '{ "transactionId":"c1"}', key: null, headers }));
    expectRefused(await app.send(PATH, { raw: '', key: null, headers }));
  });

  it('is refused when the timestamp is not the one that was signed', async () => {
    const message = signed(BODY);
    const moved = String(Number(message.headers['X-Bindery-Timestamp']) + 1);
    const headers = { ...message.headers, 'X-Bindery-Timestamp': moved };
    expectRefused(await app.send(PATH, { ...message, headers }));
  });

  it('is refused when it was signed with another secret', async () => {
    expectRefused(await app.send(PATH, signed(BODY, { secret: 'x'.repeat(32) })));
    expectRefused(await app.send(PATH, signed(BODY, { secret: '' })));
  });

  it('is refused when key and signature are of different clients', async () => {
    expectRefused(await app.send(PATH, { ...signed(BODY), key: KEYS.everything }));
    const headers = { ...signed(BODY).headers, 'X-Bindery-Client': 'portal' };
    expectRefused(await app.send(PATH, { ...signed(BODY), headers }));
  });

  it('is let in when it names the client that signed it', async () => {
    const headers = { ...signed(BODY).headers, 'X-Bindery-Client': 'billing' };
    expectLetIn(await app.send(PATH, { ...signed(BODY), headers }));
  });

  it.each<[string, Record<string, string>]>([
    ['nothing to show', {}],
    ['half a signature', { 'X-Bindery-Timestamp': '1796126400' }],
    ['the other half', { 'X-Bindery-Signature': `sha256=${'0'.repeat(64)}` }],
    ['no digits', { 'X-Bindery-Timestamp': 'now', 'X-Bindery-Signature': 'sha256=' }],
    ['no hash', { 'X-Bindery-Timestamp': '1796126400', 'X-Bindery-Signature': '0'.repeat(64) }],
    ['a weak hash', { 'X-Bindery-Timestamp': '1796126400', 'X-Bindery-Signature': 'md5=00' }],
    ['an unknown key', { 'X-API-Key': 'wrong' }],
    ['Basic, which is for SOAP', { Authorization: `Basic ${btoa(`x:${KEYS.billing}`)}` }],
  ])('is refused with %s', async (_what, headers) => {
    const raw = JSON.stringify(BODY);
    expectRefused(await app.send(PATH, { raw, key: null, headers }));
  });

  it('is refused with a signature that fits and a key that is none', async () => {
    expectRefused(await app.send(PATH, { ...signed(BODY), key: 'wrong' }));
  });

  it('is refused before its body is read', async () => {
    const raw = 'x'.repeat(100_000);
    expectRefused(await app.send(PATH, { raw, key: null }));
    const answer = await app.send(PATH, { raw, key: KEYS.billing });
    expect([answer.status, codeOf(answer)]).toEqual([413, 'too-large']);
  });

  it('opens no other address by a signature', async () => {
    const { headers } = signed(BODY);
    for (const path of ['/api/transactions', '/api/policies/P-1', PATH, '/api/nowhere']) {
      expectRefused(await app.send(path, { key: null, headers }));
    }
    const submission = { ...signed(BODY) };
    expectRefused(await app.send('/api/submissions', submission));
  });
});

describe('the signature', () => {
  it('is the one that the contract describes', () => {
    // printf '%s' '1796126400.{"transactionId":"c1"}' | openssl dgst -sha256 -hmac a-secret-shared-with-billing-0001
    expect(signatureHeaders('{"transactionId":"c1"}')).toEqual({
      'X-Bindery-Timestamp': '1796126400',
      'X-Bindery-Signature':
        'sha256=a5efda16e1b04c8ce5021a3da206418e5404eca3e37443c32a25c19cab83165e',
    });
  });
});

describe('messages that cannot be read', () => {
  it.each<[string, number, string, string | Uint8Array, Record<string, string>]>([
    ['no JSON', 400, 'malformed-json', '{', {}],
    ['nothing', 400, 'malformed-json', '', {}],
    ['a prototype', 400, 'malformed-json', '{"__proto__": {}}', {}],
    ['great depth', 400, 'malformed-json', '['.repeat(30_000), {}],
    ['a list', 422, 'invalid-request', '[]', {}],
    ['an unknown member', 422, 'invalid-request', '{"transactionId":"c1","x":1}', {}],
    ['another type', 415, 'unsupported-media-type', '{}', { 'Content-Type': 'text/plain' }],
    ['gzip', 415, 'unsupported-media-type', '{}', { 'Content-Encoding': 'gzip' }],
    ['two encodings', 415, 'unsupported-media-type', '{}', { 'Content-Encoding': 'gzip, br' }],
  ])('are refused for %s', async (_what, status, code, raw, headers) => {
    const answer = await app.send(PATH, { method: 'POST', raw, headers, key: KEYS.billing });
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  });

  it.each([
    ['GET', PATH, 'POST'],
    ['HEAD', PATH, 'POST'],
    ['OPTIONS', '/api/policies/P-1/terms/1/payments', 'POST'],
    ['PUT', '/api/policies/P-1/terms/1/payments/p1/reverse', 'POST'],
    ['POST', '/api/policies/P-1', 'GET, HEAD'],
    ['DELETE', '/api/policies/P-1/terms/1', 'GET, HEAD'],
    ['PUT', '/soap/PolicyRenewalAPI', 'GET, HEAD, POST'],
  ])('are refused by %s %s', async (method, path, allow) => {
    const answer = await app.send(path, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('Allow')).toBe(allow);
  });

  it('are answered 503 when Temporal is away', async () => {
    app.temporal.isDown = true;
    const payment = {
      paymentId: 'p1',
      amount: '1.00',
      currency: 'USD',
      receivedAt: '2026-11-01T12:00:00Z',
    };
    const term = '/api/policies/P-1/terms/1';
    const answers = [
      await app.send(PATH, { body: BODY, key: KEYS.billing }),
      await app.send(`${term}/payments`, { body: payment, key: KEYS.billing }),
      await app.send(term),
      await app.send('/api/policies/P-1'),
    ];
    for (const answer of answers) {
      expect([answer.status, codeOf(answer)]).toEqual([503, 'temporal-unavailable']);
      expect(answer.headers.get('Retry-After')).toBe('5');
    }
  });
});
