import { WithStartWorkflowOperation, type WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HappenedEvent } from '../../../src/domain/events/event.js';
import { TRANSACTION_EVENTS } from '../../../src/domain/policy-term/events.js';
import type { policyTerm } from '../../../src/workflows/index.js';
import {
  confirmTermUpdate,
  paymentReceivedSignal,
  recordPaymentUpdate,
  settleTaskUpdate,
  termBoundUpdate,
  termQuery,
  type PaymentReceived,
  type PolicyTermInput,
  type TermRecord,
} from '../../../src/workflows/policy-term/messages.js';
import { eachAtOnce } from '../../support/at-once.js';
import { aTermBound, type BilledTermBound } from '../../support/bound-terms.js';
import { carriedBy } from '../../support/carried-term.js';
import { temporalEnvironment } from '../../support/temporal.js';
import { withTermWorkers } from '../../support/term-workers.js';
import { WillingBilling } from '../../support/willing-billing.js';
import { WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import { policyTermId } from '../../../src/domain/workflow-ids.js';

const DAY_MS = 86_400_000;
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
const FIRST_INVOICE = 149_450;

/** Keys of the events about payments. */
function ofPayments(told: readonly HappenedEvent[]): readonly string[] {
  return told.flatMap(({ type, key }) => (type === 'bindery.term.paymentRecorded' ? [key] : []));
}

describe('a term under senders without manners', () => {
  let env: TestWorkflowEnvironment;
  let lastPolicy = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const aPolicy = (): string => {
    lastPolicy += 1;
    return `CGL-2027-${String(lastPolicy).padStart(6, '0')}`;
  };
  const nameOf = (policyNumber: string) => ({ policyNumber, termNumber: 1 });
  const handleOf = (policyNumber: string): WorkflowHandle<typeof policyTerm> =>
    env.client.workflow.getHandle<typeof policyTerm>(policyTermId(policyNumber, 1));
  const starting = (policyNumber: string, input: unknown) =>
    new WithStartWorkflowOperation<typeof policyTerm>('policyTerm', {
      workflowId: policyTermId(policyNumber, 1),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [input as PolicyTermInput],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  const bind = (policyNumber: string, parts: Partial<BilledTermBound> = {}, input: unknown = {}) =>
    env.client.workflow.executeUpdateWithStart(termBoundUpdate, {
      args: [aTermBound({ paymentDeadline: inMs(DAY_MS), endOfTerm: inMs(DAY_MS), ...parts })],
      startWorkflowOperation: starting(policyNumber, input),
    });
  const money = (policyNumber: string, parts: Partial<PaymentReceived> = {}): PaymentReceived => ({
    ...nameOf(policyNumber),
    paymentId: 'good',
    currency: 'USD',
    amountCents: FIRST_INVOICE,
    receivedAt: '2026-11-01T12:00:00Z',
    ...parts,
  });
  const pay = (policyNumber: string, parts: Partial<PaymentReceived> = {}) =>
    env.client.workflow.executeUpdateWithStart(recordPaymentUpdate, {
      args: [money(policyNumber, parts)],
      startWorkflowOperation: starting(policyNumber, {}),
    });
  /** Sent until it is taken: Temporal refuses signals beyond a number, until the term has continued as new. */
  async function signalled(policyNumber: string, payment: PaymentReceived): Promise<void> {
    for (;;) {
      try {
        await handleOf(policyNumber).signal(paymentReceivedSignal, payment);
        return;
      } catch (error) {
        if (!String((error as Error).cause).includes('signal')) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }
  const look = (policyNumber: string) => handleOf(policyNumber).query(termQuery);
  const settle = (policyNumber: string, task: string) =>
    handleOf(policyNumber).executeUpdate(settleTaskUpdate, {
      args: [{ task, by: 'Pat', reason: 'done' }],
    });
  const taskOf = ({ tasks }: TermRecord, key: string) => tasks.find((task) => task.key === key);

  it('A55: counts good money beside thousands of strays, goes on as new, and ends', async () => {
    const policy = aPolicy();
    const strays = Array.from({ length: 3_500 }, (_, index) => `stray-${index}-${'x'.repeat(20)}`);
    await withTermWorkers(env, new WillingBilling(), async () => {
      await bind(policy, { endOfTerm: inMs(600_000) });
      const { runId: first } = await handleOf(policy).describe();
      await eachAtOnce(50, strays, (paymentId) =>
        signalled(policy, money(policy, { paymentId, currency: 'EUR' })),
      );
      expect(await pay(policy)).toMatchObject({
        answer: { result: 'counted', status: 'confirmed' },
      });
      const record = await look(policy);
      expect(record).toMatchObject({ isConfirmed: true, arithmetic: { counted: FIRST_INVOICE } });
      const parked = taskOf(record, 'moneyParked')?.more?.count ?? 0;
      const refused = taskOf(record, 'termFull')?.more?.count ?? 0;
      expect(record.tasks.length).toBeLessThan(30);
      expect(20 + parked + refused).toBe(strays.length);
      expect((await handleOf(policy).describe()).runId).not.toBe(first);
      for (const { key } of record.tasks) await settle(policy, key);
      expect(await look(policy)).toMatchObject({ tasks: [] });
      await handleOf(policy).terminate();
    });
  }, 300_000);

  it('A55: what a flood leaves to be told does not keep it from its next run', async () => {
    const policy = aPolicy();
    let hear = (): void => undefined;
    const isHeard = new Promise<void>((resolve) => (hear = resolve));
    const told: HappenedEvent[] = [];
    const recordEvents = async ({ events }: { readonly events: readonly HappenedEvent[] }) => {
      await isHeard;
      told.push(...events);
    };
    // As many as one run takes before it ends whatever comes: their events alone are more than Temporal takes in one piece.
    const paymentIds = Array.from({ length: 1_000 }, (_, at) => `${at}-${'x'.repeat(90)}`);
    await withTermWorkers(
      env,
      new WillingBilling(),
      async () => {
        await bind(policy, { endOfTerm: inMs(600_000) });
        const { runId: first } = await handleOf(policy).describe();
        await eachAtOnce(50, paymentIds, (paymentId) =>
          signalled(policy, money(policy, { paymentId, amountCents: 1 })),
        );
        await expect
          .poll(async () => (await look(policy)).paymentCount, { timeout: 60_000 })
          .toBe(paymentIds.length);
        expect((await handleOf(policy).describe()).runId).toBe(first);
        hear();
        await expect
          .poll(async () => (await handleOf(policy).describe()).runId, { timeout: 60_000 })
          .not.toBe(first);
        await expect
          .poll(() => ofPayments(told).length, { timeout: 30_000 })
          .toBe(paymentIds.length);
        expect(new Set(ofPayments(told)).size).toBe(paymentIds.length);
        await handleOf(policy).terminate();
      },
      { recordEvents },
    );
  }, 300_000);

  it('A57: goes on when somebody asks Temporal to cancel it, and a person is told', async () => {
    const policy = aPolicy();
    await withTermWorkers(env, new WillingBilling(), async () => {
      await pay(policy, { paymentId: 'early', amountCents: 100 });
      await handleOf(policy).cancel();
      await expect
        .poll(async () => taskOf(await look(policy), 'cancelRequested')?.text)
        .toContain('the term goes on');
      await handleOf(policy).cancel();
      await bind(policy, { endOfTerm: inMs(3_000) });
      expect(await pay(policy, { amountCents: 900 })).toMatchObject({
        answer: { result: 'counted', arithmetic: { counted: 1_000 } },
      });
      const confirmation = { ...nameOf(policy), transactionId: 'c1' };
      expect(
        await handleOf(policy).executeUpdate(confirmTermUpdate, { args: [confirmation] }),
      ).toMatchObject({ answer: { result: 'confirmed' } });
      await expect
        .poll(async () => (await look(policy)).status, { timeout: 20_000 })
        .toBe('expired');
      for (const { key } of (await look(policy)).tasks) await settle(policy, key);
      expect(await handleOf(policy).result()).toMatchObject({ isConfirmed: true, paymentCount: 2 });
    });
  });

  it('A57: answers and takes good money after anything that another client sent', async () => {
    const policy = aPolicy();
    const confusing = fc.oneof(
      fc.constantFrom<unknown>(null, [], {}, 'text', 0, -1, 1.5, true),
      fc.constantFrom<unknown>(
        { event: { kind: 'endOfTerm', id: 'x' } },
        { event: null },
        { kind: 'endOfTerm', id: 'x' },
        { kind: 'cancelled', id: 'x', transaction: 't', effectiveDate: '2027-01-01' },
        { kind: 'takeTurn', id: 'x', transaction: 't', purpose: 'endOfTerm' },
        { kind: 'recordPayment', paymentId: 'x' },
        money(policy, { amountCents: Number.MAX_SAFE_INTEGER }),
        { ...money(policy), amountCents: null },
        { ...money(policy), amountCents: '100' },
        { ...money(policy), receivedAt: 'soon' },
        { ...money(policy), currency: ['USD'] },
        { ...money(policy), policyNumber: `${policy}\u200b` },
        { ...aTermBound({ paymentDeadline: 'x', endOfTerm: 'y' }) },
        { task: null, by: [], reason: {} },
      ),
      fc.jsonValue(),
    );
    const names = ['confirmTerm', 'recordPayment', 'reversePayment', 'bound', 'settleTask'];
    await withTermWorkers(env, new WillingBilling(), async () => {
      await bind(policy);
      const handle = handleOf(policy);
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...names, ...TRANSACTION_EVENTS),
          fc.constantFrom('paymentReceived', 'paymentReversed', 'confirmTerm', 'paymentRecieved'),
          confusing,
          async (update, signal, message) => {
            await handle.signal(signal, message);
            const failure: unknown = await handle
              .executeUpdate(update, { args: [message] })
              .then(() => null)
              .catch((error: unknown) => error);
            expect(failure).toMatchObject({ name: 'WorkflowUpdateFailedError' });
          },
        ),
        { numRuns: 60 },
      );
      expect(await pay(policy)).toMatchObject({
        answer: {
          result: 'counted',
          arithmetic: { counted: FIRST_INVOICE, decision: 'confirmed' },
        },
      });
      const { turn, payments, tasks } = await look(policy);
      expect([turn.holder, payments.length]).toEqual([null, 1]);
      expect(tasks.length).toBeGreaterThan(0);
      await handle.terminate();
    });
  }, 120_000);

  it.each<[string, Record<string, unknown> | null]>([
    ['nothing', null],
    ['a run of no messages', { messagesPerRun: 0 }],
    ['a run of null', { messagesPerRun: null, unboundPatienceMs: null, idleMs: null }],
    ['a run of text', { messagesPerRun: 'many', outagePatienceMs: '1 day' }],
    ['a state that is text', { carried: 'ledger' }],
    ['a state that is empty', { carried: {} }],
    ['a state of another shape', { carried: { term: { status: 'confirmed' }, tasks: null } }],
  ])('A57: a term that is started with %s takes good money', async (_what, changes) => {
    const policy = aPolicy();
    const input = changes && { ...nameOf(policy), ...changes };
    await withTermWorkers(env, new WillingBilling(), async () => {
      await bind(policy, {}, input);
      expect(await pay(policy)).toMatchObject({
        answer: { result: 'counted', status: 'confirmed' },
      });
      const hasState = changes !== null && 'carried' in changes;
      expect(taskOf(await look(policy), 'unreadableStart') !== undefined).toBe(hasState);
      await handleOf(policy).terminate();
    });
  });

  it.each<[string, (real: string) => string]>([
    ['case', (real) => real.toLowerCase()],
    ['dashes', (real) => real.replaceAll('-', '')],
    ['spaces', (real) => real.replaceAll('-', ' ')],
    ['the letter O for a zero', (real) => real.replace('0', 'O')],
    ['an invisible character', (real) => `${real}\u200b`],
    ['a dash that is none', (real) => real.replaceAll('-', '\u2013')],
    ['a space at the end', (real) => `${real} `],
  ])(
    'A58: money under a number that differs in %s opens a task that names the policy',
    async (_what, misspelt) => {
      const policy = aPolicy();
      await withTermWorkers(env, new WillingBilling(), async () => {
        await bind(policy);
        const query = `PolicyNumber = '${policy}' AND EffectiveDate IS NOT NULL`;
        await expect
          .poll(async () => (await env.client.workflow.count(query)).count, { timeout: 20_000 })
          .toBe(1);
        const wrong = misspelt(policy);
        await env.client.workflow.signalWithStart('policyTerm', {
          workflowId: policyTermId(wrong, 1),
          taskQueue: WORKFLOW_TASK_QUEUE,
          args: [nameOf(wrong)],
          signal: 'paymentReceived',
          signalArgs: [money(wrong)],
        });
        await expect
          .poll(async () => taskOf(await look(wrong), 'resembles')?.text, { timeout: 20_000 })
          .toContain(`resembles that of ${policy}`);
        await handleOf(wrong).terminate();
        await handleOf(policy).terminate();
      });
    },
  );

  it('A58: a person who has answered which policy was meant is not asked again', async () => {
    const policy = aPolicy();
    const wrong = policy.replaceAll('-', '');
    await withTermWorkers(env, new WillingBilling(), async () => {
      await bind(policy);
      await expect
        .poll(async () => (await env.client.workflow.count(`PolicyNumber = '${policy}'`)).count, {
          timeout: 20_000,
        })
        .toBe(1);
      const short = { ...nameOf(wrong), messagesPerRun: 3 };
      const mistaken = (paymentId: string) =>
        env.client.workflow.executeUpdateWithStart(recordPaymentUpdate, {
          args: [money(wrong, { paymentId })],
          startWorkflowOperation: starting(wrong, short),
        });
      await mistaken('m-1');
      await expect
        .poll(async () => taskOf(await look(wrong), 'resembles')?.key, { timeout: 20_000 })
        .toBe('resembles');
      const { runId } = await handleOf(wrong).describe();
      await settle(wrong, 'resembles');
      await mistaken('m-2');
      await expect
        .poll(async () => (await handleOf(wrong).describe()).runId, { timeout: 20_000 })
        .not.toBe(runId);
      await mistaken('m-3');
      // Its look for payments elsewhere comes after the one for the policy that it resembles.
      await expect
        .poll(async () => (await carriedBy(handleOf(wrong))).newPayments, {
          timeout: 60_000,
          interval: 500,
        })
        .toEqual([]);
      expect(taskOf(await look(wrong), 'resembles')).toBeUndefined();
      await handleOf(wrong).terminate();
      await handleOf(policy).terminate();
    });
  }, 120_000);
});
