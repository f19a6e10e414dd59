import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, errorsOf, KEYS, type Answer } from './running-app.js';
import { type RunningChanges, runChanges } from './running-changes.js';

type Json = Readonly<Record<string, unknown>>;

describe('a cancellation that billing asks for', () => {
  let changes: RunningChanges;
  let last = 0;
  beforeAll(async () => {
    changes = await runChanges('BIL');
  });
  afterAll(() => changes[Symbol.asyncDispose]());

  const aPolicy = () => changes.bind(`NONPAY-${++last}`);
  const say = (policyNumber: string, what: string, body: Json, key: string = KEYS.billing) =>
    changes.app.send(`/api/policies/${policyNumber}/terms/1/${what}-cancellation`, { body, key });
  const operate = (id: unknown, act: string, body: Json) =>
    changes.app.send(`/api/transactions/${String(id)}/${act}?wait=20`, { body });
  const stateOf = (id: unknown) =>
    changes.app.send(`/api/transactions/${String(id)}`).then(({ json }) => json['state']);
  const refusalsOf = ({ json }: Answer) => json['refusals'] as readonly Json[];
  const sent = [{ to: 'insured', on: '2027-06-01', reference: 'USPS-1' }];

  /** Begun, quoted, and with its notice proven. */
  async function aPendingCancellation(policyNumber: string): Promise<string> {
    const begun = await say(policyNumber, 'begin', { transactionId: 'NONPAY-1' });
    const id = String(begun.json['id']);
    await expect.poll(() => stateOf(id)).toBe('quoted');
    const noticed = await operate(id, 'record-notice', { proof: { sent } });
    expect(noticed.json).toMatchObject({ state: 'pending' });
    return id;
  }

  it('waits for the proof of its notice, and is one however often billing asks', async () => {
    const policyNumber = await aPolicy();
    const begun = await say(policyNumber, 'begin', { transactionId: 'NONPAY-1' });
    expect([begun.status, begun.json['id']]).toEqual([
      202,
      `cancellation:${policyNumber}:NONPAY-1`,
    ]);
    await expect.poll(() => stateOf(begun.json['id'])).toBe('quoted');
    const again = await say(policyNumber, 'begin', { transactionId: 'NONPAY-1' });
    expect(again.json).toMatchObject({
      id: begun.json['id'],
      externalSystem: 'billing',
      advanceTo: 'completed',
      heldAt: null,
      change: { notice: { row: 'N18', proof: null } },
    });
    const other = await say(policyNumber, 'begin', { transactionId: 'NONPAY-1', reason: 'fraud' });
    expect([other.status, codeOf(other)]).toEqual([409, 'different-request']);
  });

  it('is refused for a day that the law does not allow, unless that may be recalculated', async () => {
    const policyNumber = await aPolicy();
    const asked = { transactionId: 'NONPAY-1', effectiveDate: '2027-02-01' };
    changes.app.setToday('2027-03-01T18:00:00Z');
    const early = await say(policyNumber, 'begin', asked);
    expect([early.status, codeOf(early)]).toEqual([409, 'change-refused']);
    expect(refusalsOf(early)).toMatchObject([
      {
        code: 'tooEarly',
        field: 'effectiveDate',
        found: '2027-02-01',
        allowed: '2027-03-11 or later',
      },
    ]);
    const moved = await say(policyNumber, 'begin', { ...asked, recalculate: true });
    changes.app.setToday('2026-12-01T12:00:00Z');
    expect(moved.json).toMatchObject({ effectiveDate: '2027-03-11' });
  });

  it('is moved and called off while it is pending, whichever message names it', async () => {
    const policyNumber = await aPolicy();
    const id = await aPendingCancellation(policyNumber);
    const move = { transactionId: 'billing:move:1', effectiveDate: '2027-07-01' };
    const moved = await say(policyNumber, 'reschedule', move);
    expect(moved.json).toMatchObject({
      id,
      change: { acts: [{}, { act: 'reschedule', by: 'billing' }] },
    });
    const repeated = await say(policyNumber, 'reschedule', move);
    expect((repeated.json['change'] as { acts: unknown[] }).acts).toHaveLength(2);
    const back = await say(policyNumber, 'reschedule', { transactionId: 'billing:move:2' });
    expect(back.status).toBe(202);
    const rescinded = await say(policyNumber, 'rescind', {
      transactionId: 'billing:rescind:1',
      requestId: 'NONPAY-1',
    });
    expect(rescinded.json).toMatchObject({ id, state: 'rescinded' });
  });

  it('is called off before its notice is out', async () => {
    const policyNumber = await aPolicy();
    const begun = await say(policyNumber, 'begin', { transactionId: 'NONPAY-1' });
    await expect.poll(() => stateOf(begun.json['id'])).toBe('quoted');
    await expect
      .poll(async () => {
        const answer = await say(policyNumber, 'rescind', { transactionId: 'billing:rescind:1' });
        return answer.json['state'];
      })
      .toBe('withdrawn');
  });

  it('is not called off by money that came too late', async () => {
    const policyNumber = await aPolicy();
    await aPendingCancellation(policyNumber);
    const late = await say(policyNumber, 'rescind', {
      transactionId: 'billing:rescind:1',
      receivedAt: '2027-12-01T00:00:00Z',
    });
    expect([late.status, codeOf(late)]).toEqual([409, 'change-refused']);
    expect(refusalsOf(late)).toMatchObject([
      { code: 'tooLateToRescind', allowed: 'a reinstatement' },
    ]);
  });

  it('must be there to be called off', async () => {
    const policyNumber = await aPolicy();
    const none = await say(policyNumber, 'rescind', { transactionId: 'billing:rescind:1' });
    expect([none.status, codeOf(none)]).toEqual([404, 'unknown-transaction']);
    const unknown = await say('P-NONE', 'begin', { transactionId: 'NONPAY-1' });
    expect([unknown.status, codeOf(unknown)]).toEqual([404, 'unknown-term']);
  });

  it('is asked for by billing alone, about the address that the body names', async () => {
    const forbidden = await say('P-1', 'begin', { transactionId: 'N-1' }, KEYS.everything);
    expect([forbidden.status, codeOf(forbidden)]).toEqual([403, 'missing-scope']);
    const elsewhere = await say('P-1', 'rescind', { transactionId: 'N-1', policyNumber: 'P-2' });
    expect(errorsOf(elsewhere)).toMatchObject([{ field: 'policyNumber' }]);
  });
});
