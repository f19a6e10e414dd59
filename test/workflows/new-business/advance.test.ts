import { ApplicationFailure } from '@temporalio/common';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Submission } from '../../../src/domain/new-business/submission.js';
import type { QuoteMilestone } from '../../../src/domain/quote/quote.js';
import { newBusinessId } from '../../../src/domain/workflow-ids.js';
import { SystemRejection } from '../../../src/ports/call-errors.js';
import type { newBusiness } from '../../../src/workflows/index.js';
import type { NewBusinessInput } from '../../../src/workflows/new-business/messages.js';
import { searchAttributes } from '../../../src/workflows/search-attributes.js';
import { WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import {
  abandonUpdate,
  advanceUpdate,
  type Advance,
  type TransactionMemo,
} from '../../../src/workflows/transaction/messages.js';
import { forgetWorkflow } from '../../support/forget-workflow.js';
import { InMemoryBilling } from '../../support/in-memory-billing.js';
import type { InMemoryPolicySystem } from '../../support/in-memory-policy-system.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import {
  aProductBilling,
  aSubmission,
  inMemoryPolicySystem,
  newBusinessInput,
} from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';
import {
  correct,
  startTransaction,
  type TransactionHandle,
  untilStopped,
} from '../../support/transactions.js';

const NOTHING_WRITTEN = { insureds: 0, submissions: 0, quotes: 0, premiums: 0, policies: 0 };
const PRICED = { insureds: 1, submissions: 1, quotes: 1, premiums: 1, policies: 0, documents: 0 };
const ISSUED = { ...PRICED, policies: 1, invoices: 1, documents: 2 };
const LATER = { effectiveDate: '2027-03-01', expirationDate: '2028-03-01' };

describe('new business that is asked to go only so far', () => {
  let env: TestWorkflowEnvironment;
  let lastId = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const next = (changes: Partial<Submission> = {}): Submission =>
    aSubmission({ reference: { system: 'portal', id: `A-${(lastId += 1)}` }, ...changes });

  const start = (advanceTo: QuoteMilestone, submission = next()): Promise<TransactionHandle> =>
    startTransaction(env, submission, { advanceTo });

  const advance = (handle: TransactionHandle, advanceTo?: QuoteMilestone, more = {}) =>
    handle.executeUpdate(advanceUpdate, {
      args: [{ by: 'portal', ...(advanceTo === undefined ? {} : { advanceTo }), ...more }],
    });

  const accept = (handle: TransactionHandle) => advance(handle);

  const run = <T>(
    policySystem: InMemoryPolicySystem,
    scenario: () => Promise<T>,
    billing: InMemoryBilling | null = null,
  ): Promise<T> => withPolicyWorkers(env, policySystem, scenario, billing);

  async function refusalOf(update: Promise<unknown>): Promise<string | null | undefined> {
    const error: unknown = await update.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(WorkflowUpdateFailedError);
    const { cause } = error as WorkflowUpdateFailedError;
    return cause instanceof ApplicationFailure ? cause.type : undefined;
  }

  /** Bound by somebody at the policy system itself. */
  async function bindByHand(policySystem: InMemoryPolicySystem): Promise<string> {
    return policySystem.bind(policySystem.quoteGuids.at(-1) ?? '', -1);
  }

  it.each([
    { milestone: 'validated', state: 'authenticated', book: NOTHING_WRITTEN },
    { milestone: 'priced', state: 'rated', book: PRICED },
    { milestone: 'underwritten', state: 'rated', book: PRICED },
    { milestone: 'accepted', state: 'rated', book: PRICED },
  ] as const)(
    'waits once it is $milestone, and goes on to the policy when that is asked for',
    async ({ milestone, state, book }) => {
      const policySystem = inMemoryPolicySystem();
      await run(policySystem, async () => {
        const handle = await start(milestone);
        const held = await untilStopped(handle);
        expect(held).toMatchObject({
          state,
          quoteState: milestone,
          advanceTo: milestone,
          heldAt: milestone,
          attention: null,
          waitingFor: expect.stringContaining("somebody's word to go on") as string,
        });
        expect(policySystem.book).toMatchObject(book);
        await accept(handle);
        expect(await handle.result()).toMatchObject({
          state: 'completed',
          quoteState: 'issued',
          heldAt: null,
          waitingFor: null,
          advances: [{ by: 'portal', advanceTo: 'issued' }],
        });
      });
      expect(policySystem.book).toMatchObject(ISSUED);
    },
  );

  it('goes from one milestone to the next as it is asked', async () => {
    const policySystem = inMemoryPolicySystem();
    await run(policySystem, async () => {
      const handle = await start('validated');
      await untilStopped(handle);
      for (const milestone of ['priced', 'underwritten', 'accepted'] as const) {
        await advance(handle, milestone);
        expect(await untilStopped(handle)).toMatchObject({
          heldAt: milestone,
          quoteState: milestone,
        });
      }
      await accept(handle);
      const { state, steps } = await handle.result();
      expect(state).toBe('completed');
      expect(steps.filter(({ name }) => name === 'rating')).toHaveLength(1);
    });
    expect(policySystem.book).toMatchObject(ISSUED);
  });

  it('is found by where it waits, and raises no alarm', async () => {
    await run(inMemoryPolicySystem(), async () => {
      const handle = await start('priced');
      await untilStopped(handle);
      const seen = async () => {
        const { typedSearchAttributes: attributes, memo } = await handle.describe();
        return {
          heldAt: attributes.get(searchAttributes.heldAt),
          state: attributes.get(searchAttributes.transactionState),
          needsAttention: attributes.get(searchAttributes.needsAttention) ?? false,
          asked: memo?.['advanceTo'],
        };
      };
      expect(await seen()).toMatchObject({
        heldAt: 'priced',
        state: 'rated',
        needsAttention: false,
      });
      await accept(handle);
      await handle.result();
      expect(await seen()).toEqual({
        heldAt: undefined,
        state: 'completed',
        needsAttention: false,
        asked: 'issued',
      });
    });
  });

  it('changes nothing when it is asked for what it was asked before, or has reached', async () => {
    await run(inMemoryPolicySystem(), async () => {
      const handle = await start('underwritten');
      const held = await untilStopped(handle);
      for (const milestone of ['validated', 'priced', 'underwritten'] as const) {
        expect(await advance(handle, milestone, { revision: 7 })).toEqual(held);
      }
      await accept(handle);
      expect(await handle.result()).toMatchObject({ advances: [{ advanceTo: 'issued' }] });
    });
  });

  it('refuses to be asked in a way that nobody can mean', async () => {
    await run(inMemoryPolicySystem(), async () => {
      const handle = await start('priced');
      await untilStopped(handle);
      const ask = (sent: object) =>
        refusalOf(handle.executeUpdate(advanceUpdate, { args: [sent as Advance] }));
      expect(await ask({ by: 'portal', advanceTo: 'bound' })).toBe('invalidInput');
      expect(await ask({ by: ' ', advanceTo: 'issued' })).toBe('invalidInput');
      expect(await ask({ by: 'portal', upTo: 'issued' })).toBe('invalidInput');
      expect(await ask({ by: 'portal', revision: 1 })).toBe('staleRevision');
      await handle.executeUpdate(abandonUpdate, { args: [{ by: 'olga', reason: 'test' }] });
    });
  });

  it('stops at the first failure on the way, and says how far it came', async () => {
    const policySystem = inMemoryPolicySystem();
    policySystem.failNext('addPremium', refused('premium'), 'before');
    await run(policySystem, async () => {
      const handle = await start('validated');
      await untilStopped(handle);
      await accept(handle);
      expect(await untilStopped(handle)).toMatchObject({
        quoteState: 'validated',
        advanceTo: 'issued',
        heldAt: null,
        attention: { step: 'rating', field: 'premium' },
      });
      await correct(handle);
      expect(await handle.result()).toMatchObject({ state: 'completed', quoteState: 'issued' });
    });
  });

  it('goes on after the worker was restarted while it waited', async () => {
    const policySystem = inMemoryPolicySystem();
    const handle = await run(policySystem, async () => {
      const started = await start('priced');
      await untilStopped(started);
      return started;
    });
    await run(policySystem, async () => {
      await accept(handle);
      expect(await handle.result()).toMatchObject({ state: 'completed' });
    });
    expect(policySystem.book).toMatchObject(ISSUED);
  });

  it('is abandoned while it waits, and its quote is closed', async () => {
    const policySystem = inMemoryPolicySystem();
    await run(policySystem, async () => {
      const submission = next();
      const handle = await start('priced', submission);
      await untilStopped(handle);
      await handle.executeUpdate(abandonUpdate, { args: [{ by: 'olga', reason: 'not wanted' }] });
      expect(await handle.result()).toMatchObject({
        state: 'failed',
        quoteState: 'discarded',
        heldAt: null,
        failure: { code: 'abandoned' },
      });
      const quotes = await policySystem.findQuotesByReference(submission.reference);
      expect(quotes.map(({ status }) => status)).toEqual(['closed']);
      const { typedSearchAttributes } = await handle.describe();
      expect(typedSearchAttributes.get(searchAttributes.heldAt)).toBeUndefined();
    });
  });

  it('is abandoned by its cancellation in Temporal while it waits', async () => {
    await run(inMemoryPolicySystem(), async () => {
      const handle = await start('priced');
      await untilStopped(handle);
      await handle.cancel();
      expect(await handle.result()).toMatchObject({ failure: { code: 'abandoned' } });
    });
  });

  it('is validated anew when it is corrected before anything was written', async () => {
    const policySystem = inMemoryPolicySystem();
    await run(policySystem, async () => {
      const handle = await start('validated');
      await untilStopped(handle);
      const unknown = { producer: { contactGuid: '5c9b3b8a-9c67-48a6-980d-8ac59b4e89ad' } };
      await correct(handle, { changes: unknown });
      expect(await untilStopped(handle)).toMatchObject({
        quoteState: 'draft',
        attention: { step: 'producer' },
      });
      await correct(handle, { changes: { producer: { ...aSubmission().producer } } });
      expect(await untilStopped(handle)).toMatchObject({ heldAt: 'validated', attention: null });
      expect(policySystem.book).toMatchObject(NOTHING_WRITTEN);
      await handle.executeUpdate(abandonUpdate, { args: [{ by: 'olga', reason: 'test' }] });
    });
  });

  it('is quoted anew when it is corrected while it waits, and waits again', async () => {
    const policySystem = inMemoryPolicySystem();
    const submission = next();
    await run(policySystem, async () => {
      const handle = await start('priced', submission);
      await untilStopped(handle);
      await correct(handle, { changes: LATER });
      expect(await untilStopped(handle)).toMatchObject({ heldAt: 'priced', ...LATER });
      await accept(handle);
      expect(await handle.result()).toMatchObject({ state: 'completed', ...LATER });
    });
    const quotes = await policySystem.findQuotesByReference(submission.reference);
    expect(quotes.map(({ status, effectiveDate }) => [status, effectiveDate])).toEqual([
      ['closed', '2027-02-01'],
      ['issued', '2027-03-01'],
    ]);
    expect(policySystem.book).toMatchObject({ policies: 1, invoices: 1 });
  });

  it('is not moved by a correction', async () => {
    await run(inMemoryPolicySystem(), async () => {
      const handle = await start('priced');
      await untilStopped(handle);
      const moved = { changes: { advanceTo: 'issued' } };
      expect(await refusalOf(correct(handle, moved))).toBe('invalidInput');
      await handle.executeUpdate(abandonUpdate, { args: [{ by: 'olga', reason: 'test' }] });
    });
  });

  it('keeps its quote when a correction changes nothing that the quote holds', async () => {
    const policySystem = inMemoryPolicySystem({ installmentPlans: [1] });
    await run(policySystem, async () => {
      const handle = await start('accepted');
      await untilStopped(handle);
      await correct(handle, { changes: { paymentPlan: 1 } });
      expect(await untilStopped(handle)).toMatchObject({ heldAt: 'accepted', revision: 1 });
      await accept(handle);
      expect(await handle.result()).toMatchObject({ state: 'completed' });
    });
    expect(policySystem.book).toMatchObject(ISSUED);
  });

  it('A90: waits to be accepted anew when what somebody had accepted is quoted otherwise', async () => {
    const policySystem = inMemoryPolicySystem();
    policySystem.failNext('bind', refused('effectiveDate'), 'before');
    await run(policySystem, async () => {
      const handle = await start('priced');
      await untilStopped(handle);
      await accept(handle);
      expect(await untilStopped(handle)).toMatchObject({
        quoteState: 'accepted',
        attention: { step: 'bind' },
      });
      await correct(handle, { changes: LATER });
      expect(await untilStopped(handle)).toMatchObject({
        quoteState: 'underwritten',
        heldAt: 'underwritten',
        attention: null,
      });
      expect(policySystem.book.policies).toBe(0);
      await accept(handle);
      expect(await handle.result()).toMatchObject({ state: 'completed', ...LATER });
    });
    expect(policySystem.book.policies).toBe(1);
  });

  it('A90: waits to be accepted anew also when the run in which it was accepted was ended in Temporal', async () => {
    const policySystem = inMemoryPolicySystem();
    const submission = next();
    await run(policySystem, async () => {
      policySystem.failNext('bind', refused('effectiveDate'), 'before');
      const ended = await start('priced', submission);
      await untilStopped(ended);
      await accept(ended);
      await untilStopped(ended);
      const { runId: takesUpRun, memo } = await ended.describe();
      expect(memo).toMatchObject({ advanceTo: 'issued', wasAdvanced: true });
      await ended.terminate();
      policySystem.failNext('bind', refused('effectiveDate'), 'before');
      const takenUp = { takesUpRun, wasAdvanced: true };
      const handle = await startAgain(submission, { advanceTo: 'issued' }, takenUp);
      expect(await untilStopped(handle)).toMatchObject({ attention: { step: 'bind' } });
      await correct(handle, { changes: LATER });
      expect(await untilStopped(handle)).toMatchObject({ heldAt: 'underwritten', ...LATER });
      expect(policySystem.book.policies).toBe(0);
      await accept(handle);
      expect(await handle.result()).toMatchObject({ state: 'completed', ...LATER });
    });
  });

  it('A90: is not accepted, under the revision of a correction, before it is quoted anew', async () => {
    const policySystem = inMemoryPolicySystem();
    await run(policySystem, async () => {
      const handle = await start('priced');
      await untilStopped(handle);
      const closing = policySystem.holdNext('closeQuote');
      const { revision } = await correct(handle, { changes: LATER });
      await closing.begun;
      expect(await refusalOf(advance(handle, 'issued', { revision }))).toBe('staleRevision');
      closing.release();
      expect(await untilStopped(handle)).toMatchObject({ heldAt: 'priced', revision, ...LATER });
      await advance(handle, 'issued', { revision });
      expect(await handle.result()).toMatchObject({ state: 'completed', ...LATER });
    });
  });

  it('A91: takes the policy that somebody has bound in the policy system while it waited', async () => {
    const policySystem = inMemoryPolicySystem();
    await run(policySystem, async () => {
      const handle = await start('priced');
      await untilStopped(handle);
      const policyNumber = await bindByHand(policySystem);
      expect(await refusalOf(correct(handle, { changes: LATER }))).toBe('alreadyUsed');
      const abandonment = { by: 'olga', reason: 'not wanted' };
      expect(await refusalOf(handle.executeUpdate(abandonUpdate, { args: [abandonment] }))).toBe(
        'alreadyBound',
      );
      await accept(handle);
      expect(await handle.result()).toMatchObject({ state: 'completed', policyNumber });
    });
    expect(policySystem.book).toMatchObject({ quotes: 1, policies: 1, invoices: 1 });
  });

  it('A92: finds the quote of a run that Temporal has forgotten, and does not bind it unasked', async () => {
    const policySystem = inMemoryPolicySystem();
    const submission = next();
    await run(policySystem, async () => {
      const forgotten = await start('priced', submission);
      const { ids } = await untilStopped(forgotten);
      await forgotten.terminate();
      await forgetWorkflow(env, forgotten.workflowId);
      const handle = await startAgain(submission, { advanceTo: 'priced' });
      const held = await untilStopped(handle);
      expect(held).toMatchObject({ heldAt: 'priced', ids: { quoteGuid: ids.quoteGuid } });
      expect(policySystem.book).toMatchObject(PRICED);
      await accept(handle);
      expect(await handle.result()).toMatchObject({ state: 'completed' });
    });
    expect(policySystem.book).toMatchObject(ISSUED);
  });

  it('A92: takes up the work of a run that was terminated while it waited, and waits again', async () => {
    const policySystem = inMemoryPolicySystem();
    const submission = next();
    await run(policySystem, async () => {
      const ended = await start('priced', submission);
      const { ids } = await untilStopped(ended);
      const { runId: takesUpRun } = await ended.describe();
      await ended.terminate();
      const handle = await startAgain(submission, { advanceTo: 'priced' }, { takesUpRun });
      expect(await untilStopped(handle)).toMatchObject({
        heldAt: 'priced',
        ids: { quoteGuid: ids.quoteGuid },
      });
      expect(policySystem.book).toMatchObject(PRICED);
      await accept(handle);
      expect(await handle.result()).toMatchObject({ state: 'completed' });
    });
    expect(policySystem.book).toMatchObject(ISSUED);
  });

  it('A92: goes on with what an earlier run has bound, however far it is asked to go', async () => {
    const policySystem = inMemoryPolicySystem();
    const submission = next();
    await run(policySystem, async () => {
      const forgotten = await start('issued', submission);
      const { policyNumber } = await forgotten.result();
      await forgetWorkflow(env, forgotten.workflowId);
      const handle = await startAgain(submission, { advanceTo: 'validated' });
      expect(await handle.result()).toMatchObject({
        state: 'completed',
        quoteState: 'issued',
        policyNumber,
      });
    });
    expect(policySystem.book).toMatchObject(ISSUED);
  });

  it('A92: waits again after a reset in Temporal, and doubles nothing', async () => {
    const policySystem = inMemoryPolicySystem();
    await run(policySystem, async () => {
      const earlier = await start('priced');
      await untilStopped(earlier);
      const handle = await resetToStart(earlier);
      const held = await untilStopped(handle);
      expect(held).toMatchObject({ heldAt: 'priced', attention: null });
      expect(policySystem.book).toMatchObject(PRICED);
      await accept(handle);
      expect(await handle.result()).toMatchObject({ state: 'completed' });
    });
    expect(policySystem.book).toMatchObject(ISSUED);
  });

  it('A92: is not bound twice when it is reset after it was accepted and bound', async () => {
    const policySystem = inMemoryPolicySystem();
    await run(policySystem, async () => {
      const earlier = await start('priced');
      await untilStopped(earlier);
      await accept(earlier);
      const { policyNumber } = await earlier.result();
      const handle = await resetToStart(earlier);
      expect(await handle.result()).toMatchObject({ state: 'completed', policyNumber });
    });
    expect(policySystem.book).toMatchObject(ISSUED);
  });

  it('knows the invoices to come once it is priced, and books nothing in billing before the bind', async () => {
    const billing = new InMemoryBilling();
    const billed = {
      billing: { product: aProductBilling(), timeZone: 'America/Chicago', termTime: '00:01' },
    };
    const policySystem = inMemoryPolicySystem({ policyPrefix: 'ADV' });
    await run(
      policySystem,
      async () => {
        const handle = await startTransaction(env, next(), { advanceTo: 'priced', ...billed });
        const held = await untilStopped(handle);
        expect(held.billing?.schedule.length).toBeGreaterThan(1);
        expect(billing.book).toMatchObject({ accounts: 0, periods: 0 });
        await correct(handle, { changes: { billing: { method: 'agencyBill' } } });
        expect(await untilStopped(handle)).toMatchObject({
          heldAt: 'priced',
          billing: { method: 'agencyBill' },
        });
        await accept(handle);
        expect(await handle.result()).toMatchObject({ state: 'completed' });
      },
      billing,
    );
    expect(billing.book).toMatchObject({ accounts: 1, periods: 1 });
  });

  /** Under an id that Temporal no longer knows, which takes it a moment. */
  async function startAgain(
    submission: Submission,
    changes: Partial<NewBusinessInput>,
    memo: Pick<TransactionMemo, 'takesUpRun' | 'wasAdvanced'> = {},
  ): Promise<TransactionHandle> {
    return env.client.workflow.start<typeof newBusiness>('newBusiness', {
      workflowId: newBusinessId(submission.reference),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [newBusinessInput(submission, changes)],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      memo: { ...memo },
    });
  }

  async function resetToStart(handle: TransactionHandle): Promise<TransactionHandle> {
    const { events } = await handle.fetchHistory();
    const first = events?.find((event) => event.workflowTaskCompletedEventAttributes);
    const { runId } = await handle.describe();
    await env.connection.workflowService.resetWorkflowExecution({
      namespace: env.namespace ?? 'default',
      workflowExecution: { workflowId: handle.workflowId, runId },
      reason: 'an operator pressed Reset',
      workflowTaskFinishEventId: first?.eventId ?? null,
      requestId: `reset-${handle.workflowId}`,
    });
    return env.client.workflow.getHandle<typeof newBusiness>(handle.workflowId);
  }
});

function refused(field: string): SystemRejection {
  return new SystemRejection(
    { system: 'policySystem', operation: 'any' },
    { reason: 'not like this', field, remedy: 'Choose another.' },
  );
}
