import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  openChangesOverSoap,
  type Change,
  type ChangesOverSoap,
  type PolicyOnFile,
} from '../support/changes-over-soap.js';
import { CHANGES } from '../e2e/change-matrix.js';

const LINE = 'general-liability';
const BOOKS = 'd2dd2a3a-b6e5-59a8-a28f-2d1367844168 101';
/** Longer than an answer is waited for. */
const LATE_MS = 600;

/** How an answer is lost: what the caller sees, before the work or after it. The cancellation meets all. */
const DROPPED = { kind: 'drop' } as const;
const LOSSES = [
  DROPPED,
  { kind: 'html' },
  { kind: 'truncated' },
  { kind: 'unavailable' },
  { kind: 'gateway', status: 403 },
  { kind: 'hold' },
  { kind: 'fault', text: 'requestTimedOut' },
  { kind: 'fault', text: 'transactionInDoubt' },
] as const;

describe('a change of a policy in IMS', () => {
  let desk: ChangesOverSoap;
  let lastName = 0;
  beforeAll(async () => {
    desk = await openChangesOverSoap(250);
    await desk.ims.logIn();
  });
  afterEach(() => desk.admin.disarm());
  afterAll(() => desk.close());

  async function policyAfter(changes: readonly Change[]): Promise<PolicyOnFile> {
    const policy = await desk.bindPolicy(LINE);
    for (const change of changes) {
      await desk.bind(policy, (await desk.make(policy, change)).quoteGuid);
    }
    return policy;
  }
  const named = (change: Change): Change => {
    lastName += 1;
    return { ...change, requestId: `lost-${String(lastName)}` };
  };
  const standing = async (policy: PolicyOnFile) =>
    (await desk.ims.readChain(policy.policyNumber))?.transactions ?? [];
  const invoices = async (quoteGuid: string) => (await desk.ims.listInvoices(quoteGuid)).length;

  describe.each(CHANGES)('by $procedure', ({ procedure, before, change, leavesCents }) => {
    const losses = change.change === 'cancel' ? LOSSES : [DROPPED];
    describe.each(['before', 'after'] as const)('whose answer is lost %s its work', (when) => {
      it.each(losses)('is made once by the same request: %j', async (loss) => {
        const policy = await policyAfter(before);
        const wanted = named(change);
        await desk.admin.arm({ ...loss, operation: procedure, when });
        await expect(desk.make(policy, wanted)).rejects.toMatchObject({
          type: expect.stringMatching(/^System(Unavailable|ContractError)$/) as string,
          message: expect.stringContaining(procedure) as string,
        });
        const made = await desk.make(policy, wanted);
        expect(await desk.make(policy, wanted)).toEqual(made);
        const transactions = await standing(policy);
        expect(transactions).toHaveLength(before.length + 2);
        expect(transactions.at(-1)).toMatchObject({ quoteGuid: made.quoteGuid, boundOn: null });
      });

      it.each(losses)('is bound once, and is found in the chain: %j', async (loss) => {
        const policy = await policyAfter(before);
        const { quoteGuid } = await desk.make(policy, named(change));
        await desk.admin.arm({ ...loss, operation: 'BindQuote', when });
        await expect(desk.bind(policy, quoteGuid)).rejects.toMatchObject({
          type: 'OutcomeUnknown',
          details: [{ settleMs: 2_000 }],
        });
        const since = await desk.admin.lastCall();
        expect(await desk.bind(policy, quoteGuid, true)).toBe(policy.policyNumber);
        const calls = (await desk.admin.calls(since)).map(({ operation }) => operation);
        expect(calls.filter((name) => name === 'BindQuote')).toHaveLength(when === 'after' ? 0 : 1);
        expect(await invoices(quoteGuid)).toBe(1);
        expect(await desk.books(policy)).toEqual({ [BOOKS]: leavesCents });
      });
    });

    it('is made once when the request arrives twice, and bound once', async () => {
      const policy = await policyAfter(before);
      await desk.admin.arm({ kind: 'twice', operation: procedure });
      const { quoteGuid } = await desk.make(policy, named(change));
      await desk.admin.arm({ kind: 'twice', operation: 'BindQuote' });
      expect(await desk.bind(policy, quoteGuid)).toBe(policy.policyNumber);
      expect(await standing(policy)).toHaveLength(before.length + 2);
      expect(await invoices(quoteGuid)).toBe(1);
      expect(await desk.books(policy)).toEqual({ [BOOKS]: leavesCents });
    });

    it('is made once, and bound once, when the first request arrives behind the second', async () => {
      const policy = await policyAfter(before);
      const late = { kind: 'late', when: 'before', delayMs: LATE_MS } as const;
      const wanted = named(change);
      await desk.admin.arm({ ...late, operation: procedure });
      await expect(desk.make(policy, wanted)).rejects.toMatchObject({ type: 'SystemUnavailable' });
      const { quoteGuid } = await desk.make(policy, wanted);
      await desk.admin.untilQuiet();
      await desk.admin.arm({ ...late, operation: 'BindQuote' });
      await expect(desk.bind(policy, quoteGuid)).rejects.toMatchObject({ type: 'OutcomeUnknown' });
      expect(await desk.bind(policy, quoteGuid, true)).toBe(policy.policyNumber);
      await desk.admin.untilQuiet();
      expect(await standing(policy)).toHaveLength(before.length + 2);
      expect(await invoices(quoteGuid)).toBe(1);
      expect(await desk.books(policy)).toEqual({ [BOOKS]: leavesCents });
    });

    it('that was left unbound, because its bind was lost, is found by its request and bound', async () => {
      const policy = await policyAfter(before);
      const wanted = named(change);
      const { quoteGuid } = await desk.make(policy, wanted);
      await desk.admin.arm({ kind: 'drop', operation: 'BindQuote', when: 'before' });
      await expect(desk.bind(policy, quoteGuid)).rejects.toMatchObject({ type: 'OutcomeUnknown' });
      const pending = (await standing(policy)).at(-1);
      expect(pending).toMatchObject({ quoteGuid, boundOn: null });
      expect((await desk.make(policy, wanted)).quoteGuid).toBe(quoteGuid);
      expect(await desk.bind(policy, quoteGuid, true)).toBe(policy.policyNumber);
      expect(await desk.readBack(policy, quoteGuid)).toMatchObject({ transaction: { quoteGuid } });
    });

    it('is still the same change when it is asked for again after its bind', async () => {
      const policy = await policyAfter(before);
      const wanted = named(change);
      const made = await desk.make(policy, wanted);
      await desk.bind(policy, made.quoteGuid);
      expect(await desk.make(policy, wanted)).toEqual(made);
      expect(await desk.bind(policy, made.quoteGuid, true)).toBe(policy.policyNumber);
      expect(await standing(policy)).toHaveLength(before.length + 2);
    });
  });

  it('is bound when IMS refuses in words that nobody knows, after it has bound', async () => {
    const policy = await desk.bindPolicy(LINE);
    const { quoteGuid } = await desk.make(policy, { change: 'cancel', rows: [] });
    const text = 'The flux is not in order.';
    await desk.admin.arm({ kind: 'fault', operation: 'BindQuote', text, when: 'after' });
    expect(await desk.bind(policy, quoteGuid)).toBe(policy.policyNumber);
  });

  it('that may have been made is told so, and that the same call does no harm', async () => {
    const policy = await desk.bindPolicy(LINE);
    await desk.admin.arm({ kind: 'gateway', status: 403, operation: 'BinderyCancel' });
    const made = desk.make(policy, { change: 'cancel', rows: [] });
    await expect(made).rejects.toMatchObject({
      details: [
        { mayHaveHappened: true, reason: expect.stringContaining('writes nothing more') as string },
      ],
    });
  });

  it('is asked for again when two of its requests are carried out at once', async () => {
    const policy = await desk.bindPolicy(LINE);
    await desk.admin.arm({
      kind: 'fault',
      operation: 'BinderyCancel',
      exceptionType: 'System.Data.SqlClient.SqlException',
      text:
        "Violation of UNIQUE KEY constraint 'UQ_BinderyRequests'. Cannot insert duplicate key in object " +
        "'dbo.BinderyRequests'. The duplicate key value is (BinderyCancel, cancel-1).",
    });
    const wanted = named({ change: 'cancel', rows: [] });
    await expect(desk.make(policy, wanted)).rejects.toMatchObject({
      type: 'SystemUnavailable',
      nonRetryable: false,
    });
    expect(await desk.make(policy, wanted)).toMatchObject({ changeCents: 0 });
  });
});
