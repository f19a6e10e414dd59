import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newBusinessId, policyTermId } from '../../../src/domain/workflow-ids.js';
import type { Submission } from '../../../src/domain/new-business/submission.js';
import type { newBusiness, policyTerm } from '../../../src/workflows/index.js';
import type { NewBusinessInput } from '../../../src/workflows/new-business/messages.js';
import { recordPaymentUpdate, termQuery } from '../../../src/workflows/policy-term/messages.js';
import { WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import { aCharge } from '../../support/charges.js';
import { carriedBy } from '../../support/carried-term.js';
import { forgetWorkflow } from '../../support/forget-workflow.js';
import type { InMemoryPolicySystem } from '../../support/in-memory-policy-system.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import { aSubmission, inMemoryPolicySystem, newBusinessInput } from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';

describe('new business that no billing system bills', () => {
  let env: TestWorkflowEnvironment;
  let lastId = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  function next(changes: Partial<Submission> = {}): Submission {
    lastId += 1;
    return aSubmission({ reference: { system: 'triton', id: `U-${lastId}` }, ...changes });
  }

  async function run(input: NewBusinessInput) {
    const handle = await env.client.workflow.start<typeof newBusiness>('newBusiness', {
      workflowId: newBusinessId(input.submission.reference),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [input],
    });
    return handle.result();
  }

  /** The first term of the policy that a run bound, on workers without a billing system. */
  async function boundTerm(
    policySystem: InMemoryPolicySystem,
    input: NewBusinessInput,
    look: (term: WorkflowHandle<typeof policyTerm>) => Promise<void>,
  ): Promise<void> {
    await withPolicyWorkers(env, policySystem, async () => {
      const record = await run(input);
      expect(record).toMatchObject({ state: 'completed', billing: null });
      const id = policyTermId(record.policyNumber ?? '', 1);
      await look(env.client.workflow.getHandle<typeof policyTerm>(id));
    });
  }

  /** As a version began it that handed over no term unless billing bills it. */
  function ofEarlierVersion(submission: Submission): NewBusinessInput {
    const { term: later, ...input } = newBusinessInput(submission);
    expect(later).toBeDefined();
    return input;
  }

  it('hands its term over, which the bind confirms, with what the policy system charges', async () => {
    await boundTerm(
      inMemoryPolicySystem({ hiddenFeeCents: 2_500 }),
      newBusinessInput(next()),
      async (term) => {
        expect(await term.query(termQuery)).toMatchObject({
          status: 'confirmed',
          isBilled: false,
          isConfirmed: true,
          isConfirmationAcknowledged: false,
          effectiveDate: '2027-02-01',
          expirationDate: '2028-02-01',
          currency: null,
          arithmetic: { charged: 502_500, decision: 'confirmed' },
          tasks: [],
          // A minute past midnight in Chicago.
          nextDeadline: { what: 'endOfTerm', at: '2028-02-01T06:01:00.000Z' },
          waitingFor: null,
        });
        const { layers } = (await carriedBy(term)).term;
        const fees = { kind: 'fee', name: 'fees', amountCents: 2_500, line: null, state: null };
        expect(layers).toMatchObject([
          { kind: 'bind', booked: [aCharge({ amountCents: 500_000 }), fees] },
        ]);
      },
    );
  });

  it('A80: keeps money that a billing system tells its term as a task', async () => {
    await boundTerm(inMemoryPolicySystem(), newBusinessInput(next()), async (term) => {
      const { policyNumber, termNumber } = await term.query(termQuery);
      const reply = await term.executeUpdate(recordPaymentUpdate, {
        args: [
          {
            paymentId: 'PAY-1',
            policyNumber,
            termNumber,
            currency: 'USD',
            amountCents: 149_450,
            receivedAt: '2027-02-03T12:00:00Z',
          },
        ],
      });
      expect(reply).toMatchObject({ outcome: 'answered', answer: { result: 'parked' } });
      expect(await term.query(termQuery)).toMatchObject({
        status: 'confirmed',
        arithmetic: { counted: 0 },
        tasks: [{ key: 'moneyParked:PAY-1' }],
      });
    });
  });

  it('ends with its term, when nothing else is open', async () => {
    const ended = { effectiveDate: '2024-02-01', expirationDate: '2025-02-01' };
    await boundTerm(inMemoryPolicySystem(), newBusinessInput(next(ended)), async (term) => {
      expect(await term.result()).toMatchObject({ status: 'expired', tasks: [] });
    });
  });

  it('hands its term over once, also where Temporal has forgotten the transaction', async () => {
    const policySystem = inMemoryPolicySystem();
    const input = newBusinessInput(next());
    await boundTerm(policySystem, input, async (term) => {
      await forgetWorkflow(env, newBusinessId(input.submission.reference));
      const again = await run(input);
      expect(again.steps.at(-1)).toMatchObject({
        name: 'handOverTerm',
        outcome: 'The term was handed over before, or has ended.',
      });
      const { events } = await term.fetchHistory();
      const told = events?.filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes);
      expect(told).toHaveLength(1);
    });
  });

  it('hands over the term of an earlier version when its submission is posted again', async () => {
    const policySystem = inMemoryPolicySystem();
    const submission = next();
    await boundTerm(policySystem, ofEarlierVersion(submission), async (term) => {
      await expect(term.describe()).rejects.toMatchObject({ name: 'WorkflowNotFoundError' });
      await forgetWorkflow(env, newBusinessId(submission.reference));
      await run(newBusinessInput(submission));
      expect(await term.query(termQuery)).toMatchObject({
        status: 'confirmed',
        arithmetic: { charged: 500_000 },
      });
    });
    expect(policySystem.book).toMatchObject({ policies: 1 });
  });
});
