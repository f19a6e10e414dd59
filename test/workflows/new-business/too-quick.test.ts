import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TransactionRecord } from '../../../src/domain/transaction/record.js';
import { OutcomeUnknown, SystemRejection } from '../../../src/ports/call-errors.js';
import { abandonUpdate, recordQuery } from '../../../src/workflows/transaction/messages.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import { aSubmission, inMemoryPolicySystem } from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';
import {
  correct,
  startTransaction,
  untilStopped,
  type TransactionHandle,
} from '../../support/transactions.js';

const ONE_OF_EACH = {
  insureds: 1,
  submissions: 1,
  quotes: 1,
  policies: 1,
  invoices: 1,
  documents: 2,
};
/** Long enough to be quicker than it, also on a machine that is busy. */
const SETTLE_MS = 5_000;
const LONG_SETTLE_MS = 120_000;
/** Of a failure that nobody waits out: a person is asked while the request is on its way. */
const AT_ONCE = { patienceMs: 0 };

describe('whoever is quicker than the policy system', () => {
  let env: TestWorkflowEnvironment;
  let lastId = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const next = () => aSubmission({ reference: { system: 'triton', id: `T-${(lastId += 1)}` } });
  const onItsWay = (operation: string, settleMs = SETTLE_MS) =>
    new OutcomeUnknown({ system: 'policySystem', operation }, 'HTTP 404', settleMs, AT_ONCE);

  /** The record as soon as the transaction waits for the policy system to settle, or is over. */
  async function untilItWaits(handle: TransactionHandle): Promise<TransactionRecord> {
    for (;;) {
      const record = await handle.query(recordQuery);
      const isOver = ['completed', 'failed'].includes(record.state);
      if (isOver || record.waitingFor?.includes('may still be working on')) return record;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  it.each([
    'addInsured',
    'addSubmission',
    'addQuote',
    'addPremium',
    'bind',
    'createBinderDocument',
  ] as const)('makes nothing twice by running the step again at once (%s)', async (operation) => {
    const policySystem = inMemoryPolicySystem();
    const request = policySystem.answerBeforeWork(operation, onItsWay(operation));
    const { waiting, record } = await withPolicyWorkers(env, policySystem, async () => {
      const handle = await startTransaction(env, next());
      await untilStopped(handle);
      await correct(handle);
      const waiting = await untilItWaits(handle);
      request.land();
      return { waiting, record: await handle.result() };
    });
    expect(waiting.waitingFor).toMatch(/may still be working on .*: it is looked up at 20\d\d-/);
    expect(record).toMatchObject({ state: 'completed', attention: null, waitingFor: null });
    expect(policySystem.calls.get(operation)).toBe(1);
    expect(policySystem.book).toMatchObject(ONE_OF_EACH);
  });

  it.each(['addQuote', 'bind', 'createPolicyDocument'] as const)(
    'A74: a fault in words that nobody knows is no end of the work: nothing is made twice by running the step again at once (%s)',
    async (operation) => {
      const policySystem = inMemoryPolicySystem();
      const request = policySystem.answerBeforeWork(
        operation,
        new SystemRejection(
          { system: 'policySystem', operation },
          {
            reason: 'Backend gave up.',
            remedy: 'Look.',
            mayHaveHappened: true,
            settleMs: SETTLE_MS,
          },
        ),
      );
      const { waiting, record } = await withPolicyWorkers(env, policySystem, async () => {
        const handle = await startTransaction(env, next());
        await untilStopped(handle);
        await correct(handle);
        const waiting = await untilItWaits(handle);
        request.land();
        return { waiting, record: await handle.result() };
      });
      expect(waiting.waitingFor).toMatch(/may still be working on .*: it is looked up at 20\d\d-/);
      expect(record).toMatchObject({ state: 'completed', attention: null });
      expect(policySystem.calls.get(operation)).toBe(1);
      expect(policySystem.book).toMatchObject(ONE_OF_EACH);
    },
  );

  it.each([
    ['addQuote', 'quote'],
    ['bind', 'bind'],
  ] as const)(
    'cannot say of a write that it did not happen while it still may, only that it did (%s)',
    async (operation, write) => {
      const policySystem = inMemoryPolicySystem();
      const request = policySystem.answerBeforeWork(operation, onItsWay(operation, LONG_SETTLE_MS));
      const record = await withPolicyWorkers(env, policySystem, async () => {
        const handle = await startTransaction(env, next());
        await untilStopped(handle);
        expect(await refusalOf(correct(handle, { outcome: { write, written: false } }))).toEqual([
          'tooEarly',
          expect.stringMatching(/Look again after 20\d\d-.*Z/),
        ]);
        request.land();
        const quoteGuid = policySystem.quoteGuids.at(0) ?? '';
        const { policyNumber } = (await policySystem.readQuote(quoteGuid)) ?? {};
        const made = policyNumber ?? quoteGuid;
        await correct(handle, { outcome: { write, written: true, made } });
        return handle.result();
      });
      expect(record.state).toBe('completed');
      expect(policySystem.book).toMatchObject(ONE_OF_EACH);
    },
  );

  it('leaves no quote open by ending the transaction at once', async () => {
    const policySystem = inMemoryPolicySystem();
    const request = policySystem.answerBeforeWork('addQuote', onItsWay('addQuote'));
    const submission = next();
    await withPolicyWorkers(env, policySystem, async () => {
      const handle = await startTransaction(env, submission);
      await untilStopped(handle);
      await handle.executeUpdate(abandonUpdate, { args: [{ by: 'olga', reason: 'withdrawn' }] });
      await untilItWaits(handle);
      request.land();
      await handle.result();
    });
    const quotes = await policySystem.findQuotesByReference(submission.reference);
    expect(quotes.map(({ status }) => status)).toEqual(['closed']);
  });
});

describe('a correction that says that the bind did not happen', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const stoppedAtBind = () => {
    const policySystem = inMemoryPolicySystem();
    const unknownWords = (operation: string, mayHaveHappened: boolean) =>
      new SystemRejection(
        { system: 'policySystem', operation },
        { reason: 'The flux is not in order.', remedy: 'Ask.', mayHaveHappened },
      );
    policySystem.failNext('bind', unknownWords('bind', true), 'before');
    policySystem.failNext('readQuote', unknownWords('readQuote', false), 'before');
    return policySystem;
  };
  const notBound = { write: 'bind', written: false } as const;
  const dates = { effectiveDate: '2027-03-01' };

  it('is taken together with what it corrects', async () => {
    const policySystem = stoppedAtBind();
    const record = await withPolicyWorkers(env, policySystem, async () => {
      const reference = { system: 'triton', id: 'W-1' };
      const handle = await startTransaction(env, aSubmission({ reference }));
      expect((await untilStopped(handle)).attention?.inDoubt).toMatchObject([{ write: 'bind' }]);
      await correct(handle, { changes: dates, outcome: notBound });
      return handle.result();
    });
    expect(record).toMatchObject({ state: 'completed', effectiveDate: '2027-03-01', revision: 1 });
    expect(policySystem.book).toMatchObject({ quotes: 2, policies: 1 });
  });

  it('changes nothing when it is refused', async () => {
    const policySystem = stoppedAtBind();
    const record = await withPolicyWorkers(env, policySystem, async () => {
      const reference = { system: 'triton', id: 'W-2' };
      const handle = await startTransaction(env, aSubmission({ reference }));
      await untilStopped(handle);
      const stale = correct(handle, { changes: dates, revision: 7 });
      expect(await refusalOf(stale)).toEqual(['staleRevision', expect.any(String)]);
      // Still open: a word on it is still asked for, and taken.
      await correct(handle, { outcome: notBound });
      return handle.result();
    });
    expect(record).toMatchObject({ state: 'completed', effectiveDate: '2027-02-01' });
    expect(policySystem.book).toMatchObject({ quotes: 1, policies: 1 });
  });
});

async function refusalOf(update: Promise<unknown>): Promise<unknown> {
  const error: unknown = await update.catch((thrown: unknown) => thrown);
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : null;
  return cause instanceof ApplicationFailure ? [cause.type, cause.message] : error;
}
