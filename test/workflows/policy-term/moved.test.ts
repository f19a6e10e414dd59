import { WithStartWorkflowOperation, type WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyTermId, type TermName } from '../../../src/domain/workflow-ids.js';
import type { policyTerm } from '../../../src/workflows/index.js';
import {
  changeUpdate,
  confirmTermSignal,
  recordPaymentUpdate,
  termBoundUpdate,
  termQuery,
  type PolicyTermInput,
} from '../../../src/workflows/policy-term/messages.js';
import { WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import { EVENTS } from '../../domain/policy-term/policy-terms.js';
import { aTermBound } from '../../support/bound-terms.js';
import { carriedBy } from '../../support/carried-term.js';
import { temporalEnvironment } from '../../support/temporal.js';
import { withTermWorkers } from '../../support/term-workers.js';
import { WillingBilling } from '../../support/willing-billing.js';

const DAY_MS = 86_400_000;
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();

describe('D1: money that waited under another policy number', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const handleOf = ({ policyNumber, termNumber }: TermName): WorkflowHandle<typeof policyTerm> =>
    env.client.workflow.getHandle<typeof policyTerm>(policyTermId(policyNumber, termNumber));
  const starting = (term: TermName) =>
    new WithStartWorkflowOperation<typeof policyTerm>('policyTerm', {
      workflowId: policyTermId(term.policyNumber, term.termNumber),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [{ ...term, indexPauseMs: 3_000 } as PolicyTermInput],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  const bind = (term: TermName) =>
    env.client.workflow.executeUpdateWithStart(termBoundUpdate, {
      args: [aTermBound({ paymentDeadline: inMs(DAY_MS), endOfTerm: inMs(DAY_MS) })],
      startWorkflowOperation: starting(term),
    });
  const pay = (term: TermName) =>
    env.client.workflow.executeUpdateWithStart(recordPaymentUpdate, {
      args: [
        {
          ...term,
          paymentId: 'PAY-1',
          currency: 'USD',
          amountCents: 10_000,
          receivedAt: '2026-11-01T12:00:00Z',
        },
      ],
      startWorkflowOperation: starting(term),
    });
  const eventually = <T>(what: () => Promise<T>) =>
    expect.poll(what, { timeout: 60_000, interval: 200 });
  const compared = (term: TermName) =>
    eventually(async () => (await carriedBy(handleOf(term))).newPayments).toEqual([]);

  it('counts at the next term, with the confirmation that waited, and nobody takes it for money told twice', async () => {
    const old = { policyNumber: 'MV-OLD', termNumber: 1 };
    const awaited = { policyNumber: 'MV-OLD', termNumber: 2 };
    const next = { policyNumber: 'MV-NEXT', termNumber: 2 };
    await withTermWorkers(env, new WillingBilling(), async () => {
      await bind(old);
      await pay(awaited);
      await handleOf(awaited).signal(confirmTermSignal, { ...awaited, transactionId: 'C-1' });
      // Others can find it there by now.
      await compared(awaited);
      await bind(next);
      await handleOf(old).executeUpdate(changeUpdate('renewed'), {
        args: [{ ...EVENTS.renewed, nextTerm: next }],
      });
      await eventually(async () => (await handleOf(next).query(termQuery)).arithmetic.counted).toBe(
        10_000,
      );
      await eventually(async () => (await handleOf(next).query(termQuery)).status).toBe(
        'confirmed',
      );
      await eventually(async () => (await handleOf(awaited).describe()).status.name).toBe(
        'COMPLETED',
      );
      await compared(next);
      expect((await handleOf(next).query(termQuery)).tasks).toEqual([]);
      for (const term of [old, next]) await handleOf(term).terminate();
    });
  }, 120_000);
});
