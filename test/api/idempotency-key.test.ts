import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aRequest, codeOf, KEYS, type RunningApp, runApp } from './running-app.js';

let app: RunningApp;
beforeEach(async () => {
  app = await runApp();
});
afterEach(async () => {
  await app[Symbol.asyncDispose]();
});

const sendWith = (key: string, path: string, body: unknown, by: string = KEYS.everything) =>
  app.send(path, { body, key: by, headers: { 'Idempotency-Key': key } });

const MONEY = {
  paymentId: 'PAY-1',
  amount: '10.00',
  currency: 'USD',
  receivedAt: '2026-12-01T12:00:00Z',
  transactionId: 'm1',
};

describe('an Idempotency-Key', () => {
  it.each(['TRITON-12345', '"TRITON-12345"'])(
    'is taken when it is the reference: %s',
    async (key) => {
      const answer = await sendWith(key, '/api/submissions', aRequest());
      expect(answer.status).toBe(202);
    },
  );

  it.each([
    ['/api/submissions', aRequest(), 'externalId', KEYS.everything],
    ['/api/endorsements', {}, 'requestId', KEYS.everything],
    ['/api/policies/P-1/terms/1/confirm', { transactionId: 'c1' }, 'transactionId', KEYS.billing],
    ['/api/policies/P-1/terms/1/payments', MONEY, 'paymentId', KEYS.billing],
  ])('of its own is refused at %s, which is known by its %s', async (path, body, name, by) => {
    const answer = await sendWith('m1', path, body, by);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'idempotency-key-refused']);
    expect(answer.json['detail']).toContain(`by ${name} in its body`);
    expect(app.temporal.workflows.size).toBe(0);
  });

  it('is refused where nothing tells a repeat', async () => {
    const body = { by: 'Pat', reason: 'x' };
    const answer = await sendWith('k', '/api/transactions/new-business:a:b/abandon', body);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'idempotency-key-refused']);
    expect(answer.json['detail']).toContain('look before you send it again');
  });
});

describe('a message of billing', () => {
  const PATH = '/api/policies/P-1/terms/1/confirm';

  it.each([
    'application/vnd.billing.confirmation+json',
    'application/cloudevents+json; charset=utf-8',
  ])('may be sent as %s, with members that nobody knows', async (type) => {
    const answer = await app.send(PATH, {
      key: KEYS.billing,
      body: { transactionId: 'c1', schemaVersion: 7, trace: { id: 'x' } },
      headers: { 'Content-Type': type },
    });
    // It was understood: nothing is known of the term.
    expect([answer.status, codeOf(answer)]).toEqual([404, 'unknown-term']);
  });

  it.each(['text/plain', 'application/xml', 'application/+json'])(
    'is refused as %s',
    async (type) => {
      const answer = await app.send(PATH, {
        key: KEYS.billing,
        body: { transactionId: 'c1' },
        headers: { 'Content-Type': type },
      });
      expect([answer.status, codeOf(answer)]).toEqual([415, 'unsupported-media-type']);
    },
  );

  it('is another matter than a submission, whose unknown members are refused', async () => {
    const answer = await app.send('/api/submissions', {
      body: aRequest(),
      headers: { 'Content-Type': 'application/vnd.portal+json' },
    });
    expect(answer.status).toBe(415);
    expect((await app.post('/api/submissions', aRequest({ colour: 'red' }))).status).toBe(422);
  });
});
