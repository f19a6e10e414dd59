import { ApplicationFailure } from '@temporalio/common';
import { WorkflowUpdateFailedError, type WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TransactionRecord } from '../../../src/domain/transaction/record.js';
import { OutcomeUnknown, SystemRejection } from '../../../src/ports/call-errors.js';
import type { newBusiness } from '../../../src/workflows/index.js';
import { abandonUpdate, recordQuery } from '../../../src/workflows/transaction/messages.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import { aSubmission, newBusinessInput, inMemoryPolicySystem } from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';
import { WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import { newBusinessId } from '../../../src/domain/workflow-ids.js';

type Handle = WorkflowHandle<typeof newBusiness>;
const ABANDONMENT = { by: 'olga', reason: 'the customer went elsewhere' };

describe('a bind that happened although the policy system said no', () => {
  let env: TestWorkflowEnvironment;
  let lastId = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  function start(): Promise<Handle> {
    const submission = aSubmission({ reference: { system: 'triton', id: `AB-${(lastId += 1)}` } });
    return env.client.workflow.start<typeof newBusiness>('newBusiness', {
      workflowId: newBusinessId(submission.reference),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [newBusinessInput(submission)],
    });
  }

  async function untilAttention(handle: Handle): Promise<TransactionRecord> {
    for (;;) {
      const record = await handle.query(recordQuery);
      if (record.attention !== null) return record;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  const refusedBind = (mayHaveHappened: boolean) =>
    new SystemRejection(
      { system: 'policySystem', operation: 'bind' },
      { reason: 'words that nobody knows', remedy: 'ask', mayHaveHappened },
    );

  it.each([true, false])(
    'A41: goes on with the number of the quote (in doubt: %s)',
    async (doubt) => {
      const policySystem = inMemoryPolicySystem();
      policySystem.failNext('bind', refusedBind(doubt), 'after');
      const record = await withPolicyWorkers(env, policySystem, async () =>
        (await start()).result(),
      );
      expect(record).toMatchObject({ state: 'completed', attention: null });
      expect(policySystem.book).toMatchObject({ policies: 1, invoices: 1 });
      expect(policySystem.calls.get('bind')).toBe(1);
    },
  );

  it('A41: is looked for before the transaction may be abandoned, and the transaction goes on', async () => {
    const policySystem = inMemoryPolicySystem();
    policySystem.failNext(
      'bind',
      new OutcomeUnknown({ system: 'policySystem', operation: 'bind' }, 'no answer', 0),
      'after',
    );
    policySystem.failNext('readQuote', refusedBind(false), 'before');
    const record = await withPolicyWorkers(env, policySystem, async () => {
      const handle = await start();
      const stopped = await untilAttention(handle);
      expect(stopped.attention?.inDoubt).toMatchObject([
        { write: 'bind', made: 'the policy number' },
      ]);
      const refused = await handle
        .executeUpdate(abandonUpdate, { args: [ABANDONMENT] })
        .catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(WorkflowUpdateFailedError);
      const { cause } = refused as WorkflowUpdateFailedError;
      expect(cause instanceof ApplicationFailure && cause.type).toBe('alreadyBound');
      return handle.result();
    });
    expect(record.state).toBe('completed');
    expect(policySystem.book).toMatchObject({ policies: 1, invoices: 1 });
  });

  it('A43: takes a request to cancel it in Temporal as an abandonment', async () => {
    const policySystem = inMemoryPolicySystem();
    policySystem.failNext('bind', refusedBind(false), 'before');
    const record = await withPolicyWorkers(env, policySystem, async () => {
      const handle = await start();
      await untilAttention(handle);
      await handle.cancel();
      return handle.result();
    });
    expect(record).toMatchObject({
      state: 'failed',
      failure: { code: 'abandoned', reason: expect.stringContaining('Temporal') as string },
    });
    expect(policySystem.book).toMatchObject({ policies: 0, quotes: 1 });
  });

  it('A43: declines to be cancelled in Temporal once the policy is bound, and goes on to its end', async () => {
    const policySystem = inMemoryPolicySystem();
    policySystem.failNext('createBinderDocument', refusedBind(false), 'before');
    const held = policySystem.holdNext('issue');
    const record = await withPolicyWorkers(env, policySystem, async () => {
      const handle = await start();
      const { revision } = await untilAttention(handle);
      await handle.cancel();
      await handle.executeUpdate('correct', {
        args: [
          {
            by: 'olga',
            reason: 'again',
            revision,
            changes: {},
          },
        ],
      });
      await held.begun;
      held.release();
      return handle.result();
    });
    expect(record.state).toBe('completed');
    expect(policySystem.book).toMatchObject({ policies: 1, documents: 2 });
  });
});
