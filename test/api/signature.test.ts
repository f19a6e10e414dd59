import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Answer,
  type RunningApp,
  SIGNING_SECRETS,
  KEYS,
  codeOf,
  errorsOf,
  runApp,
} from './running-app.js';
import { signatureHeaders, signed } from './signing.js';

const PATH = '/api/policies/P-1/terms/1/confirm';
const TERM = { policyNumber: 'P-1', termNumber: 1 };
const BODY = { ...TERM, transactionId: 'c1' };
const NOW = '2026-12-01T12:00:00Z';

let app: RunningApp;
beforeEach(async () => {
  vi.useFakeTimers({ now: new Date(NOW), toFake: ['Date'] });
  app = await runApp();
});
afterEach(async () => {
  await app[Symbol.asyncDispose]();
  vi.useRealTimers();
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
    expectLetIn(await app.send(PATH, { body: { transactionId: 'c1' }, key: KEYS.billing }));
    expectLetIn(await app.send(PATH, message));
    expectLetIn(await app.send(PATH, { ...message, key: KEYS.billing }));
  });

  it('is let in as the library of Standard Webhooks signs it', async () => {
    const { raw } = signed(BODY);
    const headers = {
      'webhook-id': 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W',
      'webhook-timestamp': String(Date.parse(NOW) / 1000),
      'webhook-signature': new Webhook(SIGNING_SECRETS[0]).sign(
        'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W',
        new Date(NOW),
        raw,
      ),
    };
    expectLetIn(await app.send(PATH, { raw, key: null, headers }));
  });

  it('is let in with either secret while they are changed, and with both at once', async () => {
    const [one, other] = SIGNING_SECRETS.map((secret) => signed(BODY, { secret }));
    if (!one || !other) throw new Error('there are two');
    expectLetIn(await app.send(PATH, one));
    expectLetIn(await app.send(PATH, other));
    const strange = `v1a,${'A'.repeat(88)} ${one.headers['webhook-signature'] ?? ''}`;
    const both = `${strange} ${other.headers['webhook-signature'] ?? ''}`;
    expectLetIn(
      await app.send(PATH, { ...one, headers: { ...one.headers, 'webhook-signature': both } }),
    );
  });

  it('is known by its client in the log, whichever way it came', async () => {
    await app.send(PATH, signed(BODY));
    await expect.poll(() => app.logLines.length).toBe(1);
    expect(app.logLines[0]?.facts).toMatchObject({
      clientName: 'billing',
      route: '/api/policies/:policyNumber/terms/:termNumber/confirm',
      transactionId: 'policy-term:P-1:1',
    });
    expect(JSON.stringify(app.logLines)).not.toMatch(/v1,|whsec/);
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
    vi.setSystemTime('2026-12-01T12:06:00Z');
    expectRefused(await app.send(PATH, message));
  });

  it('is refused when a byte of it was changed', async () => {
    const { headers } = signed(BODY);
    const raw = JSON.stringify({ ...BODY, transactionId: 'c2' });
    expectRefused(await app.send(PATH, { raw, key: null, headers }));
    expectRefused(await app.send(PATH, { raw: ` ${JSON.stringify(BODY)}`, key: null, headers }));
    expectRefused(await app.send(PATH, { raw: '', key: null, headers }));
  });

  it('is refused when id or timestamp are not those that were signed', async () => {
    const message = signed(BODY);
    const moved = String(Number(message.headers['webhook-timestamp']) + 1);
    for (const changed of [{ 'webhook-timestamp': moved }, { 'webhook-id': 'msg_2' }]) {
      const headers = { ...message.headers, ...changed };
      expectRefused(await app.send(PATH, { ...message, headers }));
    }
  });

  it('is refused when it was signed with another secret', async () => {
    const secret = `whsec_${btoa('x'.repeat(32))}`;
    expectRefused(await app.send(PATH, signed(BODY, { secret })));
    expectRefused(await app.send(PATH, signed(BODY, { secret: 'whsec_' })));
  });

  it('is refused when key and signature are of different clients', async () => {
    expectRefused(await app.send(PATH, { ...signed(BODY), key: KEYS.everything }));
  });

  it.each<[string, Record<string, string>]>([
    ['nothing to show', {}],
    ['a third of a signature', { 'webhook-timestamp': '1796126400' }],
    ['another third', { 'webhook-signature': `v1,${'A'.repeat(43)}=` }],
    ['no id', { 'webhook-timestamp': '1796126400', 'webhook-signature': 'v1,AAAA' }],
    [
      'no digits',
      { 'webhook-id': 'm', 'webhook-timestamp': 'now', 'webhook-signature': 'v1,AA==' },
    ],
    ['a dot in the id', signatureHeaders(JSON.stringify(BODY), { at: NOW, id: 'msg.1' })],
    ['the old headers', { 'X-Bindery-Timestamp': '1796126400', 'X-Bindery-Signature': 'sha256=0' }],
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

describe('A60: a signed message that somebody recorded', () => {
  const PAYMENT = {
    paymentId: 'p1',
    amount: '1.00',
    currency: 'USD',
    receivedAt: '2026-11-01T12:00:00Z',
  };
  const REVERSAL = { transactionId: 'r1', reason: 'Returned by the bank' };
  const OTHER_TERMS = ['P-2/terms/1', 'P-1/terms/2', 'p-1/terms/1'];

  it.each<[string, string, object]>([
    ['confirmation', 'confirm', BODY],
    ['payment', 'payments', { ...TERM, ...PAYMENT }],
    ['reversal', 'payments/p1/reverse', { ...TERM, ...REVERSAL, paymentId: 'p1' }],
  ])('is for its own term alone: %s', async (_what, path, body) => {
    const message = signed(body);
    for (const other of OTHER_TERMS) {
      for (const key of [null, KEYS.billing]) {
        const answer = await app.send(`/api/policies/${other}/${path}`, { ...message, key });
        expect([answer.status, codeOf(answer)]).toEqual([422, 'invalid-request']);
        expect(errorsOf(answer)).toEqual([
          expect.objectContaining({
            field: other.endsWith('2') ? 'termNumber' : 'policyNumber',
            reason: 'is not the one of the address',
          }),
        ]);
      }
    }
    expect(app.temporal.updates).toEqual([]);
  });

  it('takes no other money back', async () => {
    const message = signed({ ...TERM, ...REVERSAL, paymentId: 'p1' });
    const answer = await app.send('/api/policies/P-1/terms/1/payments/p2/reverse', message);
    expect([answer.status, errorsOf(answer).map(({ field }) => field)]).toEqual([
      422,
      ['paymentId'],
    ]);
  });

  it('is no message of another kind', async () => {
    const kinds = {
      confirm: BODY,
      payments: { ...TERM, ...PAYMENT },
      'payments/p1/reverse': { ...TERM, ...REVERSAL, paymentId: 'p1' },
    };
    for (const [path, body] of Object.entries(kinds)) {
      for (const other of Object.keys(kinds).filter((each) => each !== path)) {
        const answer = await app.send(`/api/policies/P-1/terms/1/${other}`, signed(body));
        expect([path, other, answer.status]).toEqual([path, other, 422]);
      }
    }
  });

  it('says in what is signed which term it is for, or is refused by field', async () => {
    const unnamed = await app.send(PATH, signed({ transactionId: 'c1' }));
    expect(codeOf(unnamed)).toBe('invalid-request');
    expect(errorsOf(unnamed).map(({ field }) => field)).toEqual(['policyNumber', 'termNumber']);
    const half = await app.send('/api/policies/P-1/terms/1/payments/p1/reverse', {
      ...signed({ ...REVERSAL, policyNumber: 'P-1' }),
    });
    expect(errorsOf(half).map(({ field }) => field)).toEqual(['termNumber', 'paymentId']);
  });

  it('may not contradict its address with a key either', async () => {
    const answer = await app.send(PATH, { body: { ...BODY, termNumber: 2 }, key: KEYS.billing });
    expect([answer.status, errorsOf(answer).map(({ field }) => field)]).toEqual([
      422,
      ['termNumber'],
    ]);
  });
});

describe('the signature', () => {
  it('is the one that the contract describes', () => {
    // printf '%s' 'msg_1.1796126400.{"transactionId":"c1"}' | openssl dgst -sha256 -binary -hmac a-secret-shared-with-billing-001 | base64
    expect(signatureHeaders('{"transactionId":"c1"}')).toEqual({
      'webhook-id': 'msg_1',
      'webhook-timestamp': '1796126400',
      'webhook-signature': 'v1,vWq+QjDj2IMlD5iViTkMcpOHR4b3bd/o0kC+AxdSku4=',
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
    ['a member of another kind', 422, 'invalid-request', '{"transactionId":"c1","reason":""}', {}],
    ['a term as text', 422, 'invalid-request', '{"transactionId":"c1","termNumber":"1"}', {}],
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
