import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BillingPeriod, BillingState } from '../support/billing-sandbox-admin.js';
import { temporalAddress, temporalEnvironment } from '../support/temporal.js';
import type { TestProcess } from '../support/test-process.js';
import { ownRequest, type Request } from './own-request.js';
import { isCompleted, wholeSystem, type Answer, type WholeSystem } from './whole-system.js';

const LIMIT_MS = 120_000;
const BIND = 'BindQuoteWithInstallment';
/** A quarter of the premium of 5000.00, which plan TEN asks for first. */
const FIRST_INVOICE = '1250.00';

/** A term as the API answers it, as far as the tests look. */
interface Term {
  readonly status: string;
  readonly isConfirmed: boolean;
  readonly isConfirmationAcknowledged: boolean;
  readonly money: Readonly<Record<string, string | null>>;
  readonly payments: readonly { readonly paymentId: string; readonly place: string }[];
}

/** A call of Bindery to either side. */
interface Call {
  readonly side: 'IMS' | 'billing';
  readonly operation: string;
  readonly at: string;
}

describe('a submission and its billing, all processes', { timeout: LIMIT_MS }, () => {
  let env: TestWorkflowEnvironment;
  let system: WholeSystem;
  let api: TestProcess;

  beforeAll(async () => {
    env = await temporalEnvironment();
    system = await wholeSystem({ address: temporalAddress(), namespace: env.namespace ?? '' });
    [api] = await Promise.all([
      system.startApi(),
      system.startSandbox(),
      system.startWorker(),
      system.startBilling(),
    ]);
  });
  afterAll(async () => {
    await system.close();
    await env.teardown();
  });
  beforeEach(async () => {
    await system.admin.disarm();
    await system.billing.disarm();
  });

  /** The calls from here on, of both sides, in the order in which they came. */
  async function watchCalls(): Promise<() => Promise<readonly Call[]>> {
    const [ims, billing] = [await system.admin.lastCall(), await system.billing.lastCall()];
    return async () => {
      const calls: Call[] = [
        ...(await system.admin.calls(ims)).map((call) => ({ ...call, side: 'IMS' as const })),
        ...(await system.billing.calls(billing)).map((call) => ({
          ...call,
          side: 'billing' as const,
        })),
      ];
      return calls.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
    };
  }
  const billingCalls = (calls: readonly Call[]): readonly string[] =>
    calls.filter(({ side }) => side === 'billing').map(({ operation }) => operation);
  const among = (calls: readonly Call[], ...operations: readonly string[]): readonly string[] =>
    calls.map(({ operation }) => operation).filter((name) => operations.includes(name));

  async function begin(request: Request): Promise<string> {
    const { status, body } = await system.post('/api/submissions', request);
    expect(status).toBe(202);
    return body.id;
  }
  const look = async (id: string): Promise<Answer> =>
    (await system.get(`/api/transactions/${encodeURIComponent(id)}`)).body;
  const termOf = async (policyNumber: string): Promise<Term> =>
    (await system.get<Term>(`/api/policies/${policyNumber}/terms/1`)).body;
  async function untilTerm(policyNumber: string, isSo: (term: Term) => boolean): Promise<Term> {
    for (;;) {
      const term = await termOf(policyNumber);
      if (isSo(term)) return term;
      await pause(50);
    }
  }
  const periodOf = ({ periods }: BillingState, policyNumber: string): BillingPeriod | undefined =>
    periods.find((period) => period.policyNumber === policyNumber);
  const callbacksOf = ({ callbacks }: BillingState, policyNumber: string) =>
    callbacks
      .filter(({ content }) => content.policyNumber === policyNumber)
      .map(({ content, status, attempts, lastAnswer }) => ({
        kind: content.kind,
        status,
        attempts,
        lastAnswer,
      }));
  const bookingsOf = ({ bookings }: BillingState, workflowId: string): readonly string[] =>
    bookings
      .filter(({ transactionId }) => transactionId.startsWith(`${workflowId}/`))
      .map(({ operation }) => operation);

  /** The routes of the API that billing called, without the first so many. */
  async function heardOfBilling(without: number): Promise<readonly string[]> {
    const lines = (await api.log()).split('\n').filter((line) => line.startsWith('{'));
    return lines
      .map((line) => JSON.parse(line) as { clientName?: string; route?: string })
      .filter(({ clientName }) => clientName === 'billing')
      .map(({ route }) => route ?? '')
      .slice(without);
  }

  describe.each([
    { protocol: 'rest', route: '/api/policies/:policyNumber/terms/:termNumber/confirm' },
    { protocol: 'soap', route: '/soap/PolicyRenewalAPI' },
  ])('with confirmTerm over $protocol', ({ protocol, route }) => {
    const choices = { method: 'directBill', paymentPlan: 'TEN', invoicingPlan: 'MID_MONTH' };
    const request = ownRequest('general-liability', { billing: choices });
    let callsSince: () => Promise<readonly Call[]>;
    let id: string;
    let first: Answer;
    let policyNumber: string;

    beforeAll(() => system.billing.changePolicySide({ protocol, reportPayments: false }));

    it('settles method, plans and invoices once the premium is known, before the bind', async () => {
      callsSince = await watchCalls();
      const before = await system.admin.lastCall();
      await system.admin.arm({ operation: BIND, kind: 'late', when: 'before', delayMs: 1_500 });
      id = await begin(request);
      await system.admin.untilCalled(before, ({ operation }) => operation === BIND);
      const quoted = await look(id);
      expect(quoted).toMatchObject({ policyNumber: null, premium: '5000.00' });
      expect(quoted.billing).toMatchObject({
        method: 'directBill',
        paymentPlan: 'TEN',
        invoicingPlan: 'MID_MONTH',
        firstInvoice: FIRST_INVOICE,
        bookingId: null,
      });
      expect(quoted.billing?.schedule.map(({ amount }) => amount)).toEqual([
        FIRST_INVOICE,
        ...Array.from({ length: 8 }, () => '416.66'),
        '416.72',
      ]);
      expect(billingCalls(await callsSince()).toSorted()).toEqual([
        'getBillingMethods',
        'getInvoicingPlans',
        'getPaymentPlans',
        'previewSchedule',
      ]);
      expect((await system.billing.state()).accounts).not.toContainEqual(
        expect.objectContaining({ accountNumber: quoted.billing?.accountNumber }),
      );
    });

    it('makes account, stream and term in billing after the bind, unconfirmed', async () => {
      first = await system.untilSo(id, isCompleted);
      policyNumber = String(first.policyNumber);
      const calls = await callsSince();
      const story = ['AddPremium', 'getBillingMethods', 'getPaymentPlans', 'previewSchedule', BIND];
      const told = ['getAccount', 'createAccount', 'getInvoiceStreams', 'createPolicyPeriod'];
      expect(among(calls, ...story, ...told)).toEqual([...story, ...told]);
      expect(among(calls, 'AddPremium', 'getInvoicingPlans', BIND)).toEqual([
        'AddPremium',
        'getInvoicingPlans',
        BIND,
      ]);
      const booked = await system.billing.state();
      const period = periodOf(booked, policyNumber);
      expect(period).toMatchObject({
        termNumber: 1,
        accountNumber: first.billing?.accountNumber,
        boundAt: first.steps.find(({ name }) => name === 'bind')?.finishedAt,
        jobNumber: id,
        billingMethod: 'directBill',
        planCode: 'TEN',
        isTermConfirmed: false,
        notification: 'waiting',
        charged: '5000.00',
        firstInvoice: FIRST_INVOICE,
        received: '0.00',
      });
      const invoices = period?.invoices.map(({ dueDate, amount }) => ({ dueDate, amount }));
      expect(invoices).toEqual(
        first.billing?.schedule.map(({ dueDate, amount }) => ({ dueDate, amount })),
      );
      expect(booked.streams.find(({ streamId }) => streamId === period?.streamId)).toMatchObject({
        accountNumber: first.billing?.accountNumber,
        plan: { invoicingPlanCode: 'MID_MONTH' },
      });
      expect(bookingsOf(booked, id)).toEqual(['createAccount', 'createPolicyPeriod']);
      expect(callbacksOf(booked, policyNumber)).toEqual([]);
      expect(await termOf(policyNumber)).toMatchObject({
        status: 'unconfirmed',
        isConfirmed: false,
        money: { threshold: FIRST_INVOICE, counted: '0.00', shortfall: FIRST_INVOICE },
      });
    });

    it('confirms the term on both sides when the first invoice is paid, and not a cent before', async () => {
      const heardBefore = (await heardOfBilling(0)).length;
      await system.billing.pay({ policyNumber, termNumber: 1, amount: '1249.99' });
      const short = await system.billing.state();
      expect(periodOf(short, policyNumber)).toMatchObject({ isSufficient: false });
      expect(callbacksOf(short, policyNumber)).toEqual([]);
      await system.billing.pay({ policyNumber, termNumber: 1, amount: '0.01' });
      const paid = await system.billing.untilSo(
        (state) => periodOf(state, policyNumber)?.isTermConfirmed === true,
      );

      expect(periodOf(paid, policyNumber)).toMatchObject({
        isSufficient: true,
        received: FIRST_INVOICE,
      });
      const delivered = await system.billing.untilSo((state) =>
        callbacksOf(state, policyNumber).every(({ status }) => status === 'delivered'),
      );
      expect(callbacksOf(delivered, policyNumber)).toEqual([
        { kind: 'confirmTerm', status: 'delivered', attempts: 1, lastAnswer: 'HTTP 200' },
      ]);
      expect(bookingsOf(delivered, `policy-term:${policyNumber}:1`)).toEqual([
        'updateTermConfirmed',
      ]);
      expect(
        await untilTerm(
          policyNumber,
          ({ isConfirmationAcknowledged }) => isConfirmationAcknowledged,
        ),
      ).toMatchObject({ status: 'confirmed', isConfirmed: true });
      expect(billingCalls(await callsSince()).at(-1)).toBe('updateTermConfirmed');
      expect(await heardOfBilling(heardBefore)).toEqual([route]);
    });

    it('adds a second policy of the account to the account and stream that are there', async () => {
      callsSince = await watchCalls();
      const { insured } = request;
      const posted = await begin(ownRequest('general-liability', { insured, billing: choices }));
      const second = await system.untilSo(posted, isCompleted);
      expect(second.billing?.accountNumber).toBe(first.billing?.accountNumber);
      const names = billingCalls(await callsSince());
      expect(names.slice(-3)).toEqual(['getAccount', 'getInvoiceStreams', 'createPolicyPeriod']);
      expect(names).not.toContain('createAccount');
      const state = await system.billing.state();
      const { accountNumber } = first.billing ?? {};
      const ofAccount = <T extends { readonly accountNumber: string }>(rows: readonly T[]) =>
        rows.filter((row) => row.accountNumber === accountNumber);
      expect(ofAccount(state.accounts)).toHaveLength(1);
      expect(ofAccount(state.streams)).toHaveLength(1);
      expect(ofAccount(state.periods)).toHaveLength(2);
    });
  });

  it('A4: counts money that came before the bind, by policy and by transaction, without a resend', async () => {
    await system.billing.changePolicySide({ protocol: 'rest', reportPayments: true });
    await system.admin.arm({ operation: BIND, kind: 'unavailable', when: 'before', count: 1_000 });
    const before = await system.admin.lastCall();
    const id = await begin(ownRequest());
    await system.admin.untilCalled(before, ({ operation }) => operation === BIND);
    const policyNumber = nextPolicyNumber((await system.admin.state()).quotes);

    await system.billing.pay({
      policyNumber,
      termNumber: 1,
      amount: '700.00',
      paymentId: 'BY-POLICY',
    });
    await system.billing.pay({ jobNumber: id, amount: '550.00', paymentId: 'BY-JOB' });
    const early = await system.billing.untilSo((state) =>
      callbacksOf(state, policyNumber).some(({ status }) => status === 'delivered'),
    );
    // Money for a transaction has no term yet at which it could be told.
    expect(callbacksOf(early, policyNumber)).toEqual([
      { kind: 'paymentReceived', status: 'delivered', attempts: 1, lastAnswer: 'HTTP 202' },
    ]);
    expect(await termOf(policyNumber)).toMatchObject({
      status: 'awaited',
      isConfirmed: false,
      payments: [{ paymentId: 'BY-POLICY', place: 'held' }],
    });
    expect(await look(id)).toMatchObject({ policyNumber: null });

    await system.admin.disarm();
    expect((await system.untilSo(id, isCompleted)).policyNumber).toBe(policyNumber);
    const term = await untilTerm(
      policyNumber,
      ({ isConfirmationAcknowledged, payments }) =>
        isConfirmationAcknowledged && payments.length === 2,
    );
    expect(term).toMatchObject({
      status: 'confirmed',
      money: { counted: FIRST_INVOICE, shortfall: '0.00', unapplied: '0.00' },
    });
    const settled = await system.billing.untilSo((state) =>
      callbacksOf(state, policyNumber).every(({ status }) => status === 'delivered'),
    );
    expect(periodOf(settled, policyNumber)).toMatchObject({
      isTermConfirmed: true,
      received: FIRST_INVOICE,
      unapplied: '0.00',
    });
    const payments = callbacksOf(settled, policyNumber).filter(
      ({ kind }) => kind === 'paymentReceived',
    );
    expect(payments.map(({ attempts }) => attempts)).toEqual([1, 1]);
  });

  it('books and confirms once though answers are lost and callbacks come twice and out of order', async () => {
    await system.billing.changePolicySide({ protocol: 'rest', reportPayments: true });
    const before = await system.billing.lastCall();
    const lost = ['createAccount', 'createPolicyPeriod', 'updateTermConfirmed'];
    for (const operation of lost)
      await system.billing.arm({ operation, kind: 'drop', when: 'after' });
    await system.billing.armCallbacks({ callback: 'paymentReceived', kind: 'outOfOrder' });
    await system.billing.armCallbacks({ callback: 'confirmTerm', kind: 'twice' });
    const id = await begin(ownRequest());
    const { policyNumber } = await system.untilSo(id, isCompleted);
    const name = String(policyNumber);
    await system.billing.pay({ policyNumber: name, termNumber: 1, amount: '800.00' });
    await system.billing.pay({ policyNumber: name, termNumber: 1, amount: '450.00' });
    const settled = await system.billing.untilSo((state) => {
      const told = callbacksOf(state, name);
      return told.length === 4 && told.every(({ status }) => status === 'delivered');
    });
    expect(bookingsOf(settled, id)).toEqual(['createAccount', 'createPolicyPeriod']);
    const term = await untilTerm(name, (found) => found.isConfirmationAcknowledged);
    expect(term).toMatchObject({ status: 'confirmed', money: { counted: FIRST_INVOICE } });
    const after = await system.billing.state();
    expect(periodOf(after, name)).toMatchObject({ isTermConfirmed: true, received: FIRST_INVOICE });
    expect(bookingsOf(after, `policy-term:${name}:1`)).toEqual(['updateTermConfirmed']);
    const calls = await system.billing.calls(before);
    const dropped = calls.filter(({ outcome }) => outcome === 'dropped');
    expect(dropped.map(({ operation }) => operation)).toEqual(lost);
  });
});

/** What the policy system will call the next policy of the line: it counts. */
function nextPolicyNumber(quotes: readonly { readonly policyNumber: string | null }[]): string {
  const last =
    quotes
      .map(({ policyNumber }) => policyNumber ?? '')
      .toSorted()
      .at(-1) ?? '';
  const [line, year, number] = last.split('-');
  return [line, year, String(Number(number) + 1).padStart(6, '0')].join('-');
}
