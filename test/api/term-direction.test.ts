import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyTermId } from '../../src/domain/workflow-ids.js';
import { changeUpdate } from '../../src/workflows/policy-term/messages.js';
import { EVENTS } from '../domain/policy-term/policy-terms.js';
import { codeOf, errorsOf, KEYS } from './running-app.js';
import { inMs, type RunningTerms, runTerms } from './running-terms.js';

const SAID = {
  requestId: 'DIR-1',
  direction: 'nonRenew',
  by: 'uw@example.test',
  reason: 'Three losses within the term',
};

describe('PUT /api/policies/:policyNumber/terms/:termNumber/direction', () => {
  let terms: RunningTerms;
  beforeAll(async () => {
    terms = await runTerms();
  });
  afterAll(() => terms[Symbol.asyncDispose]());

  const path = (policy: string) => `/api/policies/${policy}/terms/1`;
  const put = (policy: string, body: object, key: string = KEYS.everything) =>
    terms.app.send(`${path(policy)}/direction`, { method: 'PUT', body, key });
  const look = async (policy: string) =>
    (await terms.app.send(path(policy), { key: KEYS.everything })).json;
  const aBoundPolicy = async (): Promise<string> => {
    const policy = `P-${randomUUID()}`;
    await terms.bind(policy);
    return policy;
  };

  it('is kept, and shown with the term and its policy', async () => {
    const policy = await aBoundPolicy();
    expect(await look(policy)).toMatchObject({ direction: null, nextTerm: null, priorTerm: null });
    const answer = await put(policy, SAID);
    const { direction, by, reason } = SAID;
    expect(answer.status).toBe(200);
    expect(answer.json['direction']).toEqual({
      direction,
      by,
      reason,
      at: expect.any(String) as string,
    });
    expect((await look(policy))['direction']).toEqual(answer.json['direction']);
    await expect
      .poll(async () => (await terms.app.send(`/api/policies/${policy}`)).json['terms'])
      .toMatchObject([{ details: { direction: 'nonRenew' } }]);
  });

  it('is the newest word; one that comes again under its id is not said again', async () => {
    const policy = await aBoundPolicy();
    await put(policy, SAID);
    const lift = { ...SAID, requestId: 'DIR-2', direction: null, reason: 'Losses were repaid' };
    expect((await put(policy, lift)).json['direction']).toBeNull();
    expect((await put(policy, SAID)).json['direction']).toBeNull();
    const other = await put(policy, { ...SAID, direction: 'refer' });
    expect([other.status, codeOf(other)]).toEqual([409, 'content-differs']);
  });

  it('is not taken of a term that nobody knows, is not bound or has ended', async () => {
    const unknown = await put(`P-${randomUUID()}`, SAID);
    expect([unknown.status, codeOf(unknown)]).toEqual([404, 'unknown-term']);
    const awaited = `P-${randomUUID()}`;
    await terms.app.send(`${path(awaited)}/payments`, {
      body: {
        paymentId: 'p1',
        amount: '1.00',
        currency: 'USD',
        receivedAt: '2026-11-01T12:00:00Z',
      },
      key: KEYS.billing,
    });
    const unbound = await put(awaited, SAID);
    expect([unbound.status, codeOf(unbound)]).toEqual([404, 'term-not-bound']);
    const ended = `P-${randomUUID()}`;
    await terms.bind(ended, { endOfTerm: inMs(-1_000), paymentDeadline: null });
    await expect.poll(async () => (await look(ended))['status']).toBe('expired');
    expect(codeOf(await put(ended, SAID))).toBe('term-ended');
    const renewed = await aBoundPolicy();
    expect((await put(renewed, SAID)).status).toBe(200);
    const nextTerm = { policyNumber: renewed, termNumber: 2 };
    await terms.env.client.workflow
      .getHandle(policyTermId(renewed, 1))
      .executeUpdate(changeUpdate('renewed'), { args: [{ ...EVENTS.renewed, nextTerm }] });
    // Said again, it is answered as it was.
    expect((await put(renewed, SAID)).status).toBe(200);
    const late = await put(renewed, { ...SAID, requestId: 'DIR-LATE', direction: 'notTaken' });
    expect([late.status, codeOf(late)]).toEqual([409, 'term-refused']);
    expect(late.json['detail']).toContain(`${renewed}-2`);
    const lifted = { ...SAID, requestId: 'DIR-LIFTED', direction: null };
    expect((await put(renewed, lifted)).status).toBe(200);
  });

  it('names what it cannot read, and is for who operates', async () => {
    const policy = await aBoundPolicy();
    const wrong = await put(policy, { ...SAID, direction: 'cancel', reason: '' });
    expect([wrong.status, errorsOf(wrong).map(({ field }) => field)]).toEqual([
      422,
      ['direction', 'reason'],
    ]);
    expect((await put(policy, SAID, KEYS.reader)).status).toBe(403);
    const posted = await terms.app.send(`${path(policy)}/direction`, { body: SAID });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'PUT']);
  });
});
