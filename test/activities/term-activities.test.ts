import { ApplicationFailure } from '@temporalio/common';
import { Client, type WorkflowHandle } from '@temporalio/client';
import { MockActivityEnvironment, type TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTermActivities,
  type BilledHandOver,
  type TermActivities,
  type TermHandOver,
} from '../../src/activities/term-activities.js';
import type { policyTerm } from '../../src/workflows/index.js';
import {
  paymentReceivedSignal,
  recordPaymentUpdate,
  reversePaymentUpdate,
  settleTaskUpdate,
  termBoundUpdate,
  termQuery,
  type PaymentReceived,
  type PolicyTermInput,
  type TermBound,
} from '../../src/workflows/policy-term/messages.js';
import { InMemoryBilling } from '../support/in-memory-billing.js';
import { aCharge, BASE_CHARGES } from '../support/charges.js';
import { aProductBilling } from '../support/submissions.js';
import { forgetWorkflow } from '../support/forget-workflow.js';
import { temporalEnvironment } from '../support/temporal.js';
import { stopWorkers } from '../support/running-workers.js';
import { withTermWorkers } from '../support/term-workers.js';
import { WORKFLOW_TASK_QUEUE } from '../../src/workflows/task-queues.js';
import { policyTermId } from '../../src/domain/workflow-ids.js';

const TRANSACTION = 'new-business:triton:T-1';

describe('handing over a bound term', () => {
  let env: TestWorkflowEnvironment;
  let client: Client;
  let lastPolicy = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
    // Over the connection of a worker, as an activity has it.
    const { nativeConnection: connection, namespace = 'default' } = env;
    client = new Client({ connection, namespace });
  });
  afterAll(() => env.teardown());

  /** A new policy, billed under the plan TEN: its first invoice is 1494.50. */
  function aHandOver(changes: Partial<BilledHandOver> = {}): BilledHandOver {
    lastPolicy += 1;
    return {
      transaction: TRANSACTION,
      policyNumber: `H-${lastPolicy}`,
      termNumber: 1,
      productKey: 'general-liability',
      state: 'TX',
      effectiveDate: '2027-02-01',
      expirationDate: '2028-02-01',
      boundAt: '2027-01-15T18:00:00Z',
      timeZone: 'America/Chicago',
      termTime: '00:01',
      product: aProductBilling(),
      flow: 'bindAndCancel',
      charges: BASE_CHARGES,
      plan: { downPaymentBasisPoints: 2_500, instalments: 9 },
      firstInvoiceCents: 149_450,
      upFrontPayments: [],
      outagePatienceMs: 3_600_000,
      ...changes,
    };
  }

  const handOver = (request: TermHandOver, callLimitMs = 10_000) => {
    const steps: TermActivities = createTermActivities({ callLimitMs });
    return new MockActivityEnvironment({}, { client }).run(() => steps.handOverTerm(request));
  };
  const termOf = ({ policyNumber, termNumber }: TermHandOver): WorkflowHandle<typeof policyTerm> =>
    client.workflow.getHandle<typeof policyTerm>(policyTermId(policyNumber, termNumber));
  const inWorkers = (scenario: () => Promise<void>) =>
    withTermWorkers(env, new InMemoryBilling(), scenario);
  /** What was sent to the term, as its history has it. */
  async function binds(request: TermHandOver): Promise<readonly TermBound[]> {
    const { events } = await termOf(request).fetchHistory();
    return (events ?? []).flatMap(({ workflowExecutionUpdateAcceptedEventAttributes: update }) => {
      const data = update?.acceptedRequest?.input?.args?.payloads?.[0]?.data;
      return data ? [JSON.parse(Buffer.from(data).toString('utf8')) as TermBound] : [];
    });
  }

  it('starts the term, with its deadlines on the clock of the product', async () => {
    const request = aHandOver();
    await inWorkers(async () => {
      expect(await handOver(request)).toMatchObject({
        kind: 'money',
        result: 'bound',
        status: 'unconfirmed',
        arithmetic: { threshold: 149_450, tolerance: 100 },
      });
      expect(await binds(request)).toMatchObject([
        {
          // 30 days later is 3 March; its last moment in Chicago.
          paymentDeadline: '2027-03-04T05:59:59.999Z',
          endOfTerm: '2028-02-01T06:01:00.000Z',
        },
      ]);
      expect(await termOf(request).query(termQuery)).toMatchObject({
        effectiveDate: '2027-02-01',
        expirationDate: '2028-02-01',
        nextDeadline: { what: 'paymentDeadline', at: '2027-03-04T05:59:59.999Z' },
      });
      await termOf(request).terminate();
    });
  });

  it('counts the payment deadline of a backdated term from its bind', async () => {
    // Still the first of March in Chicago.
    const request = aHandOver({ boundAt: '2027-03-02T05:00:00Z' });
    await inWorkers(async () => {
      await handOver(request);
      expect(await binds(request)).toMatchObject([{ paymentDeadline: '2027-04-01T04:59:59.999Z' }]);
      await termOf(request).terminate();
    });
  });

  it('is one bind when the same transaction does it again', async () => {
    const request = aHandOver();
    await inWorkers(async () => {
      const first = await handOver(request);
      expect(await handOver(request)).toEqual(first);
      expect(await binds(request)).toHaveLength(1);
      await termOf(request).terminate();
    });
  });

  it('is refused for good when another transaction bound the term', async () => {
    const request = aHandOver();
    await inWorkers(async () => {
      await handOver(request);
      const other = { ...request, transaction: 'new-business:triton:T-2' };
      const refused = await handOver(other).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(ApplicationFailure);
      expect(refused).toMatchObject({ type: 'TermHandOverRefused', nonRetryable: true });
      const [details] = (refused as ApplicationFailure).details as [{ reason: string }];
      expect(details.reason).toContain('termAlreadyBound');
      expect(details.reason).toContain(TRANSACTION);
      await termOf(request).terminate();
    });
  });

  it('stands as an earlier run of the same transaction bound it, before a correction', async () => {
    const request = aHandOver();
    const pattern = aHandOver({ charges: [aCharge({ amountCents: 1 })], firstInvoiceCents: 1 });
    await inWorkers(async () => {
      await handOver(pattern);
      const [earlier] = await binds(pattern);
      if (!earlier) throw new Error('no bind was sent');
      await client.workflow.signalWithStart<typeof policyTerm, [PaymentReceived]>('policyTerm', {
        workflowId: policyTermId(request.policyNumber, request.termNumber),
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [{ ...request, unboundPatienceMs: 3_600_000 }],
        signal: paymentReceivedSignal,
        signalArgs: [money(request)],
      });
      await termOf(request).executeUpdate(termBoundUpdate, { args: [earlier] });
      expect(await handOver(request)).toBeNull();
      expect((await termOf(request).query(termQuery)).arithmetic.threshold).toBe(1);
      await termOf(request).terminate();
      await termOf(pattern).terminate();
    });
  });

  it('counts money that came first, and money that the submission names', async () => {
    const request = aHandOver({
      upFrontPayments: [
        { paymentId: 'UP-1', amountCents: 49_450, receivedAt: '2026-01-15T17:00:00Z' },
      ],
    });
    const { policyNumber, termNumber } = request;
    const input: PolicyTermInput = {
      policyNumber,
      termNumber,
      unboundPatienceMs: 3_600_000,
      outagePatienceMs: 3_600_000,
    };
    await inWorkers(async () => {
      await client.workflow.signalWithStart<typeof policyTerm, [PaymentReceived]>('policyTerm', {
        workflowId: policyTermId(policyNumber, termNumber),
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [input],
        signal: paymentReceivedSignal,
        signalArgs: [money(request)],
      });
      expect(await handOver(request)).toMatchObject({
        status: 'confirmed',
        arithmetic: { counted: 149_450, shortfall: 0, decision: 'confirmed' },
      });
      await termOf(request).terminate();
    });
  });

  it('is asked anew after a refusal and after a failure that a person has mended', async () => {
    const request = aHandOver();
    const other = { ...request, transaction: 'new-business:triton:T-2' };
    const unbillable = aHandOver();
    const impossible = { downPaymentBasisPoints: 20_000, instalments: 9 };
    await inWorkers(async () => {
      await handOver(other);
      await expect(handOver(request)).rejects.toMatchObject({ type: 'TermHandOverRefused' });
      await forgetWorkflow(env, policyTermId(request.policyNumber, request.termNumber));
      expect(await handOver(request)).toMatchObject({ result: 'bound' });

      await expect(handOver({ ...unbillable, plan: impossible })).rejects.toThrow();
      expect(await handOver(unbillable)).toMatchObject({ result: 'bound' });
      for (const term of [request, unbillable]) await termOf(term).terminate();
    });
  });

  it('goes on from where a term ended that nobody had bound in time', async () => {
    const request = aHandOver();
    const { policyNumber, termNumber } = request;
    const named = { policyNumber, termNumber };
    await inWorkers(async () => {
      await client.workflow.signalWithStart<typeof policyTerm, [PaymentReceived]>('policyTerm', {
        workflowId: policyTermId(policyNumber, termNumber),
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [{ ...named, unboundPatienceMs: 200, outagePatienceMs: 3_600_000 }],
        signal: paymentReceivedSignal,
        signalArgs: [money(request)],
      });
      await termOf(request).executeUpdate(reversePaymentUpdate, {
        args: [{ ...named, paymentId: 'p1', reason: 'refunded', transactionId: 'r1' }],
      });
      expect(await termOf(request).result()).toMatchObject({ status: 'closed', tasks: [] });
      expect(await handOver(request)).toMatchObject({ result: 'bound', status: 'unconfirmed' });
      const repeat = await termOf(request).executeUpdate(recordPaymentUpdate, {
        args: [money(request)],
      });
      expect(repeat).toMatchObject({ answer: { result: 'held' } });
      expect(await termOf(request).query(termQuery)).toMatchObject({
        status: 'unconfirmed',
        payments: [{ paymentId: 'p1', isReversed: true }],
      });
      await termOf(request).terminate();
    });
  });

  it('A67: goes on from a term that an operator ended, before it was bound or after', async () => {
    const request = aHandOver();
    const { policyNumber, termNumber } = request;
    await inWorkers(async () => {
      await client.workflow.signalWithStart<typeof policyTerm, [PaymentReceived]>('policyTerm', {
        workflowId: policyTermId(policyNumber, termNumber),
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [
          { policyNumber, termNumber, unboundPatienceMs: 3_600_000, outagePatienceMs: 3_600_000 },
        ],
        signal: paymentReceivedSignal,
        signalArgs: [money(request)],
      });
      await termOf(request).query(termQuery);
      await termOf(request).terminate();
      const first = await handOver(request);
      expect(first).toMatchObject({ result: 'bound', arithmetic: { counted: 100_000 } });
      await termOf(request).terminate();
      // Temporal still knows what the run that was ended had answered.
      expect(await handOver(request)).toEqual(first);
      expect((await termOf(request).describe()).status.name).toBe('RUNNING');
      expect((await termOf(request).query(termQuery)).arithmetic.counted).toBe(100_000);
      await termOf(request).terminate();
    });
  });

  it('is answered as the first time when the term has ended since', async () => {
    const request = aHandOver({
      effectiveDate: '2025-02-01',
      expirationDate: '2026-02-01',
      product: aProductBilling({ confirmation: { kind: 'fixed', amountCents: 0 } }),
    });
    await inWorkers(async () => {
      const first = await handOver(request);
      // Nobody booked the term in billing, which therefore refuses to hear of its confirmation.
      const task = 'confirmationRefused';
      await expect
        .poll(async () => (await termOf(request).query(termQuery)).tasks.map(({ key }) => key))
        .toEqual([task]);
      const settled = { task, by: 'Pat', reason: 'booked by hand' };
      await termOf(request).executeUpdate(settleTaskUpdate, { args: [settled] });
      expect(await termOf(request).result()).toMatchObject({ status: 'expired' });
      expect(await handOver(request)).toEqual(first);
    });
  });

  it('is tried again when nobody answers', async () => {
    const request = aHandOver();
    await stopWorkers(env);
    const noWorker = handOver(request, 500);
    expect(await noWorker.catch((error: unknown) => error)).toMatchObject({
      type: 'TermHandOverUnavailable',
      nonRetryable: false,
    });
    await inWorkers(async () => {
      expect(await handOver(request)).toMatchObject({ status: 'unconfirmed' });
      expect(await binds(request)).toHaveLength(1);
      await termOf(request).terminate();
    });
  });
});

function money({ policyNumber, termNumber }: TermHandOver): PaymentReceived {
  return {
    paymentId: 'p1',
    policyNumber,
    termNumber,
    currency: 'USD',
    amountCents: 100_000,
    receivedAt: '2026-01-20T12:00:00Z',
  };
}
