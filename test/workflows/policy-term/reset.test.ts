import { WithStartWorkflowOperation, type WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BookingOutcome } from '../../../src/ports/billing/booking.js';
import type { TermConfirmation } from '../../../src/ports/billing/changes.js';
import type { policyTerm } from '../../../src/workflows/index.js';
import {
  paymentReceivedSignal,
  recordPaymentUpdate,
  termBoundUpdate,
  termQuery,
  type TermRecord,
} from '../../../src/workflows/policy-term/messages.js';
import { aTermBound } from '../../support/bound-terms.js';
import { resettablePoints, resetWorkflow } from '../../support/reset-workflow.js';
import { temporalEnvironment } from '../../support/temporal.js';
import { withTermWorkers } from '../../support/term-workers.js';
import { WillingBilling } from '../../support/willing-billing.js';
import { WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import { policyTermId } from '../../../src/domain/workflow-ids.js';

const DAY_MS = 86_400_000;
const FIRST_INVOICE = 149_450;
const POLICY = 'CGL-2027-000001';

/** Counts as one what is told under one transaction id. */
class CountingBilling extends WillingBilling {
  readonly told = new Set<string>();

  override updateTermConfirmed(confirmation?: TermConfirmation): Promise<BookingOutcome> {
    if (confirmation) this.told.add(confirmation.transactionId);
    return super.updateTermConfirmed();
  }
}

let env: TestWorkflowEnvironment;
beforeAll(async () => {
  env = await temporalEnvironment();
});
afterAll(() => env.teardown());

it('A40: a term loses no money and no bind, to whichever point an operator resets it', async () => {
  const { client } = env;
  const workflowId = policyTermId(POLICY, 1);
  const handleOf = (runId?: string): WorkflowHandle<typeof policyTerm> =>
    client.workflow.getHandle<typeof policyTerm>(workflowId, runId);
  const inADay = new Date(Date.now() + DAY_MS).toISOString();
  const money = (paymentId: string, amountCents: number) => ({
    policyNumber: POLICY,
    termNumber: 1,
    paymentId,
    currency: 'USD',
    amountCents,
    receivedAt: '2026-11-01T12:00:00Z',
  });
  const until = async (isSo: (term: TermRecord) => boolean): Promise<TermRecord> => {
    for (;;) {
      const term = await handleOf().query(termQuery);
      if (isSo(term)) return term;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const facts = ({ status, isConfirmed, payments, arithmetic }: TermRecord) => ({
    status,
    isConfirmed,
    payments: payments.map(({ paymentId }) => paymentId).sort(),
    arithmetic,
  });
  const billing = new CountingBilling();
  await withTermWorkers(env, billing, async () => {
    await client.workflow.executeUpdateWithStart(termBoundUpdate, {
      args: [aTermBound({ paymentDeadline: inADay, endOfTerm: inADay })],
      startWorkflowOperation: new WithStartWorkflowOperation<typeof policyTerm>('policyTerm', {
        workflowId,
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [{ policyNumber: POLICY, termNumber: 1 } as never],
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    });
    await handleOf().signal(paymentReceivedSignal, money('signalled', 100_000));
    await handleOf().executeUpdate(recordPaymentUpdate, {
      args: [money('updated', FIRST_INVOICE - 100_000)],
    });
    const whole = await until((term) => term.isConfirmationAcknowledged);
    const { runId } = await handleOf().describe();
    const points = await resettablePoints(env, { workflowId, runId });
    expect(points.length).toBeGreaterThan(2);
    for (const point of points) {
      await resetWorkflow(env, { workflowId, runId }, point);
      const again = await until((term) => term.isConfirmationAcknowledged);
      expect(facts(again), `reset to event ${point}`).toEqual(facts(whole));
    }
  });
  expect(billing.told.size).toBe(1);
}, 120_000);
