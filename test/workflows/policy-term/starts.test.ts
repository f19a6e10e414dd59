import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkflowHandle } from '@temporalio/client';
import { addDays } from '../../../src/domain/calendar/civil-date.js';
import { changeId, policyTermId } from '../../../src/domain/workflow-ids.js';
import type { cancellation, policyTerm, reinstatement } from '../../../src/workflows/index.js';
import { recordPaymentUpdate } from '../../../src/workflows/policy-term/messages.js';
import { readTermOf } from '../../support/changes.js';
import { InMemoryBilling } from '../../support/in-memory-billing.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import { aProductBilling, aSubmission, inMemoryPolicySystem } from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';
import { TODAY } from '../../support/today.js';
import { startTransaction } from '../../support/transactions.js';

describe('a term that is not paid', () => {
  let env: TestWorkflowEnvironment;
  let last = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  /** A policy that began ten days ago, was bound today, and should have been paid by yesterday. */
  async function withOverdue(
    scenario: (known: {
      readonly policyNumber: string;
      readonly term: WorkflowHandle<typeof policyTerm>;
    }) => Promise<void>,
  ): Promise<void> {
    last += 1;
    const policySystem = inMemoryPolicySystem({ policyPrefix: `NT${last}` });
    await withPolicyWorkers(
      env,
      policySystem,
      async () => {
        const effectiveDate = addDays(TODAY, -10);
        const submission = aSubmission({
          reference: { system: 'triton', id: `NT-${last}` },
          submissionDate: effectiveDate,
          effectiveDate,
          expirationDate: addDays(effectiveDate, 365),
        });
        const bound = await startTransaction(env, submission, {
          billing: { product: aProductBilling({ paymentDeadlineDays: -2 }) },
        });
        const { policyNumber } = await bound.result();
        if (policyNumber === null) throw new Error('nothing was bound');
        const term = env.client.workflow.getHandle<typeof policyTerm>(
          policyTermId(policyNumber, 1),
        );
        await scenario({ policyNumber, term });
        await term.terminate();
      },
      new InMemoryBilling(),
    );
  }
  const statusOf = async (policyNumber: string) => (await readTermOf(env, policyNumber)).status;

  it('is cancelled from its start by itself, under an id of its own, and nobody is asked', async () => {
    await withOverdue(async ({ policyNumber }) => {
      await expect.poll(() => statusOf(policyNumber), { timeout: 60_000 }).toBe('cancelled');
      const started = env.client.workflow.getHandle<typeof cancellation>(
        changeId('cancellation', policyNumber, 'term-1-notTaken'),
      );
      expect(await started.result()).toMatchObject({ state: 'completed', totalCents: -500_000 });
      expect(await readTermOf(env, policyNumber)).toMatchObject({
        cancelledOn: addDays(TODAY, -10),
        turn: { holder: null, queue: [] },
        tasks: [],
      });
    });
  });

  it('A11: comes back without a gap when the money was received in time and told after that', async () => {
    await withOverdue(async ({ policyNumber, term }) => {
      await expect.poll(() => statusOf(policyNumber), { timeout: 60_000 }).toBe('cancelled');
      await term.executeUpdate(recordPaymentUpdate, {
        args: [
          {
            paymentId: 'p1',
            policyNumber,
            termNumber: 1,
            currency: 'USD',
            amountCents: 500_000,
            receivedAt: `${addDays(TODAY, -5)}T12:00:00Z`,
          },
        ],
      });
      await expect.poll(() => statusOf(policyNumber), { timeout: 60_000 }).toBe('confirmed');
      const started = env.client.workflow.getHandle<typeof reinstatement>(
        changeId('reinstatement', policyNumber, 'term-1-paymentInTime-1'),
      );
      expect(await started.result()).toMatchObject({ state: 'completed', totalCents: 500_000 });
      expect(await readTermOf(env, policyNumber)).toMatchObject({
        cancelledOn: null,
        layers: [{ kind: 'bind' }, { kind: 'reinstatement', cancelledOn: addDays(TODAY, -10) }],
        turn: { holder: null, queue: [] },
        tasks: [],
      });
    });
  });
});
