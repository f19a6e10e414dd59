import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeUpdate, settleTaskUpdate } from '../../src/workflows/policy-term/messages.js';
import type { TransactionEvent } from '../../src/domain/policy-term/events.js';
import { policyTermId } from '../../src/domain/workflow-ids.js';
import { EVENTS } from '../domain/policy-term/policy-terms.js';
import { codeOf, KEYS } from './running-app.js';
import { type RunningTerms, runTerms } from './running-terms.js';

const RECEIVED_AT = '2026-11-01T12:00:00Z';

describe('D1: money for a term that has another policy number than its old one', () => {
  let terms: RunningTerms;
  beforeAll(async () => {
    terms = await runTerms();
  });
  afterAll(() => terms[Symbol.asyncDispose]());

  const path = (policy: string, term: number) => `/api/policies/${policy}/terms/${term}`;
  const post = (at: string, body: object) => terms.app.send(at, { body, key: KEYS.billing });
  const pay = (policy: string, term: number, paymentId: string, amount = '100.00') =>
    post(`${path(policy, term)}/payments`, {
      paymentId,
      amount,
      currency: 'USD',
      receivedAt: RECEIVED_AT,
    });
  const reverse = (policy: string, term: number, paymentId: string) =>
    post(`${path(policy, term)}/payments/${paymentId}/reverse`, {
      transactionId: `r-${paymentId}`,
      reason: 'Returned by the bank',
    });
  const confirm = (policy: string, term: number) =>
    post(`${path(policy, term)}/confirm`, { transactionId: 'c1' });
  const look = async (policy: string, term: number) =>
    (await terms.app.send(path(policy, term))).json;
  const handle = (policy: string, term: number) =>
    terms.env.client.workflow.getHandle(policyTermId(policy, term));
  const tell = (policy: string, term: number, event: TransactionEvent) =>
    handle(policy, term).executeUpdate(changeUpdate(event.kind), { args: [event] });
  const renewed = (policy: string, nextPolicy: string) =>
    tell(policy, 1, {
      ...EVENTS.renewed,
      nextTerm: { policyNumber: nextPolicy, termNumber: 2 },
    });
  /** A policy, and the number that the policy system gave its second term. */
  const twoNumbers = async (): Promise<readonly [old: string, next: string]> => {
    const old = `P-${randomUUID()}`;
    const next = `N-${randomUUID()}`;
    await terms.bind(old);
    return [old, next];
  };

  it('is counted once at the term that it is for, by whichever name it is told', async () => {
    const [old, next] = await twoNumbers();
    await terms.bind(next, {}, 2);
    await renewed(old, next);
    for (const policy of [old, next, old]) {
      const answer = await pay(policy, 2, 'p1');
      expect([answer.status, answer.json['result']]).toEqual([200, 'counted']);
    }
    expect((await look(next, 2))['money']).toMatchObject({ counted: '100.00' });
    expect(codeOf(await terms.app.send(path(old, 2)))).toBe('unknown-term');
    expect((await reverse(old, 2, 'p1')).json['result']).toBe('reversed');
    expect((await look(next, 2))['money']).toMatchObject({ counted: '0.00' });
    expect((await confirm(old, 2)).json).toMatchObject({ result: 'confirmed' });
    expect(await look(next, 2)).toMatchObject({ status: 'confirmed' });
    expect((await look(old, 1))['nextTerm']).toEqual({ policyNumber: next, termNumber: 2 });
  });

  it('that was parked before the bind goes there, and what was taken back never counts', async () => {
    const [old, next] = await twoNumbers();
    for (const id of ['early', 'gone']) expect((await pay(old, 2, id)).status).toBe(202);
    await reverse(old, 2, 'gone');
    await reverse(old, 2, 'to-come');
    await terms.bind(next, {}, 2);
    await renewed(old, next);
    await expect
      .poll(async () => (await look(next, 2))['money'], { timeout: 20_000 })
      .toMatchObject({ counted: '100.00' });
    await expect
      .poll(async () => (await handle(old, 2).describe()).status.name, { timeout: 20_000 })
      .toBe('COMPLETED');
    expect(await look(old, 2)).toMatchObject({
      status: 'closed',
      movedTo: { policyNumber: next, termNumber: 2 },
      payments: [],
      tasks: [],
    });
    // Billing repeats itself, under either name.
    expect((await pay(old, 2, 'early')).json['result']).toBe('counted');
    expect((await reverse(next, 2, 'gone')).status).toBe(202);
    expect((await pay(next, 2, 'to-come')).json['result']).toBe('killed');
    expect((await look(next, 2))['money']).toMatchObject({ counted: '100.00' });
    expect((await look(next, 2))['tasks']).toEqual([]);
    expect((await look(old, 1))['tasks']).toEqual([]);
  });

  it('stays parked, and is counted at the bind, where the next term has the same number', async () => {
    const [old] = await twoNumbers();
    expect((await pay(old, 2, 'p1')).status).toBe(202);
    await terms.bind(old, {}, 2);
    await renewed(old, old);
    expect((await look(old, 2))['money']).toMatchObject({ counted: '100.00' });
    expect((await pay(old, 2, 'p1')).json['result']).toBe('held');
  });

  it('finds its way over more than one renewal', async () => {
    const [old, next] = await twoNumbers();
    const third = `T-${randomUUID()}`;
    await terms.bind(next, {}, 2);
    await terms.bind(third, {}, 3);
    await renewed(old, next);
    await tell(next, 2, {
      ...EVENTS.renewed,
      nextTerm: { policyNumber: third, termNumber: 3 },
    });
    expect((await pay(old, 3, 'p1')).json['result']).toBe('counted');
    expect((await look(third, 3))['money']).toMatchObject({ counted: '100.00' });
  });

  it('asks a person where the term does not take all of it', async () => {
    const [old, next] = await twoNumbers();
    await pay(old, 2, 'p1');
    await terms.bind(next, {}, 2);
    await pay(next, 2, 'p1', '7.00');
    await renewed(old, next);
    await expect
      .poll(async () => JSON.stringify((await look(old, 2))['tasks']), { timeout: 20_000 })
      .toContain('The payment p1 was not taken. This id was used with other content');
    await handle(old, 2).executeUpdate(settleTaskUpdate, {
      args: [{ task: 'passOn', by: 'ops', reason: 'It was 7.00' }],
    });
    expect((await look(next, 2))['money']).toMatchObject({ counted: '7.00' });
  });
});
