import { WithStartWorkflowOperation } from '@temporalio/client';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PATIENT_ISOLATE } from '../../../src/main/patient-isolate.js';
import type { TransactionEvent } from '../../../src/domain/policy-term/events.js';
import type { policyTerm } from '../../../src/workflows/index.js';
import {
  changeUpdate,
  confirmTermUpdate,
  recordPaymentUpdate,
  settleTaskUpdate,
  termBoundUpdate,
  termQuery,
} from '../../../src/workflows/policy-term/messages.js';
import { BILLING_TASK_QUEUE, WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import { policyTermId } from '../../../src/domain/workflow-ids.js';
import { EVENTS } from '../../domain/policy-term/policy-terms.js';
import { aTermBound } from '../../support/bound-terms.js';
import { temporalEnvironment } from '../../support/temporal.js';
import { workflowBundle } from '../../support/policy-workers.js';

const inADay = new Date(Date.now() + 86_400_000).toISOString();

type Steps = Readonly<Record<string, () => Promise<unknown>>>;

describe('a step beside the messages of a term', () => {
  let env: TestWorkflowEnvironment;
  let policyNumber: string;
  let lastPolicy = 0;
  let calls: number;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());
  beforeEach(() => {
    lastPolicy += 1;
    policyNumber = `P-${lastPolicy}`;
    calls = 0;
  });

  const handle = () =>
    env.client.workflow.getHandle<typeof policyTerm>(policyTermId(policyNumber, 1));
  const record = () => handle().query(termQuery);
  const called = (answer: () => Promise<unknown>) => () => {
    calls += 1;
    return answer();
  };

  /** Runs a bound term with these steps. */
  async function withTerm(activities: Steps, scenario: () => Promise<void>) {
    const { nativeConnection: connection, namespace = 'default' } = env;
    const workflows = await Worker.create({
      ...PATIENT_ISOLATE,
      connection,
      namespace,
      taskQueue: WORKFLOW_TASK_QUEUE,
      workflowBundle: workflowBundle(),
      activities,
    });
    const worker = await Worker.create({
      connection,
      namespace,
      taskQueue: BILLING_TASK_QUEUE,
      activities,
    });
    const bound = async () => {
      await env.client.workflow.executeUpdateWithStart(termBoundUpdate, {
        args: [aTermBound({ paymentDeadline: inADay, endOfTerm: inADay })],
        startWorkflowOperation: new WithStartWorkflowOperation<typeof policyTerm>('policyTerm', {
          workflowId: policyTermId(policyNumber, 1),
          taskQueue: WORKFLOW_TASK_QUEUE,
          args: [
            {
              policyNumber,
              termNumber: 1,
              indexPauseMs: 100,
              unboundPatienceMs: 86_400_000,
              outagePatienceMs: 86_400_000,
            },
          ],
          workflowIdConflictPolicy: 'FAIL',
        }),
      });
      await scenario();
      await handle().terminate();
    };
    await workflows.runUntil(worker.runUntil(bound()));
  }
  const confirm = () =>
    handle().executeUpdate(confirmTermUpdate, {
      args: [{ policyNumber, termNumber: 1, transactionId: 'C-1' }],
    });
  it('is not asked for twice when it is refused', async () => {
    const refuses = () =>
      Promise.reject(ApplicationFailure.nonRetryable('no such period', 'SystemRejection'));
    await withTerm({ updateTermConfirmed: called(refuses) }, async () => {
      await confirm();
      await expect
        .poll(async () => (await record()).tasks.map(({ text }) => text), { timeout: 20_000 })
        .toEqual([expect.stringContaining('No such period.')]);
      expect(calls).toBe(1);
    });
  });

  it('is a task for a person when it fails in a way that nobody thought of', async () => {
    const strange = () =>
      Promise.reject(
        ApplicationFailure.create({
          nonRetryable: true,
          cause: new CancelledFailure('called off'),
        }),
      );
    await withTerm({ updateTermConfirmed: called(strange) }, async () => {
      await confirm();
      await expect
        .poll(async () => (await record()).tasks.map(({ key }) => key), { timeout: 20_000 })
        .toEqual(['confirmationRefused']);
      expect(calls).toBe(1);
    });
  });

  it('A77: whom a cancellation concerns is asked of a person when Temporal does not say, and later told', async () => {
    const transaction = 'cancellation:P:1';
    let isMended = false;
    const transactionsUnderWay = called(() =>
      isMended
        ? Promise.resolve([])
        : Promise.reject(ApplicationFailure.nonRetryable('the index is not set up', 'Broken')),
    );
    await withTerm({ transactionsUnderWay }, async () => {
      const events: readonly TransactionEvent[] = [
        { ...EVENTS.takeTurn, transaction, purpose: 'cancellation' },
        { ...EVENTS.cancelled, transaction },
        { ...EVENTS.giveBackTurn, transaction },
      ];
      for (const event of events)
        await handle().executeUpdate(changeUpdate(event.kind), { args: [event] });
      const open = async () => (await record()).tasks.map(({ key }) => key);
      await expect
        .poll(open, { timeout: 20_000 })
        .toEqual(['withdrawEndorsements', 'tellRenewalCancelled']);
      expect((await record()).tasks[0]?.text).toContain('The index is not set up');
      // A person did one of the two, and something new has the other tried again.
      isMended = true;
      await handle().executeUpdate(settleTaskUpdate, {
        args: [{ task: 'withdrawEndorsements', by: 'Pat', reason: 'done' }],
      });
      await expect.poll(open, { timeout: 20_000 }).toEqual([]);
      expect(calls).toBe(3);
    });
  });

  it('A62: what fails beside the messages of a term stops it in sight, and nothing of it is lost', async () => {
    // No list at all, which no version of this step answers.
    const broken = { paymentsElsewhere: () => Promise.resolve(null) };
    await withTerm(broken, async () => {
      await handle().executeUpdate(recordPaymentUpdate, {
        args: [
          {
            paymentId: 'p1',
            policyNumber,
            termNumber: 1,
            currency: 'USD',
            amountCents: 100,
            receivedAt: '2026-11-01T12:00:00Z',
          },
        ],
      });
      const failures = async () =>
        ((await handle().fetchHistory()).events ?? []).filter(
          (event) => event.workflowTaskFailedEventAttributes,
        ).length;
      await expect.poll(failures, { timeout: 20_000 }).toBeGreaterThan(0);
      expect((await handle().describe()).status.name).toBe('RUNNING');
    });
  }, 60_000);
});
