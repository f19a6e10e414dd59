import { WithStartWorkflowOperation, type WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SystemRejection, SystemUnavailable } from '../../../src/ports/call-errors.js';
import type { CancellationWanted } from '../../../src/activities/term-change-steps.js';
import type { policyTerm } from '../../../src/workflows/index.js';
import {
  confirmTermSignal,
  confirmTermUpdate,
  paymentReceivedSignal,
  paymentReversedSignal,
  recordPaymentUpdate,
  reversePaymentUpdate,
  settleTaskUpdate,
  changeUpdate,
  termBoundUpdate,
  termQuery,
  type ConfirmTerm,
  type PaymentReceived,
  type PolicyTermInput,
  type TermBound,
  type TermRecord,
} from '../../../src/workflows/policy-term/messages.js';
import { aTermBound, openAccount, type BilledTermBound } from '../../support/bound-terms.js';
import { carriedBy } from '../../support/carried-term.js';
import { InMemoryBilling } from '../../support/in-memory-billing.js';
import { temporalEnvironment } from '../../support/temporal.js';
import { WillingBilling } from '../../support/willing-billing.js';
import { withTermWorkers } from '../../support/term-workers.js';
import { aCharge } from '../../support/charges.js';
import { WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import { policyTermId } from '../../../src/domain/workflow-ids.js';

type Handle = WorkflowHandle<typeof policyTerm>;

const DAY_MS = 86_400_000;
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();

describe('a policy term', () => {
  let env: TestWorkflowEnvironment;
  let lastPolicy = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  function aTerm(changes: Partial<PolicyTermInput> = {}): PolicyTermInput {
    lastPolicy += 1;
    return {
      policyNumber: `P-${lastPolicy}`,
      termNumber: 1,
      unboundPatienceMs: 30 * DAY_MS,
      outagePatienceMs: 3_600_000,
      ...changes,
    };
  }

  const bound = (changes: Partial<BilledTermBound> = {}): BilledTermBound =>
    aTermBound({ paymentDeadline: inMs(DAY_MS), endOfTerm: inMs(365 * DAY_MS), ...changes });

  const money = (
    input: PolicyTermInput,
    paymentId: string,
    amountCents: number,
    changes: Partial<PaymentReceived> = {},
  ): PaymentReceived => ({
    paymentId,
    policyNumber: input.policyNumber,
    termNumber: input.termNumber,
    currency: 'USD',
    amountCents,
    receivedAt: '2026-11-01T12:00:00Z',
    ...changes,
  });

  const starting = (input: PolicyTermInput) =>
    new WithStartWorkflowOperation<typeof policyTerm>('policyTerm', {
      workflowId: policyTermId(input.policyNumber, input.termNumber),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [input],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  const pay = (input: PolicyTermInput, payment: PaymentReceived) =>
    env.client.workflow.executeUpdateWithStart(recordPaymentUpdate, {
      args: [payment],
      startWorkflowOperation: starting(input),
    });
  /** As new business does it: the period is booked in billing, then the term is handed over. */
  async function bind(billing: InMemoryBilling, input: PolicyTermInput, message = bound()) {
    await openAccount(billing);
    await billing.createPolicyPeriod({
      transactionId: `${input.policyNumber}/period`,
      policyNumber: input.policyNumber,
      termNumber: input.termNumber,
      accountNumber: 'A-1',
      term: { effectiveDate: '2027-02-01', expirationDate: '2028-02-01' },
      boundAt: '2026-11-01T12:00:00Z',
      jobNumber: input.policyNumber,
      currency: 'USD',
      charges: [aCharge()],
      billingMethod: 'directBill',
      planCode: 'TEN',
      stream: { kind: 'newPlan', name: 'monthly', dueDayOfMonth: null },
      producerCode: '4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad',
      upFrontPayments: [],
      isTermConfirmed: false,
      notifyUponSufficientPayment: true,
    });
    return handOver(input, message);
  }
  const handOver = (input: PolicyTermInput, message: TermBound) =>
    env.client.workflow.executeUpdateWithStart(termBoundUpdate, {
      args: [message],
      startWorkflowOperation: starting(input),
    });
  const handleOf = (input: PolicyTermInput): Handle =>
    env.client.workflow.getHandle<typeof policyTerm>(
      policyTermId(input.policyNumber, input.termNumber),
    );

  async function recordWhen(
    input: PolicyTermInput,
    isSo: (record: TermRecord) => boolean,
  ): Promise<TermRecord> {
    for (;;) {
      const record = await handleOf(input).query(termQuery);
      if (isSo(record)) return record;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  const settle = (input: PolicyTermInput, task: string) =>
    handleOf(input).executeUpdate(settleTaskUpdate, {
      args: [{ task, by: 'Pat', reason: 'done' }],
    });
  const keysOf = ({ tasks }: TermRecord) => tasks.map(({ key }) => key);
  const untilAcknowledged = (input: PolicyTermInput) =>
    recordWhen(input, ({ isConfirmationAcknowledged }) => isConfirmationAcknowledged);

  it('is confirmed by money, and billing is told', async () => {
    const billing = new InMemoryBilling();
    const input = aTerm();
    await withTermWorkers(env, billing, async () => {
      await bind(billing, input);
      const short = await pay(input, money(input, 'p1', 80_000));
      expect(short).toMatchObject({
        outcome: 'answered',
        answer: { arithmetic: { counted: 80_000, threshold: 149_450, shortfall: 69_450 } },
      });
      const enough = await pay(input, money(input, 'p2', 69_450));
      expect(enough).toMatchObject({
        outcome: 'answered',
        answer: { result: 'counted', arithmetic: { shortfall: 0, decision: 'confirmed' } },
      });
      const record = await untilAcknowledged(input);
      expect(record).toMatchObject({ status: 'confirmed', isConfirmed: true, tasks: [] });
      await handleOf(input).terminate();
    });
    expect(billing.calls.get('updateTermConfirmed')).toBe(1);
  });

  it('A4: counts money that came before the bind, without a resend', async () => {
    const billing = new InMemoryBilling();
    const input = aTerm();
    await withTermWorkers(env, billing, async () => {
      expect(await pay(input, money(input, 'p1', 149_450))).toMatchObject({
        outcome: 'answered',
        answer: { result: 'held', status: 'awaited' },
      });
      expect(
        await handleOf(input).executeUpdate(confirmTermUpdate, {
          args: [{ ...input, transactionId: 't1' }],
        }),
      ).toMatchObject({ outcome: 'refused', refusal: { code: 'termNotBound' } });
      await bind(billing, input);
      expect((await untilAcknowledged(input)).isConfirmed).toBe(true);
      await handleOf(input).terminate();
    });
  });

  it('A53: is not confirmed by up-front money that is received in a time to come', async () => {
    const input = aTerm();
    const billing = new InMemoryBilling();
    await withTermWorkers(env, billing, async () => {
      const message = bound({ endOfTerm: '2099-12-31T00:00:00Z' });
      const late = {
        paymentId: 'p1',
        currency: 'USD',
        amountCents: 10_000_000,
        receivedAt: '2099-01-01T00:00:00Z',
      };
      await bind(billing, input, {
        ...message,
        paymentDeadline: '2099-06-01T00:00:00Z',
        event: { ...message.event, upFrontPayments: [late] },
      });
      const record = await handleOf(input).query(termQuery);
      expect(record).toMatchObject({
        status: 'unconfirmed',
        payments: [{ paymentId: 'p1', place: 'postdated' }],
        nextDeadline: { what: 'postdatedDue', at: '2099-01-01T00:00:00.000Z' },
      });
      expect(keysOf(record)).toEqual(['moneyPostdated:p1']);
      await handleOf(input).terminate();
    });
  });

  it('A8: repeats the echo to billing until it is acknowledged, under one transaction id', async () => {
    const billing = new InMemoryBilling();
    const lost = () =>
      new SystemUnavailable({ system: 'billing', operation: 'updateTermConfirmed' }, 'reset');
    billing.failNext('updateTermConfirmed', lost(), 'after');
    billing.failNext('updateTermConfirmed', lost(), 'before');
    const input = aTerm();
    await withTermWorkers(env, billing, async () => {
      await bind(billing, input);
      await handleOf(input).executeUpdate(confirmTermUpdate, {
        args: [{ ...input, transactionId: 't1' }],
      });
      const unsaid = await handleOf(input).query(termQuery);
      expect(unsaid).toMatchObject({ isConfirmed: true, isConfirmationAcknowledged: false });
      expect(unsaid.waitingFor).toContain('billing');
      expect((await untilAcknowledged(input)).isConfirmed).toBe(true);
      expect(await billing.getPeriodInfo(input)).toMatchObject({ isTermConfirmed: true });
      await handleOf(input).terminate();
    });
    expect(billing.calls.get('updateTermConfirmed')).toBe(3);
  });

  it('asks a person when billing refuses the echo', async () => {
    const billing = new InMemoryBilling();
    billing.failNext(
      'updateTermConfirmed',
      new SystemRejection(
        { system: 'billing', operation: 'updateTermConfirmed' },
        { code: 'periodUnknown', reason: 'no such period', remedy: 'Book it.' },
      ),
      'before',
    );
    const input = aTerm();
    await withTermWorkers(env, billing, async () => {
      await bind(billing, input);
      await pay(input, money(input, 'p1', 149_450));
      const record = await recordWhen(input, ({ tasks }) => tasks.length > 0);
      expect(record.tasks[0]?.text).toContain('No such period.');
      await handleOf(input).terminate();
    });
  });

  it('does the same for plain signals, and turns nonsense into a task', async () => {
    const billing = new InMemoryBilling();
    const input = aTerm();
    await withTermWorkers(env, billing, async () => {
      await bind(billing, input);
      const handle = handleOf(input);
      await handle.signal(paymentReceivedSignal, money(input, 'p1', 100));
      await handle.signal(paymentReceivedSignal, money(input, 'p1', 100));
      await handle.signal('paymentReceived', { nonsense: true });
      await handle.signal('paymentReceived', null);
      await handle.signal(confirmTermSignal, { ...input, transactionId: 't1' });
      const record = await untilAcknowledged(input);
      expect(record.arithmetic.counted).toBe(100);
      expect(record.tasks.length).toBeGreaterThan(0);
      await handle.terminate();
    });
  });

  it('A2: takes a signal that comes twice once, also after it continued as new', async () => {
    const billing = new InMemoryBilling();
    const input = aTerm({ messagesPerRun: 4 });
    await withTermWorkers(env, billing, async () => {
      await bind(billing, input);
      const tell = async () => {
        await handleOf(input).signal(paymentReceivedSignal, money(input, 'p1', 80_000));
        await handleOf(input).signal(paymentReversedSignal, {
          ...input,
          paymentId: 'p1',
          reason: 'NSF',
          transactionId: 'r1',
        });
        await handleOf(input).signal(confirmTermSignal, { ...input, transactionId: 't1' });
      };
      const runId = async () => (await handleOf(input).describe()).runId;
      const first = await runId();
      await tell();
      const once = await untilAcknowledged(input);
      while ((await runId()) === first) await new Promise((resolve) => setTimeout(resolve, 20));
      await tell();
      // Answered after everything that came before it.
      await pay(input, money(input, 'p2', 100));
      const twice = await handleOf(input).query(termQuery);
      expect(twice).toMatchObject({ paymentCount: 2, arithmetic: { counted: 100 } });
      expect(twice.payments[0]).toEqual(once.payments[0]);
      expect(twice.tasks).toEqual(once.tasks);
      await handleOf(input).terminate();
    });
    expect(billing.calls.get('updateTermConfirmed')).toBe(1);
  });

  it('A22: parks money that names another policy, another term or another currency', async () => {
    const billing = new InMemoryBilling();
    const input = aTerm();
    const strays: readonly Partial<PaymentReceived>[] = [
      { paymentId: 'currency', currency: 'EUR' },
      { paymentId: 'policy', policyNumber: 'P-ELSEWHERE' },
      { paymentId: 'term', termNumber: 2 },
    ];
    await withTermWorkers(env, billing, async () => {
      await bind(billing, input);
      for (const stray of strays) {
        await handleOf(input).signal(paymentReceivedSignal, {
          ...money(input, 'p1', 149_450),
          ...stray,
        });
      }
      const record = await recordWhen(input, ({ tasks }) => tasks.length === strays.length);
      expect(record).toMatchObject({ isConfirmed: false, arithmetic: { counted: 0 } });
      const ids = strays.map(({ paymentId }) => paymentId);
      expect(record.payments.map(({ paymentId, place }) => [paymentId, place])).toEqual(
        ids.map((id) => [id, 'parked']),
      );
      expect(record.tasks.map(({ code }) => code)).toEqual(ids.map(() => 'moneyParked'));
      await handleOf(input).terminate();
    });
  });

  it('answers a repeat with the first answer and refuses the same id with other content', async () => {
    const billing = new InMemoryBilling();
    const input = aTerm();
    await withTermWorkers(env, billing, async () => {
      await bind(billing, input);
      const first = await pay(input, money(input, 'p1', 80_000));
      await pay(input, money(input, 'p2', 100));
      expect(await pay(input, money(input, 'p1', 80_000))).toEqual(first);
      expect(await pay(input, money(input, 'p1', 90_000))).toMatchObject({
        outcome: 'refused',
        refusal: { code: 'contentDiffers' },
      });
      expect(
        await handleOf(input).executeUpdate(reversePaymentUpdate, {
          args: [{ ...input, paymentId: 'p1', reason: 'NSF', transactionId: 'r1' }],
        }),
      ).toMatchObject({ outcome: 'answered', answer: { arithmetic: { counted: 100 } } });
      await handleOf(input).terminate();
    });
  });

  it('starts its flat cancellation when nothing came by the deadline, once', async () => {
    const input = aTerm();
    const wanted: CancellationWanted[] = [];
    const startCancellation = (request: CancellationWanted) => {
      wanted.push(request);
      return Promise.resolve(null);
    };
    const paymentDeadline = inMs(200);
    await withTermWorkers(
      env,
      new WillingBilling(),
      async () => {
        await handOver(input, bound({ paymentDeadline }));
        await expect.poll(() => wanted).toHaveLength(1);
        const justAfter = new Date(Date.parse(paymentDeadline) + 1).toISOString();
        expect(wanted).toMatchObject([
          {
            term: { policyNumber: input.policyNumber, termNumber: 1 },
            requestId: 'term-1-notTaken',
            reason: 'notTaken',
            productKey: 'general-liability',
            effectiveDate: '2027-02-01',
            undoneBy: { deadline: justAfter, pastDueCents: 149_450 },
          },
        ]);
        const { errands, tasks } = await carriedBy(handleOf(input));
        expect([errands, tasks]).toEqual([[], []]);
        await handleOf(input).terminate();
      },
      { startCancellation },
    );
  });

  it('A78: asks a person to cancel it where its cancellation is refused, until it is paid', async () => {
    const input = aTerm();
    const startCancellation = () => Promise.resolve('No row says how long its notice must be.');
    await withTermWorkers(
      env,
      new WillingBilling(),
      async () => {
        await handOver(input, bound({ paymentDeadline: inMs(200) }));
        const record = await recordWhen(input, ({ tasks }) => tasks.length > 0);
        expect(record.tasks[0]?.text).toMatch(/not taken.*No row says how long/);
        expect(record.status).toBe('unconfirmed');
        // Paid in time, told late: there is nothing to cancel any more.
        await pay(input, money(input, 'p1', 149_450));
        expect(await untilAcknowledged(input)).toMatchObject({ status: 'confirmed', tasks: [] });
        await handleOf(input).terminate();
      },
      { startCancellation },
    );
  });

  it('A11: asks a person when too little came by the deadline, and still waits for the rest', async () => {
    const input = aTerm();
    const billing = new InMemoryBilling();
    await withTermWorkers(env, billing, async () => {
      await pay(input, money(input, 'p1', 100));
      await bind(billing, input, bound({ paymentDeadline: inMs(200) }));
      const record = await recordWhen(input, ({ tasks }) =>
        tasks.some(({ code }) => code === 'partlyPaid'),
      );
      expect(record.status).toBe('unconfirmed');
      await pay(input, money(input, 'p2', 149_350));
      expect(await untilAcknowledged(input)).toMatchObject({ status: 'confirmed', tasks: [] });
      await handleOf(input).terminate();
    });
  });

  it('asks for a refund when the policy is not bound in time, and ends when that is done', async () => {
    const input = aTerm({ unboundPatienceMs: 200 });
    const billing = new InMemoryBilling();
    await withTermWorkers(env, billing, async () => {
      await pay(input, money(input, 'p1', 100));
      const closed = await recordWhen(input, ({ status }) => status === 'closed');
      expect(keysOf(closed)).toEqual(['refund']);
      expect(closed).toMatchObject({ nextDeadline: null, waitingFor: 'its tasks to be settled.' });
      expect(await pay(input, money(input, 'p2', 50))).toMatchObject({
        answer: { result: 'held', status: 'closed' },
      });
      const failure = { cause: { type: 'noSuchTask' } };
      await expect(settle(input, 'refunds')).rejects.toMatchObject(failure);
      const { tasks } = await handleOf(input).query(termQuery);
      expect(tasks.map(({ text }) => text)).toEqual([expect.stringContaining('1.50 USD')]);
      expect(keysOf(await settle(input, 'refund'))).toEqual([]);
      expect(await handleOf(input).result()).toMatchObject({ status: 'closed', paymentCount: 2 });
    });
  });

  it('counts what was not refunded when the policy is bound after all', async () => {
    const input = aTerm({ unboundPatienceMs: 200 });
    const billing = new InMemoryBilling();
    await withTermWorkers(env, billing, async () => {
      await pay(input, money(input, 'p1', 149_450));
      await recordWhen(input, ({ status }) => status === 'closed');
      await bind(billing, input);
      expect(await untilAcknowledged(input)).toMatchObject({ status: 'confirmed', tasks: [] });
      await handleOf(input).terminate();
    });
  });

  it('closes by itself when all that it heard came to nothing', async () => {
    // As a bind that fails leaves it: there, and nothing known of it.
    const input = aTerm({ unboundPatienceMs: 200 });
    await withTermWorkers(env, new InMemoryBilling(), async () => {
      await env.client.workflow.start<typeof policyTerm>('policyTerm', {
        workflowId: policyTermId(input.policyNumber, input.termNumber),
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [input],
      });
      expect(await handleOf(input).result()).toMatchObject({ status: 'closed', tasks: [] });
      const { events } = await handleOf(input).fetchHistory();
      expect(events?.filter(({ timerStartedEventAttributes: timer }) => timer)).toHaveLength(1);
    });
  });

  it('knows its name, and waits as long as is usual, when another client says nothing', async () => {
    const input = aTerm();
    await withTermWorkers(env, new InMemoryBilling(), async () => {
      await env.client.workflow.start('policyTerm', {
        workflowId: policyTermId(input.policyNumber, input.termNumber),
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [],
      });
      expect(await pay(input, money(input, 'p1', 100))).toMatchObject({
        answer: { result: 'held' },
      });
      const { nextDeadline } = await handleOf(input).query(termQuery);
      const days = (Date.parse(nextDeadline?.at ?? '') - Date.now()) / DAY_MS;
      expect([nextDeadline?.what, Math.round(days)]).toEqual(['notBoundInTime', 90]);
      await handleOf(input).terminate();
    });
  });

  it('is there for money and for a person until billing has heard that it was confirmed', async () => {
    const input = aTerm();
    const billing = new InMemoryBilling();
    const about = { system: 'billing', operation: 'updateTermConfirmed' } as const;
    const refusal = {
      code: 'periodUnknown',
      reason: 'no such period',
      remedy: 'Book it.',
    } as const;
    billing.failNext('updateTermConfirmed', new SystemRejection(about, refusal), 'before');
    await withTermWorkers(env, billing, async () => {
      await bind(billing, input, bound({ endOfTerm: inMs(1_000) }));
      await pay(input, money(input, 'p1', 149_450));
      const over = await recordWhen(input, ({ status }) => status === 'expired');
      expect(keysOf(over)).toEqual(['confirmationRefused']);
      expect(await pay(input, money(input, 'p2', 100))).toMatchObject({
        answer: { result: 'held', status: 'expired' },
      });
      await settle(input, 'lateMoney:p2');
      expect(await settle(input, 'confirmationRefused')).toMatchObject({
        isConfirmationAcknowledged: true,
      });
      expect(await handleOf(input).result()).toMatchObject({ status: 'expired', tasks: [] });
    });
  });

  it('A4: keeps a signalled confirmation that came before the bind', async () => {
    const input = aTerm();
    const billing = new InMemoryBilling();
    await withTermWorkers(env, billing, async () => {
      await env.client.workflow.signalWithStart<typeof policyTerm, [ConfirmTerm]>('policyTerm', {
        workflowId: policyTermId(input.policyNumber, input.termNumber),
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [input],
        signal: confirmTermSignal,
        signalArgs: [{ ...input, transactionId: 't1' }],
      });
      await bind(billing, input);
      const record = await untilAcknowledged(input);
      expect(record).toMatchObject({ status: 'confirmed', paymentCount: 0, tasks: [] });
      await handleOf(input).terminate();
    });
  });

  it('asks a person about each signal that changed nothing, by its id', async () => {
    const input = aTerm();
    const billing = new InMemoryBilling();
    await withTermWorkers(env, billing, async () => {
      await bind(billing, input);
      const handle = handleOf(input);
      await handle.signal(paymentReceivedSignal, money(input, 'p1', 0));
      await handle.signal(paymentReceivedSignal, money(input, 'p2', 10.5));
      await handle.signal(paymentReceivedSignal, money(input, 'p3', 10.5));
      await handle.signal(confirmTermSignal, { ...input, termNumber: 2, transactionId: 't1' });
      await handle.signal(paymentReversedSignal, {
        ...input,
        policyNumber: 'P-ELSEWHERE',
        paymentId: 'p4',
        reason: 'NSF',
        transactionId: 'r1',
      });
      // Answered after everything that came before it.
      await pay(input, money(input, 'p5', 100));
      const record = await handle.query(termQuery);
      expect(record).toMatchObject({ status: 'unconfirmed', paymentCount: 1 });
      expect(record.tasks.map(({ key, code }) => [key, code])).toEqual([
        ['paymentReceived:p1', 'amountNotPositive'],
        ['paymentReceived:p2', 'notUnderstood'],
        ['paymentReceived:p3', 'notUnderstood'],
        ['confirmTerm:t1', 'notUnderstood'],
        ['paymentReversed:r1', 'notUnderstood'],
      ]);
      for (const { key, text } of record.tasks) expect(text).toContain(key.split(':')[1]);

      for (const nonsense of [null, 'hello', 42, { paymentId: 7 }, { paymentId: 'a b' }]) {
        await handle.signal('paymentReceived', nonsense);
        await handle.signal('paymentReceived', nonsense);
      }
      await handle.signal('paymentReceived');
      await handle.signal('confirmTerm', null);
      await pay(input, money(input, 'p6', 100));
      const { tasks } = await handle.query(termQuery);
      const more = tasks.slice(5).map(({ text }) => text.replace(/^.*changed nothing\. /, ''));
      expect(more.filter((text) => text === 'The message must be an object.')).toHaveLength(4);
      expect(more.filter((text) => text.startsWith('paymentId must be 1 to 100 '))).toHaveLength(2);
      expect(more).toHaveLength(6);
      await handle.terminate();
    });
  });

  it('gives the turn in the order of arrival, and waits with its end until the turn is free', async () => {
    const input = aTerm();
    const billing = new InMemoryBilling();
    await withTermWorkers(env, billing, async () => {
      await bind(billing, input, bound({ endOfTerm: inMs(1_000) }));
      const handle = handleOf(input);
      const take = (transaction: string) =>
        handle.executeUpdate(changeUpdate('takeTurn'), {
          args: [
            {
              kind: 'takeTurn',
              id: `take:${transaction}`,
              transaction,
              purpose: 'endorsement',
              effectiveDate: '2027-06-01',
            },
          ],
        });
      const giveBack = (transaction: string) =>
        handle.executeUpdate(changeUpdate('giveBackTurn'), {
          args: [{ kind: 'giveBackTurn', id: `back:${transaction}`, transaction }],
        });
      const transactions = ['endorsement:a', 'endorsement:b'].map((workflowId) =>
        env.client.workflow.start('endorsement', { workflowId, taskQueue: 'nobody' }),
      );
      await Promise.all(transactions);
      expect(await take('endorsement:a')).toMatchObject({ answer: { isGranted: true } });
      expect(await take('endorsement:b')).toMatchObject({
        answer: { isGranted: false, holder: 'endorsement:a' },
      });
      expect((await handle.query(termQuery)).waitingFor).toContain('endorsement:a');
      const waiting = await recordWhen(input, ({ turn }) => turn.queue.length === 2);
      // Its end has come: what would be next is not kept back by it.
      expect(waiting.nextDeadline).toBeNull();
      await giveBack('endorsement:a');
      await giveBack('endorsement:b');
      expect(keysOf(await settle(input, 'startFlatCancellation'))).toEqual([]);
      const record = await handle.result();
      expect(record.status).toBe('expired');
    });
  });

  it('stays correct through thousands of payments, over continue-as-new', async () => {
    const billing = new InMemoryBilling();
    const input = aTerm();
    const count = 5_000;
    await withTermWorkers(env, billing, async () => {
      await bind(
        billing,
        input,
        bound({
          event: { ...bound().event, rule: { kind: 'fixed', amountCents: count * 100 } },
        }),
      );
      // In waves, as they come: a flood without a pause would keep the workflow from continuing as new.
      for (let first = 0; first < count; first += 250) {
        const wave = Array.from({ length: 250 }, (_, index) => `p${first + index}`);
        for (const ids of [wave.slice(0, 125), wave.slice(125), wave.slice(0, 25)]) {
          await Promise.all(
            ids.map((id) => handleOf(input).signal(paymentReceivedSignal, money(input, id, 100))),
          );
        }
        await recordWhen(input, ({ paymentCount }) => paymentCount === first + 250);
      }
      const record = await untilAcknowledged(input);
      expect(record).toMatchObject({
        isConfirmed: true,
        paymentCount: count,
        arithmetic: { counted: count * 100, unapplied: 0 },
      });
      const { raw } = await handleOf(input).describe();
      expect(raw.workflowExecutionInfo?.firstRunId).not.toBe(
        raw.workflowExecutionInfo?.execution?.runId,
      );
      await handleOf(input).terminate();
    });
    expect(billing.calls.get('updateTermConfirmed')).toBe(1);
  }, 300_000);
});
