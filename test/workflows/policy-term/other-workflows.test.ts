import { WithStartWorkflowOperation, type WorkflowHandle } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TermChangeSteps } from '../../../src/activities/term-change-steps.js';
import type { policyTerm } from '../../../src/workflows/index.js';
import { sealed } from '../../../src/workflows/policy-term/carried.js';
import {
  paymentNotSharedSignal,
  paymentSharedSignal,
  recordPaymentUpdate,
  reversePaymentUpdate,
  settleTaskUpdate,
  changeUpdate,
  termBoundUpdate,
  termQuery,
  type PaymentReceived,
  type PolicyTermInput,
} from '../../../src/workflows/policy-term/messages.js';
import type { TransactionEvent } from '../../../src/domain/policy-term/events.js';
import type { PaymentLedger } from '../../../src/domain/ledger/state.js';
import { aTermBound, type BilledTermBound } from '../../support/bound-terms.js';
import { carriedBy } from '../../support/carried-term.js';
import { temporalEnvironment } from '../../support/temporal.js';
import { withTermWorkers } from '../../support/term-workers.js';
import { WillingBilling } from '../../support/willing-billing.js';
import { searchAttributes } from '../../../src/workflows/search-attributes.js';
import { WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import { policyTermId } from '../../../src/domain/workflow-ids.js';

const DAY_MS = 86_400_000;
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();

/** A ledger with one payment that is postdated, which falls due so soon. */
function dueIn(ms: number, ledger: PaymentLedger): PaymentLedger {
  const receivedAtMs = Date.now() + ms;
  return {
    ...ledger,
    payments: ledger.payments.map((payment) => ({ ...payment, receivedAtMs })),
    postdated: ledger.postdated.map(({ paymentId }) => ({ paymentId, receivedAtMs })),
  };
}

describe('a term and the workflows beside it', () => {
  let env: TestWorkflowEnvironment;
  let lastPolicy = 0;
  let paymentId: string;
  let shared: string;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  beforeEach(() => {
    paymentId = `PAY-2027-after-${lastPolicy}`;
    shared = `samePayment:${paymentId}`;
  });

  const aPolicy = (): string => {
    lastPolicy += 1;
    return `CGL-2027-${String(lastPolicy).padStart(6, '0')}`;
  };
  const nameOf = (policyNumber: string) => ({ policyNumber, termNumber: 1 });
  const handleOf = (policyNumber: string): WorkflowHandle<typeof policyTerm> =>
    env.client.workflow.getHandle<typeof policyTerm>(policyTermId(policyNumber, 1));
  const starting = (policyNumber: string, input: Partial<PolicyTermInput> = {}) =>
    new WithStartWorkflowOperation<typeof policyTerm>('policyTerm', {
      workflowId: policyTermId(policyNumber, 1),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [{ indexPauseMs: 3_000, ...input } as PolicyTermInput],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  const bind = (policyNumber: string, parts: Partial<BilledTermBound> = {}) =>
    env.client.workflow.executeUpdateWithStart(termBoundUpdate, {
      args: [aTermBound({ paymentDeadline: inMs(DAY_MS), endOfTerm: inMs(DAY_MS), ...parts })],
      startWorkflowOperation: starting(policyNumber),
    });
  const pay = (policyNumber: string, parts: Partial<PaymentReceived> = {}) =>
    env.client.workflow.executeUpdateWithStart(recordPaymentUpdate, {
      args: [
        {
          ...nameOf(policyNumber),
          paymentId,
          currency: 'USD',
          amountCents: 149_450,
          receivedAt: '2026-11-01T12:00:00Z',
          ...parts,
        },
      ],
      startWorkflowOperation: starting(policyNumber),
    });
  const takeBack = (policyNumber: string) =>
    handleOf(policyNumber).executeUpdate(reversePaymentUpdate, {
      args: [{ ...nameOf(policyNumber), paymentId, reason: 'NSF', transactionId: 'R-1' }],
    });
  const textOf = async (policyNumber: string, task: string) =>
    (await handleOf(policyNumber).query(termQuery)).tasks.find(({ key }) => key === task)?.text;
  const settle = (policyNumber: string, task: string) =>
    handleOf(policyNumber).executeUpdate(settleTaskUpdate, {
      args: [{ task, by: 'Pat', reason: 'done' }],
    });
  const eventually = <T>(look: () => Promise<T>) =>
    expect.poll(look, { timeout: 60_000, interval: 200 });
  const asked = (policyNumber: string, about: string) =>
    eventually(() => textOf(policyNumber, shared)).toContain(about);
  /** It has looked whether others have its payments. */
  const compared = (policyNumber: string) =>
    eventually(async () => (await carriedBy(handleOf(policyNumber))).newPayments).toEqual([]);
  const untold = async (policyNumber: string) => (await carriedBy(handleOf(policyNumber))).notices;
  const end = (...policyNumbers: string[]) =>
    Promise.all(policyNumbers.map((policyNumber) => handleOf(policyNumber).terminate()));
  const running = (scenario: () => Promise<void>, instead?: Partial<TermChangeSteps>) =>
    withTermWorkers(env, new WillingBilling(), scenario, instead);

  it('A59: a payment that two policies have is told to a person at both', async () => {
    const [one, other] = [aPolicy(), aPolicy()];
    await running(async () => {
      for (const policy of [one, other]) {
        await bind(policy);
        await pay(policy);
        await pay(policy, { paymentId: `own-${policy}` });
      }
      await asked(one, other);
      await asked(other, one);
      expect((await handleOf(one).query(termQuery)).tasks).toHaveLength(1);
      await end(one, other);
    });
  }, 120_000);

  it('A68: once the money is taken back at one policy, nobody is asked at the other', async () => {
    const [first, second] = [aPolicy(), aPolicy()];
    await running(async () => {
      await bind(first);
      await pay(first);
      await compared(first);
      await bind(second);
      await pay(second);
      // The one that was told first hears of the other from it.
      await asked(first, second);
      await asked(second, first);
      await takeBack(second);
      expect(await textOf(second, shared)).toBeUndefined();
      await eventually(() => textOf(first, shared)).toBeUndefined();
      await end(first, second);
    });
  }, 120_000);

  it('A68: of three policies with a payment, two stay to be asked about when one gives it up', async () => {
    const [one, second, third] = [aPolicy(), aPolicy(), aPolicy()];
    await running(async () => {
      for (const policy of [one, second, third]) {
        await bind(policy);
        await pay(policy);
      }
      await asked(one, second);
      await asked(one, third);
      await asked(second, one);
      await takeBack(third);
      await eventually(() => textOf(one, shared)).not.toContain(third);
      expect(await textOf(one, shared)).toContain(second);
      await end(one, second, third);
    });
  }, 120_000);

  it('A68: a task that a person has settled stays settled when the other policy tells of it late', async () => {
    const [policy, other, third] = [aPolicy(), aPolicy(), aPolicy()];
    const tell = (term: string) =>
      handleOf(policy).signal(paymentSharedSignal, {
        paymentId,
        term: policyTermId(term, 1),
      });
    await running(async () => {
      await bind(policy);
      await pay(policy);
      await tell(other);
      await asked(policy, other);
      await settle(policy, shared);
      await tell(other);
      expect(await textOf(policy, shared)).toBeUndefined();
      await tell(third);
      await asked(policy, third);
      await end(policy);
    });
  });

  it('A68: a policy that tells of money which was taken back here meanwhile is told so', async () => {
    const [policy, other] = [aPolicy(), aPolicy()];
    const ofPolicy = { paymentId, term: policyTermId(policy, 1) };
    await running(async () => {
      await bind(policy);
      await pay(policy);
      await takeBack(policy);
      await bind(other);
      await pay(other);
      // As if it had found the payment here in an index that was behind.
      await handleOf(other).signal(paymentSharedSignal, ofPolicy);
      await asked(other, policy);
      await handleOf(policy).signal(paymentSharedSignal, {
        paymentId,
        term: policyTermId(other, 1),
      });
      await eventually(() => textOf(other, shared)).toBeUndefined();
      await end(policy, other);
    });
  });

  it('A68: a policy that has ended is named as such in the task of the one that lives', async () => {
    const [over, alive] = [aPolicy(), aPolicy()];
    await running(async () => {
      await bind(over);
      await pay(over);
      await compared(over);
      await end(over);
      await bind(alive);
      await pay(alive);
      await asked(alive, `${over}, term 1 (which has ended`);
      expect(await untold(alive)).toEqual([]);
      await end(alive);
    });
  }, 120_000);

  it('A68: what a run had yet to tell another policy is told by the next', async () => {
    const [policy, other] = [aPolicy(), aPolicy()];
    await running(async () => {
      await bind(policy);
      await pay(policy);
      await bind(other);
      await pay(other);
      const held = await carriedBy(handleOf(policy));
      await end(policy);
      const notice = { kind: 'paymentShared', to: policyTermId(other, 1), paymentId } as const;
      const carried = sealed({ ...held, newPayments: [], notices: [notice] });
      await env.client.workflow.start<typeof policyTerm>('policyTerm', {
        workflowId: policyTermId(policy, 1),
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [{ ...nameOf(policy), carried } as PolicyTermInput],
      });
      await asked(other, policy);
      await eventually(() => untold(policy)).toEqual([]);
      await handleOf(other).signal(paymentNotSharedSignal, {
        paymentId,
        term: policyTermId(policy, 1),
      });
      await eventually(() => textOf(other, shared)).toBeUndefined();
      await end(policy, other);
    });
  });

  it('A59: money of a time to come is compared once it falls due', async () => {
    const [policy, other] = [aPolicy(), aPolicy()];
    await running(async () => {
      await bind(policy);
      await pay(policy);
      await bind(other);
      const receivedAt = inMs(3 * DAY_MS);
      expect(await pay(other, { receivedAt })).toMatchObject({ answer: { result: 'postdated' } });
      await compared(policy);
      expect(await textOf(policy, shared)).toBeUndefined();
      const held = await carriedBy(handleOf(other));
      await end(other);
      // Three days later.
      const ledger = dueIn(1_000, held.term.ledger);
      const carried = sealed({ ...held, term: { ...held.term, ledger } });
      await env.client.workflow.start<typeof policyTerm>('policyTerm', {
        workflowId: policyTermId(other, 1),
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [{ ...nameOf(other), indexPauseMs: 1_000, carried } as PolicyTermInput],
      });
      await asked(other, policy);
      await asked(policy, other);
      await end(policy, other);
    });
  }, 120_000);

  it('A58: nobody is asked which policy was meant once the money has left', async () => {
    const policy = aPolicy();
    const wrong = policy.replaceAll('-', '');
    await running(async () => {
      await bind(policy);
      await eventually(
        async () => (await env.client.workflow.count(`PolicyNumber = '${policy}'`)).count,
      ).toBe(1);
      await pay(wrong);
      await eventually(() => textOf(wrong, 'resembles')).toContain(policy);
      await takeBack(wrong);
      expect(await textOf(wrong, 'resembles')).toBeUndefined();
      await end(policy, wrong);
    });
  }, 60_000);

  /** A transaction that runs, and of which only what it is told is looked at. */
  const aTransaction = (workflowId: string, policyNumber?: string) =>
    env.client.workflow.start('endorsement', {
      workflowId,
      taskQueue: 'nobody',
      typedSearchAttributes: new TypedSearchAttributes(
        policyNumber === undefined
          ? []
          : [
              { key: searchAttributes.transactionKind, value: 'endorsement' },
              { key: searchAttributes.policyNumber, value: policyNumber },
            ],
      ),
    });
  async function signalsOf(workflowId: string) {
    const { events } = await env.client.workflow.getHandle(workflowId).fetchHistory();
    return (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: told }) => {
      const data = told?.input?.payloads?.[0]?.data;
      return data
        ? { name: told.signalName, said: JSON.parse(Buffer.from(data).toString()) as unknown }
        : [];
    });
  }
  const toldTo = async (workflowId: string) =>
    (await signalsOf(workflowId)).map(({ name }) => name);

  describe('the turn', () => {
    const take = (policyNumber: string, transaction: string) =>
      handleOf(policyNumber).executeUpdate(changeUpdate('takeTurn'), {
        args: [
          {
            kind: 'takeTurn',
            id: `${transaction}/turn`,
            transaction,
            purpose: 'endorsement',
            effectiveDate: '2027-03-01',
          },
        ],
      });
    const giveBack = (policyNumber: string, transaction: string) =>
      handleOf(policyNumber).executeUpdate(changeUpdate('giveBackTurn'), {
        args: [{ kind: 'giveBackTurn', id: `${transaction}/back`, transaction }],
      });
    it('comes to the transaction that waited for it, and that is told', async () => {
      const policy = aPolicy();
      const [first, second] = [`endorsement:${policy}/1`, `endorsement:${policy}/2`];
      await running(async () => {
        const waiting = await aTransaction(second);
        await bind(policy);
        await take(policy, first);
        await take(policy, second);
        await giveBack(policy, first);
        await eventually(() => toldTo(second)).toEqual(['turnGranted']);
        expect((await handleOf(policy).query(termQuery)).turn.holder?.transaction).toBe(second);
        expect(await untold(policy)).toEqual([]);
        await waiting.terminate();
        await end(policy);
      });
    });

    it('never comes once the term has ended, and those that waited are told', async () => {
      const policy = aPolicy();
      const [first, second] = [`endorsement:${policy}/1`, `endorsement:${policy}/2`];
      await running(async () => {
        const waiting = await aTransaction(second);
        await bind(policy, { endOfTerm: inMs(3_000) });
        await take(policy, first);
        await eventually(
          async () => (await handleOf(policy).query(termQuery)).turn.queue.length,
        ).toBe(1);
        await take(policy, second);
        await giveBack(policy, first);
        await eventually(() => toldTo(second)).toEqual(['turnRefused']);
        await waiting.terminate();
        await end(policy);
      });
    });

    it('A69: goes on when the transaction to which it comes does not run any more', async () => {
      const policy = aPolicy();
      const [first, gone, next] = [1, 2, 3].map((no) => `endorsement:${policy}/${no}`) as [
        string,
        string,
        string,
      ];
      await running(async () => {
        const waiting = await aTransaction(next);
        await bind(policy);
        for (const transaction of [first, gone, next]) await take(policy, transaction);
        await giveBack(policy, first);
        await eventually(() => toldTo(next)).toEqual(['turnGranted']);
        expect((await handleOf(policy).query(termQuery)).turn.holder?.transaction).toBe(next);
        expect(await textOf(policy, `turnNotTaken:${gone}`)).toContain(gone);
        await waiting.terminate();
        await end(policy);
      });
    });
  });

  describe('a cancellation', () => {
    const tell = async (policyNumber: string, event: TransactionEvent) => {
      const reply = await handleOf(policyNumber).executeUpdate(changeUpdate(event.kind), {
        args: [event],
      });
      expect(reply.outcome).toBe('answered');
    };
    const cancellationOf = (policyNumber: string) => `cancellation:${policyNumber}:C-1`;
    const rescind = { deadline: '2026-12-01T06:00:00Z', pastDueCents: 41_666 };
    const announced = (transaction: string): TransactionEvent => ({
      kind: 'cancellationPending',
      id: 'pending',
      transaction,
      effectiveDate: '2027-06-11',
      rescind,
    });
    /** The events by which a term is cancelled. */
    const booked = (transaction: string): readonly TransactionEvent[] => [
      {
        kind: 'takeTurn',
        id: 'take',
        transaction,
        purpose: 'cancellation',
        effectiveDate: '2027-06-11',
      },
      {
        kind: 'cancelled',
        id: 'cancelled',
        transaction,
        effectiveDate: '2027-06-11',
        charges: [],
        terms: { method: 'proRata', minimum: null },
        rescind,
        lateMoneyDue: '2027-07-11',
      },
      { kind: 'giveBackTurn', id: 'back', transaction },
    ];
    const openTasks = async (policyNumber: string) =>
      (await handleOf(policyNumber).query(termQuery)).tasks.map(({ key }) => key);

    it('that is pending hears that enough money was received in time', async () => {
      const policy = aPolicy();
      const transaction = cancellationOf(policy);
      await running(async () => {
        const cancellation = await aTransaction(transaction);
        await bind(policy);
        await tell(policy, announced(transaction));
        await pay(policy, { amountCents: 41_666 });
        await eventually(() => signalsOf(transaction)).toEqual([
          {
            name: 'rescind',
            said: {
              id: `rescind:${paymentId}`,
              receivedAt: '2026-11-01T12:00:00.000Z',
              receivedCents: 41_666,
            },
          },
        ]);
        expect(await openTasks(policy)).toEqual([]);
        await cancellation.terminate();
        await end(policy);
      });
    });

    it('A76: that does not run any more is a task once enough money was received, until it is taken back', async () => {
      const policy = aPolicy();
      const transaction = cancellationOf(policy);
      await running(async () => {
        await bind(policy);
        await tell(policy, announced(transaction));
        await pay(policy, { amountCents: 41_666 });
        await eventually(() => textOf(policy, 'rescindCancellation')).toContain(
          `${transaction} does not run any more`,
        );
        await takeBack(policy);
        expect(await openTasks(policy)).toEqual([]);
        await end(policy);
      });
    });

    it('that is booked is told to the endorsements of the policy, and to no others', async () => {
      const [policy, other] = [aPolicy(), aPolicy()];
      const [first, second] = [1, 2].map((no) => `endorsement:${policy}:E-${no}`) as [
        string,
        string,
      ];
      const elsewhere = `endorsement:${other}:E-1`;
      await running(async () => {
        const transactions = [
          await aTransaction(first, policy),
          await aTransaction(second, policy),
          await aTransaction(elsewhere, other),
        ];
        const query = `TransactionKind = 'endorsement' AND PolicyNumber IN ('${policy}', '${other}')`;
        await eventually(async () => (await env.client.workflow.count(query)).count).toBe(3);
        await bind(policy);
        for (const event of booked(cancellationOf(policy))) await tell(policy, event);
        const told = {
          name: 'termCancelled',
          said: { ...nameOf(policy), effectiveDate: '2027-06-11' },
        };
        for (const one of [first, second]) await eventually(() => signalsOf(one)).toEqual([told]);
        expect(await signalsOf(elsewhere)).toEqual([]);
        expect(await openTasks(policy)).toEqual([]);
        for (const transaction of transactions) await transaction.terminate();
        await end(policy);
      });
    });

    it.each(['that is under way', 'that is just being started'])(
      'has a reinstatement called off %s when the money for it is taken back',
      async (when) => {
        const policy = aPolicy();
        const reinstatement = `reinstatement:${policy}:term-1-paymentInTime-1`;
        const isUnderWay = when === 'that is under way';
        let isAsked = false;
        let begin = (): void => undefined;
        const begun = new Promise<null>((resolve) => {
          begin = () => {
            resolve(null);
          };
        });
        const startReinstatement = () => {
          isAsked = true;
          return isUnderWay ? Promise.resolve(null) : begun;
        };
        await running(
          async () => {
            const started = await aTransaction(reinstatement);
            await bind(policy);
            for (const event of booked(cancellationOf(policy))) await tell(policy, event);
            await pay(policy, { amountCents: 41_666 });
            await eventually(() => Promise.resolve(isAsked)).toBe(true);
            const open = async () => (await carriedBy(handleOf(policy))).errands;
            if (isUnderWay) await eventually(open).toEqual([]);
            await takeBack(policy);
            begin();
            await eventually(() => toldTo(reinstatement)).toEqual(['calledOff']);
            expect(await openTasks(policy)).toEqual([]);
            await started.terminate();
            await end(policy);
          },
          { startReinstatement },
        );
      },
    );
  });
});
