import { randomUUID } from 'node:crypto';
import { WorkflowNotFoundError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPolicyTerm } from '../../src/domain/policy-term/state.js';
import {
  confirmTermSignal,
  paymentReceivedSignal,
} from '../../src/workflows/policy-term/messages.js';
import {
  aBind,
  aCancellation,
  aClaim,
  aPayment,
  accepted,
  CANCELLATION,
} from '../domain/policy-term/policy-terms.js';
import { type Answer, KEYS, codeOf, errorsOf } from './running-app.js';
import { inMs, leftBehind, type RunningTerms, runTerms } from './running-terms.js';
import { signed } from './signing.js';
import { WORKFLOW_TASK_QUEUE } from '../../src/workflows/task-queues.js';
import { policyTermId } from '../../src/domain/workflow-ids.js';

const NOTHING_TO_PAY = { rule: { kind: 'fixed', amountCents: 0 } } as const;
const RECEIVED_AT = '2026-11-01T12:00:00Z';
/** Time enough, on a busy machine, for what a test says before the term ends. */
const ENDS_SOON_MS = 5_000;

describe('what billing says of a term', () => {
  let terms: RunningTerms;
  beforeAll(async () => {
    terms = await runTerms();
  });
  afterAll(() => terms[Symbol.asyncDispose]());

  const aPolicy = (): string => `P-${randomUUID()}`;
  const termOf = (policy: string) => `/api/policies/${encodeURIComponent(policy)}/terms/1`;
  const post = (path: string, body: object) => terms.app.send(path, { body, key: KEYS.billing });
  const pay = (policy: string, paymentId: string, amount: string, changes: object = {}) =>
    post(`${termOf(policy)}/payments`, {
      paymentId,
      amount,
      currency: 'USD',
      receivedAt: RECEIVED_AT,
      ...changes,
    });
  const confirm = (policy: string, transactionId = 'c1') =>
    post(`${termOf(policy)}/confirm`, { transactionId });
  const reverse = (policy: string, paymentId: string, transactionId = 'r1') =>
    post(`${termOf(policy)}/payments/${encodeURIComponent(paymentId)}/reverse`, {
      transactionId,
      reason: 'Returned by the bank',
    });
  const settle = (policy: string, taskId: string, key: string = KEYS.everything) =>
    terms.app.send(`${termOf(policy)}/settle`, {
      body: { taskId, by: 'ops', reason: 'Moved to another term' },
      key,
    });
  const look = (policy: string) => terms.app.send(termOf(policy));
  const isUnheardOf = async (policy: string) => {
    const error: unknown = await terms
      .handle(policy)
      .describe()
      .catch((thrown: unknown) => thrown);
    return error instanceof WorkflowNotFoundError;
  };

  function expectProblem(answer: Answer, status: number, problem: string, code?: string): void {
    expect([answer.status, codeOf(answer), answer.json['code']]).toEqual([status, problem, code]);
  }

  describe('when nothing is known of the term', () => {
    it('keeps money and says so', async () => {
      const policy = aPolicy();
      const answer = await pay(policy, 'p1', '1494.50');
      expect(answer.status).toBe(202);
      expect(answer.json).toEqual({
        status: 'awaited',
        result: 'held',
        counted: '0.00',
        threshold: null,
        tolerance: null,
        shortfall: null,
        aboveThreshold: null,
        charged: null,
        unapplied: null,
        decision: 'undecided',
        rule: 'the term is not bound yet; money is kept and counted when it is bound',
      });
    });

    it('A58: names the policy that a mis-spelt number resembles, in the answer and to a person', async () => {
      const policy = aPolicy();
      await terms.bind(policy);
      const [meant, misspelt] = [policy, policy.toLowerCase().replaceAll('-', '')];
      await expect
        .poll(async () => (await pay(misspelt, 'p1', '1494.50')).json['resembles'], {
          timeout: 20_000,
        })
        .toEqual([meant]);
      expect((await pay(misspelt, 'p1', '1494.50')).json).toMatchObject({ result: 'held' });
      const confirmation = await confirm(misspelt);
      expectProblem(confirmation, 404, 'term-not-bound', 'termNotBound');
      expect(confirmation.json['detail']).toContain(meant);
      await expect
        .poll(async () => JSON.stringify((await look(misspelt)).json['tasks']), { timeout: 20_000 })
        .toContain(`resembles that of ${meant}`);
      const other = await confirm(`${misspelt.toUpperCase()}-`);
      expectProblem(other, 404, 'unknown-term');
      expect(other.json['detail']).toContain(meant);
    });

    it('starts nothing for a confirmation', async () => {
      const policy = aPolicy();
      expectProblem(await confirm(policy), 404, 'unknown-term');
      expectProblem(await look(policy), 404, 'unknown-term');
      expectProblem(await settle(policy, 'refund'), 404, 'unknown-term');
      expect(await isUnheardOf(policy)).toBe(true);
    });

    it('keeps a reversal that overtakes its payment', async () => {
      const policy = aPolicy();
      const kept = await reverse(policy, 'p1');
      expect([kept.status, kept.json['result']]).toEqual([202, 'reversalKept']);
      expect((await look(policy)).json).toMatchObject({ keptReversals: ['p1'], payments: [] });
      expect((await pay(policy, 'p1', '1494.50')).json['result']).toBe('killed');
      expect((await look(policy)).json).toMatchObject({ keptReversals: [] });
      await terms.bind(policy);
      expect((await look(policy)).json).toMatchObject({ status: 'unconfirmed' });
    });

    it('sends billing again that confirms by signal and by message before the bind', async () => {
      const policy = aPolicy();
      const message = { policyNumber: policy, termNumber: 1, transactionId: 'c1' };
      await terms.env.client.workflow.signalWithStart('policyTerm', {
        workflowId: policyTermId(policy, 1),
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [message],
        signal: confirmTermSignal,
        signalArgs: [message],
      });
      expectProblem(await confirm(policy), 404, 'term-not-bound', 'termNotBound');
      expect((await look(policy)).json['waitingFor']).toContain('billing has confirmed');
      await terms.bind(policy);
      expect((await confirm(policy)).json).toMatchObject({ result: 'confirmed' });
    });

    it('opens no term for money that is none', async () => {
      const policy = aPolicy();
      for (const amount of ['0.00', '-5.00']) {
        const answer = await pay(policy, 'p1', amount);
        expectProblem(answer, 422, 'amount-not-positive', 'amountNotPositive');
      }
      expect(await isUnheardOf(policy)).toBe(true);
    });
  });

  describe('when money came and nobody has bound the term', () => {
    it('refuses a confirmation as that of no term, and takes it once the term is bound', async () => {
      const policy = aPolicy();
      await pay(policy, 'p1', '800.00');
      expectProblem(await confirm(policy), 404, 'term-not-bound', 'termNotBound');
      await terms.bind(policy);
      const answer = await confirm(policy);
      expect(answer.status).toBe(200);
      expect(answer.json).toMatchObject({ result: 'confirmed', counted: '800.00' });
    });

    it('counts the money at the bind, without a resend', async () => {
      const policy = aPolicy();
      await pay(policy, 'p1', '1494.50');
      await terms.bind(policy);
      expect((await look(policy)).json).toMatchObject({ status: 'confirmed', isConfirmed: true });
    });

    it('lets a reversal overtake its payment', async () => {
      const policy = aPolicy();
      await pay(policy, 'p1', '1.00');
      const kept = await reverse(policy, 'p2');
      expect([kept.status, kept.json['result']]).toEqual([202, 'reversalKept']);
      const killed = await pay(policy, 'p2', '1494.50');
      expect([killed.status, killed.json['result']]).toEqual([200, 'killed']);
    });
  });

  describe('when the term is bound and unconfirmed', () => {
    it('counts money and lays out the arithmetic', async () => {
      const policy = aPolicy();
      await terms.bind(policy, { event: { toleranceCents: { USD: 100 } } });
      const short = await pay(policy, 'p1', '800.00');
      expect(short.status).toBe(200);
      expect(short.json).toEqual({
        status: 'unconfirmed',
        result: 'counted',
        counted: '800.00',
        threshold: '1494.50',
        tolerance: '1.00',
        shortfall: '694.50',
        aboveThreshold: '0.00',
        charged: '5244.50',
        unapplied: '0.00',
        decision: 'unconfirmed',
        rule: 'confirmed by 1494.50 (the first invoice with its one-time charges), less at most 1.00',
      });
      const enough = await pay(policy, 'p2', '693.50');
      expect(enough.json).toMatchObject({ decision: 'confirmed', shortfall: '1.00' });
      const over = await pay(policy, 'p3', '101.00');
      expect(over.json).toMatchObject({ result: 'counted', aboveThreshold: '100.00' });
    });

    it('answers a repeat as the first time, in whatever zone the moment is written', async () => {
      const policy = aPolicy();
      await terms.bind(policy);
      const first = await pay(policy, 'p1', '800.00');
      await pay(policy, 'p2', '100.00');
      const again = await pay(policy, 'p1', '800', {
        receivedAt: '2026-11-01T06:00:00.000-06:00',
        transactionId: 'another-message',
      });
      expect(again.json).toEqual(first.json);
    });

    it('refuses other content under the same id; the first stands', async () => {
      const policy = aPolicy();
      await terms.bind(policy);
      await pay(policy, 'p1', '800.00');
      expectProblem(await pay(policy, 'p1', '900.00'), 409, 'content-differs', 'contentDiffers');
      const later = await pay(policy, 'p1', '800.00', { receivedAt: '2026-11-02T12:00:00Z' });
      expectProblem(later, 409, 'content-differs', 'contentDiffers');
      expect((await look(policy)).json).toMatchObject({ money: { counted: '800.00' } });
    });

    it('parks money of another currency, and shows it', async () => {
      const policy = aPolicy();
      await terms.bind(policy);
      const answer = await pay(policy, 'p1', '1494.50', { currency: 'EUR' });
      expect([answer.status, answer.json['result']]).toEqual([202, 'parked']);
      const term = (await look(policy)).json;
      expect(term).toMatchObject({
        isConfirmed: false,
        payments: [{ paymentId: 'p1', amount: '1494.50', currency: 'EUR', place: 'parked' }],
      });
      expect(term['tasks']).toEqual([expect.objectContaining({ code: 'moneyParked' })]);
    });

    it('lists the terms with a task for a person, in pages', async () => {
      const tasked = [aPolicy(), aPolicy()];
      const quiet = aPolicy();
      for (const policy of [...tasked, quiet]) await terms.bind(policy);
      for (const policy of tasked) await pay(policy, 'p1', '1494.50', { currency: 'EUR' });
      const listed = async (needsAttention: string): Promise<unknown[]> => {
        const found: unknown[] = [];
        let next = '';
        do {
          const search = `needsAttention=${needsAttention}&pageSize=1${next}`;
          const { json } = await terms.app.send(`/api/terms?${search}`);
          const { items, nextCursor } = json as unknown as {
            items: { policyNumber: string }[];
            nextCursor: string | null;
          };
          found.push(...items.map(({ policyNumber }) => policyNumber));
          next = nextCursor === null ? '' : `&cursor=${nextCursor}`;
        } while (next !== '');
        return found;
      };
      const inTime = { timeout: 20_000 };
      await expect.poll(() => listed('true'), inTime).toEqual(expect.arrayContaining(tasked));
      await expect.poll(() => listed('false'), inTime).toContain(quiet);
      expect(await listed('true')).not.toContain(quiet);
      expect((await terms.app.send('/api/terms?cursor=AAAA')).status).toBe(400);
    });

    it('counts one payment that comes ten times at once', async () => {
      const policy = aPolicy();
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => pay(policy, 'p1', '800.00')),
      );
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect((await look(policy)).json['paymentCount']).toBe(1);
    });

    it('takes money out again, once', async () => {
      const policy = aPolicy();
      await terms.bind(policy);
      await pay(policy, 'p/1?#', '800.00');
      const answer = await reverse(policy, 'p/1?#');
      expect([answer.status, answer.json['result']]).toEqual([200, 'reversed']);
      expect(answer.json['counted']).toBe('0.00');
      expect((await reverse(policy, 'p/1?#')).json).toEqual(answer.json);
      const other = await reverse(policy, 'p/1?#', 'r2');
      expectProblem(other, 409, 'content-differs', 'contentDiffers');
    });

    it('refuses the confirmation of a term whose offer must be paid', async () => {
      const policy = aPolicy();
      await terms.bind(policy, { event: { flow: 'offer' } });
      expectProblem(await confirm(policy), 409, 'term-refused', 'wrongFlow');
    });
  });

  describe('when the term is confirmed', () => {
    it('answers the repeat of a confirmation as before, and another as one that changes nothing', async () => {
      const policy = aPolicy();
      await terms.bind(policy);
      const first = await confirm(policy);
      expect(first.json).toMatchObject({ result: 'confirmed', status: 'confirmed' });
      expect((await confirm(policy)).json).toEqual(first.json);
      expect((await confirm(policy, 'c2')).json['result']).toBe('alreadyConfirmed');
    });

    it('A12: shows money that is more than enough, as unapplied only what was not charged', async () => {
      const policy = aPolicy();
      await terms.bind(policy);
      const answer = await pay(policy, 'p1', '1600.00');
      const money = {
        counted: '1600.00',
        decision: 'confirmed',
        aboveThreshold: '105.50',
        unapplied: '0.00',
      };
      expect(answer.json).toMatchObject(money);
      expect((await look(policy)).json).toMatchObject({ isConfirmed: true, money });
    });

    it('A13: stays confirmed when money is taken back, and a person learns what is owed', async () => {
      const policy = aPolicy();
      await terms.bind(policy);
      await pay(policy, 'p1', '1494.50');
      const answer = await reverse(policy, 'p1');
      expect(answer.json).toMatchObject({ decision: 'confirmed', shortfall: '1494.50' });
      expect((await look(policy)).json).toMatchObject({
        status: 'confirmed',
        isConfirmed: true,
        money: { counted: '0.00' },
        tasks: [{ code: 'openMoney' }],
      });
    });

    it('counts a signed message once, however often it is replayed', async () => {
      const policy = aPolicy();
      await terms.bind(policy);
      const body = {
        policyNumber: policy,
        termNumber: 1,
        paymentId: 'p1',
        amount: '800.00',
        currency: 'USD',
        receivedAt: RECEIVED_AT,
      };
      const message = signed(body);
      const send = () => terms.app.send(`${termOf(policy)}/payments`, message);
      expect((await send()).json).toEqual((await send()).json);
      expect((await look(policy)).json).toMatchObject({ money: { counted: '800.00' } });
    });
  });

  describe('when the term is cancelled', () => {
    it('A14: keeps money for a person and refuses a confirmation', async () => {
      const policy = aPolicy();
      const minimum = { kind: 'share', basisPoints: 2_500 } as const;
      const shortRate = { method: 'shortRate90', minimum } as const;
      let { term } = accepted(newPolicyTerm(policy, 1), aBind());
      ({ term } = accepted(term, aClaim({ transaction: CANCELLATION, purpose: 'cancellation' })));
      ({ term } = accepted(term, aCancellation({ rescind: null, terms: shortRate })));
      await terms.carryOn(policy, leftBehind(term));
      expect((await look(policy)).json).toMatchObject({
        cancelledOn: '2025-06-11',
        lastChange: CANCELLATION,
        latestChangeFrom: '2025-06-11',
        returns: [{ method: 'shortRate90', minimumEarned: { share: '25.00%' } }],
      });
      const late = await pay(policy, 'p1', '1494.50');
      expect([late.status, late.json['result'], late.json['status']]).toEqual([
        202,
        'held',
        'cancelled',
      ]);
      expectProblem(await confirm(policy), 409, 'term-refused', 'termCancelled');
      expect((await look(policy)).json).toMatchObject({
        status: 'cancelled',
        isConfirmed: false,
        money: { counted: '0.00' },
        payments: [{ paymentId: 'p1', place: 'held' }],
        tasks: [{ code: 'lateMoney', due: '2025-07-11' }, { code: 'termCancelled' }],
      });
    });
  });

  describe('when the term is over', () => {
    it('A3: changes nothing, and still answers what it was', async () => {
      const policy = aPolicy();
      await terms.bind(policy, { endOfTerm: inMs(ENDS_SOON_MS) });
      await pay(policy, 'p1', '1494.50');
      await terms.handle(policy).result();
      expectProblem(await confirm(policy), 409, 'term-ended', 'termNotInForce');
      expectProblem(await settle(policy, 'openMoney'), 409, 'no-such-task');
      expect((await look(policy)).json).toMatchObject({
        status: 'expired',
        endedBy: null,
        isConfirmed: true,
        nextDeadline: null,
        waitingFor: null,
      });
    });

    it('A3: knows the money that it had, and keeps any other', async () => {
      const policy = aPolicy();
      await terms.bind(policy, { endOfTerm: inMs(ENDS_SOON_MS) });
      const first = await pay(policy, 'p1', '1000.00');
      await terms.handle(policy).signal(paymentReceivedSignal, {
        paymentId: 'by-signal',
        policyNumber: policy,
        termNumber: 1,
        currency: 'USD',
        amountCents: 494_50,
        receivedAt: RECEIVED_AT,
      });
      await terms.handle(policy).result();
      expect((await pay(policy, 'p1', '1000.00')).json).toEqual(first.json);
      const repeat = await pay(policy, 'by-signal', '494.50');
      expect(repeat.status).toBe(200);
      expect(repeat.json).toMatchObject({ result: 'counted', counted: '1494.50' });
      expectProblem(await pay(policy, 'p1', '1.00'), 409, 'content-differs', 'contentDiffers');
      const late = await pay(policy, 'p2', '5.00');
      expect([late.status, late.json['result'], late.json['status']]).toEqual([
        202,
        'held',
        'expired',
      ]);
      expect((await pay(policy, 'p1', '1000.00')).json).toEqual(first.json);
      expect((await look(policy)).json).toMatchObject({
        status: 'expired',
        isConfirmed: true,
        paymentCount: 3,
        tasks: [{ id: 'lateMoney:p2', code: 'lateMoney' }],
      });
      expectProblem(await confirm(policy), 409, 'term-ended', 'termNotInForce');
      expect((await settle(policy, 'lateMoney:p2')).json).toMatchObject({ tasks: [] });
      expect(await terms.handle(policy).result()).toMatchObject({ paymentCount: 3 });
      expect((await pay(policy, 'p2', '5.00')).json).toEqual(late.json);
    });

    it('A3: keeps what several say at once of a term that has ended', async () => {
      const policy = aPolicy();
      await terms.bind(policy, { endOfTerm: inMs(500), event: NOTHING_TO_PAY });
      await terms.handle(policy).result();
      const ids = ['p1', 'p2', 'p3', 'p4'];
      const kept = await Promise.all(ids.map((id) => reverse(policy, id, `r-${id}`)));
      expect(kept.map(({ status }) => status)).toEqual(ids.map(() => 202));
      expect((await look(policy)).json).toMatchObject({ status: 'expired', keptReversals: ids });
      await terms.handle(policy).result();
      expect((await pay(policy, 'p1', '5.00')).json['result']).toBe('killed');
    });

    it('A3: files money that is taken back after the end, and repeats what it had answered', async () => {
      const policy = aPolicy();
      await terms.bind(policy, { endOfTerm: inMs(ENDS_SOON_MS) });
      const confirmed = await confirm(policy);
      await pay(policy, 'p1', '1494.50');
      await terms.handle(policy).result();
      expect((await confirm(policy)).json).toEqual(confirmed.json);
      const reversed = await reverse(policy, 'p1');
      expect([reversed.status, reversed.json['result']]).toEqual([200, 'reversed']);
      expect((await look(policy)).json).toMatchObject({
        status: 'expired',
        tasks: [{ id: 'delinquency' }],
      });
      await settle(policy, 'delinquency');
      await terms.handle(policy).result();
      expect((await reverse(policy, 'p1')).json).toEqual(reversed.json);
    });

    it('was never there to the business when nobody bound it', async () => {
      const policy = aPolicy();
      const { term } = accepted(newPolicyTerm(policy, 1), aPayment({ policyNumber: policy }));
      const openedAt = inMs(-2 * 86_400_000);
      await terms.carryOn(policy, { ...leftBehind(term), bound: null, openedAt });
      await expect.poll(async () => (await look(policy)).json['status']).toBe('closed');
      expect((await look(policy)).json).toMatchObject({
        effectiveDate: null,
        tasks: [{ id: 'refund' }],
      });
      expectProblem(await confirm(policy), 404, 'term-not-bound', 'termNotBound');
      await settle(policy, 'refund');
      await terms.handle(policy).result();
      expectProblem(await confirm(policy), 404, 'term-not-bound', 'termNotBound');
    });

    describe('because somebody ended it in Temporal', () => {
      const says: Readonly<Record<string, (policy: string) => Promise<Answer>>> = {
        'money that it had counted': (policy) => pay(policy, 'p1', '1000.00'),
        'other money': (policy) => pay(policy, 'p2', '5.00'),
        'money that is taken back': (policy) => reverse(policy, 'p1'),
        'a confirmation': (policy) => confirm(policy),
      };

      it.each(Object.keys(says))(
        'A67: goes on from what it knew, bind and all, at %s',
        async (what) => {
          const policy = aPolicy();
          await terms.bind(policy);
          const first = await pay(policy, 'p1', '1000.00');
          await terms.handle(policy).terminate();
          expect((await look(policy)).json).toMatchObject({
            status: 'unconfirmed',
            endedBy: 'operator',
          });
          expect((await says[what]?.(policy))?.status).toBe(200);
          expect((await pay(policy, 'p1', '1000.00')).json).toEqual(first.json);
          const enough = await pay(policy, 'p3', '5244.50');
          expect(enough.json).toMatchObject({ status: 'confirmed', result: 'counted' });
          const left = {
            'money that it had counted': '6244.50',
            'other money': '6249.50',
            'money that is taken back': '5244.50',
            'a confirmation': '6244.50',
          };
          expect((await look(policy)).json).toMatchObject({
            endedBy: null,
            isConfirmed: true,
            effectiveDate: '2027-02-01',
            money: { counted: left[what as keyof typeof left] },
          });
        },
      );

      it('A67: does not believe the answer that Temporal remembers of a confirmation', async () => {
        const policy = aPolicy();
        await terms.bind(policy);
        const first = await confirm(policy);
        await terms.handle(policy).terminate();
        expect((await confirm(policy)).json).toEqual(first.json);
        expect((await look(policy)).json).toMatchObject({ endedBy: null, isConfirmed: true });
      });

      it('A67: keeps what several say at once', async () => {
        const policy = aPolicy();
        await terms.bind(policy);
        await pay(policy, 'p0', '1.00');
        await terms.handle(policy).terminate();
        const ids = ['p0', 'p1', 'p2', 'p3', 'p0', 'p4'];
        const answers = await Promise.all(ids.map((id) => pay(policy, id, '1.00')));
        expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 200));
        expect((await look(policy)).json).toMatchObject({ money: { counted: '5.00' } });
      });

      it('A67: also when it was ended twice', async () => {
        const policy = aPolicy();
        await terms.bind(policy);
        for (const id of ['p1', 'p2', 'p3']) {
          await pay(policy, id, '1.00');
          await terms.handle(policy).terminate();
        }
        expect((await pay(policy, 'p2', '1.00')).json).toMatchObject({ result: 'counted' });
        expect((await look(policy)).json).toMatchObject({ money: { counted: '3.00' } });
      });
    });
  });

  describe('what cannot be a message', () => {
    it.each<[string, object]>([
      ['amount', { amount: 1494.5 }],
      ['amount', { amount: '1.234' }],
      ['amount', { amount: '1e3' }],
      ['amount', { amount: '1,494.50' }],
      ['amount', { amount: '123456789012.00' }],
      ['currency', { currency: 'usd' }],
      ['currency', { currency: 'JPY' }],
      ['receivedAt', { receivedAt: '2026-11-01T12:00:00' }],
      ['receivedAt', { receivedAt: '2027-02-30T12:00:00Z' }],
      ['receivedAt', { receivedAt: '9999-12-31T23:59:59-12:00' }],
      ['receivedAt', { receivedAt: '0000-01-01T00:00:00+12:00' }],
      ['receivedAt', { receivedAt: 0 }],
      ['paymentId', { paymentId: '' }],
      ['paymentId', { paymentId: 'two words' }],
      ['paymentId', { paymentId: 'nul\0' }],
      ['paymentId', { paymentId: 'x'.repeat(101) }],
      ['transactionId', { transactionId: 'x'.repeat(201) }],
      ['reason', { reason: 'of a reversal' }],
    ])('is refused by its field %s', async (field, changes) => {
      const policy = aPolicy();
      const answer = await pay(policy, 'p1', '1.00', changes);
      expectProblem(answer, 422, 'invalid-request');
      expect(errorsOf(answer).map((error) => error.field)).toEqual([field]);
      expect(await isUnheardOf(policy)).toBe(true);
    });

    it.each<[string, string?]>([
      ['P-1/terms/0'],
      ['P-1/terms/01'],
      ['P-1/terms/10000'],
      ['P-1/terms/-1'],
      ['P-1/terms/1.0'],
      ['P-1/terms/one'],
      ['%00/terms/1'],
      ["it's/terms/1"],
      ['%22/terms/1'],
      ['%20P/terms/1'],
      ['P%20/terms/1'],
      ['P%20%201/terms/1'],
      ['P%E2%80%8B-1/terms/1'],
      ['P%E2%80%931/terms/1'],
      ['P%C2%A01/terms/1'],
      ['%D0%A0-1/terms/1'],
      ['%F0%9F%91%8D/terms/1'],
      ['P%5C/terms/1'],
      ['a long policy number', `${'x'.repeat(61)}/terms/1`],
      ['a very long policy number', `${'x'.repeat(8_000)}/terms/1`],
    ])('is refused at the address of %s', async (label, name = label) => {
      for (const path of [`/api/policies/${name}/confirm`, `/api/policies/${name}`]) {
        const answer = await (path.endsWith('confirm')
          ? post(path, { transactionId: 'c1' })
          : terms.app.send(path));
        expectProblem(answer, 422, 'invalid-request');
      }
    });

    it('takes names that are only unusual', async () => {
      for (const policy of [
        'A/1',
        'A:1',
        '__proto__',
        'constructor',
        'CGL 1',
        '%zz',
        '..',
        '(1)',
      ]) {
        const name = `${policy}${randomUUID().slice(0, 8)}`;
        expect((await pay(name, '__proto__', '1.00')).status, name).toBe(202);
        expect((await look(name)).json['policyNumber']).toBe(name);
        expect((await look(name)).json).toMatchObject({ payments: [{ paymentId: '__proto__' }] });
      }
    });
  });

  describe('looking at policies', () => {
    it('lists the terms of a policy and no other policy', async () => {
      const policy = aPolicy();
      await terms.bind(policy);
      await pay(`${policy}:1`, 'p1', '1.00');
      await post(`/api/policies/${policy}/terms/2/payments`, {
        paymentId: 'p2',
        amount: '1.00',
        currency: 'USD',
        receivedAt: RECEIVED_AT,
      });
      const read = () => terms.app.send(`/api/policies/${policy}`);
      await expect
        .poll(async () => (await read()).json['terms'], { timeout: 10_000 })
        .toEqual([
          {
            termNumber: 1,
            status: 'unconfirmed',
            needsAttention: false,
            links: {
              self: `/api/policies/${policy}/terms/1`,
              temporalUi: expect.stringContaining('/workflows/policy-term') as string,
            },
            details: expect.objectContaining({
              effectiveDate: '2027-02-01',
              charged: { total: '5244.50', premium: '5000.00', taxes: '242.50', fees: '2.00' },
            }) as object,
          },
          expect.objectContaining({ termNumber: 2, status: 'awaited', needsAttention: true }),
        ]);
      expect((await read()).json).toMatchObject({
        isComplete: true,
        inForce: null,
        cover: [{ termNumber: 1, from: '2027-02-01', to: '2028-02-01' }],
        pending: [
          { termNumber: 1, transaction: null },
          { termNumber: 2, transaction: null },
        ],
        transactions: { open: [], closed: [] },
      });
      expectProblem(await terms.app.send(`/api/policies/${aPolicy()}`), 404, 'unknown-policy');
    });

    it('shows money, turn and what comes next', async () => {
      const policy = aPolicy();
      await terms.bind(policy);
      await pay(policy, 'p1', '800.00');
      await terms.handle(policy).executeUpdate('takeTurn', { args: [aClaim()] });
      const term = (await look(policy)).json;
      expect(term).toMatchObject({
        status: 'unconfirmed',
        effectiveDate: '2027-02-01',
        expirationDate: '2028-02-01',
        currency: 'USD',
        money: { counted: '800.00', shortfall: '694.50' },
        payments: [{ paymentId: 'p1', place: 'counted', isReversed: false }],
        turn: { holder: { transaction: aClaim().transaction }, queue: [] },
        nextDeadline: { what: 'paymentDeadline' },
        waitingFor: expect.stringContaining(aClaim().transaction) as string,
      });
    });

    it('says when billing has acknowledged the confirmation', async () => {
      const policy = aPolicy();
      await terms.bind(policy);
      await confirm(policy);
      await expect
        .poll(async () => (await look(policy)).json['isConfirmationAcknowledged'])
        .toBe(true);
    });

    it('needs the scope to read, as a message needs the scope to write', async () => {
      const policy = aPolicy();
      const message = { body: { transactionId: 'c1' }, key: KEYS.everything };
      const refused = [
        await terms.app.send(termOf(policy), { key: KEYS.billing }),
        await terms.app.send(`/api/policies/${policy}`, { key: KEYS.billing }),
        await terms.app.send(`${termOf(policy)}/confirm`, message),
      ];
      for (const answer of refused) expectProblem(answer, 403, 'missing-scope');
    });
  });
});

describe('a message while no worker answers', () => {
  it('is answered 503 in time, and counts once when it is sent again', async () => {
    await using terms = await runTerms({ hasWorkers: false });
    const path = '/api/policies/P-1/terms/1';
    const send = () =>
      terms.app.send(`${path}/payments`, {
        body: { paymentId: 'p1', amount: '1.00', currency: 'USD', receivedAt: RECEIVED_AT },
        key: KEYS.billing,
      });
    for (const answer of [await send(), await terms.app.send(path)]) {
      expect([answer.status, codeOf(answer)]).toEqual([503, 'worker-unavailable']);
      expect(answer.headers.get('Retry-After')).toBe('5');
    }
    await expect
      .poll(async () => (await terms.app.send('/api/policies/P-1')).json)
      .toMatchObject({
        isComplete: false,
        inForce: null,
        terms: [{ termNumber: 1, details: null }],
      });
    terms.startWorkers();
    await expect.poll(async () => (await send()).status, { timeout: 20_000 }).toBe(202);
    const term = await terms.app.send(path);
    expect(term.json).toMatchObject({ paymentCount: 1 });
    await terms.env.client.workflow.getHandle(policyTermId('P-1', 1)).terminate();
  });
});
