import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SystemRejection } from '../../src/ports/call-errors.js';
import type { AccountBooking } from '../../src/ports/billing/accounts.js';
import type { BillingSystem } from '../../src/ports/billing.js';
import type { PeriodKey } from '../../src/ports/billing/booking.js';
import type { NewPeriod } from '../../src/ports/billing/periods.js';
import type { PeriodsPage } from '../../src/ports/billing/statements.js';
import type { PeriodBooking } from '../../src/ports/billing/changes.js';
import { aCharge } from '../support/charges.js';

/** A billing system to be held to the port, with what the suite must know about its set-up. */
export interface BillingSystemUnderTest {
  readonly billing: BillingSystem;
  /** A producer whose agents may collect, and one whose agents may not. */
  readonly producers: { readonly withAgencyBill: string; readonly withoutAgencyBill: string };
  close(): Promise<void>;
}

const TERM = { effectiveDate: '2027-02-01', expirationDate: '2028-02-01' };
const NEXT_TERM = { effectiveDate: '2028-02-01', expirationDate: '2029-02-01' };
/** 5,000.07 of premium, 100.00 of fee: down payment of a quarter is 1,250.01 (rounded down) and the fee. */
const CHARGES = [
  aCharge({ amountCents: 500_007 }),
  aCharge({ kind: 'fee', name: 'policyFee', amountCents: 10_000 }),
];

let lastNumber = 0;

/** A name that nothing else has. */
function fresh(prefix: string): string {
  lastNumber += 1;
  return `${prefix}-${lastNumber}`;
}

function anAccount(change: Partial<AccountBooking> = {}): AccountBooking {
  return {
    transactionId: fresh('contract:account'),
    accountNumber: fresh('ACC & "Sons"/Łódź'),
    currency: 'USD',
    holder: {
      name: 'Zażółć & Sons',
      address: {
        line1: '1 Main Street',
        city: 'Dallas',
        state: 'TX',
        postalCode: '75001',
        country: 'USA',
      },
    },
    ...change,
  };
}

/** What every implementation of the port does, whatever it talks to. */
export function describeBillingSystem(
  name: string,
  start: () => Promise<BillingSystemUnderTest>,
): void {
  describe(`the billing system ${name}`, () => {
    let under: BillingSystemUnderTest;
    let billing: BillingSystem;

    beforeAll(async () => {
      under = await start();
      billing = under.billing;
    });
    afterAll(() => under.close());

    async function openAccount(): Promise<string> {
      const account = anAccount();
      await billing.createAccount(account);
      return account.accountNumber;
    }

    function aPeriod(accountNumber: string, change: Partial<NewPeriod> = {}): NewPeriod {
      return {
        transactionId: fresh('contract:period'),
        policyNumber: fresh('CGL/2027'),
        termNumber: 1,
        accountNumber,
        term: TERM,
        boundAt: '2027-01-15T10:00:00-06:00',
        jobNumber: fresh('new-business:contract'),
        currency: 'USD',
        charges: CHARGES,
        billingMethod: 'directBill',
        planCode: 'TEN',
        stream: { kind: 'new', invoicingPlanCode: 'MONTH_START' },
        producerCode: under.producers.withAgencyBill,
        upFrontPayments: [],
        isTermConfirmed: false,
        notifyUponSufficientPayment: true,
        ...change,
      };
    }

    async function openPeriod(change: Partial<NewPeriod> = {}): Promise<NewPeriod> {
      const period = aPeriod(await openAccount(), change);
      await billing.createPolicyPeriod(period);
      return period;
    }

    function on(
      { policyNumber, termNumber }: NewPeriod,
      effectiveDate: string,
      premiumCents: number,
    ): PeriodBooking {
      return {
        transactionId: fresh('contract:booking'),
        policyNumber,
        termNumber,
        effectiveDate,
        jobNumber: fresh('job'),
        currency: 'USD',
        charges: premiumCents === 0 ? [] : [aCharge({ amountCents: premiumCents })],
      };
    }
    const cancelled = { method: 'proRata', reason: 'insuredRequest', holdInvoices: true } as const;

    async function refusalOf(
      work: Promise<unknown>,
    ): Promise<{ code: string | null; field: unknown }> {
      const error: unknown = await work.then(
        () => 'nothing was refused',
        (reason: unknown) => reason,
      );
      if (!(error instanceof SystemRejection)) throw new Error('no rejection', { cause: error });
      expect(error.reason).not.toBe('');
      expect(error.remedy).not.toBe('');
      return { code: error.code, field: error.field };
    }

    describe('before a bind', () => {
      it('offers agency bill only where the producer of record has it', async () => {
        const { withAgencyBill, withoutAgencyBill } = under.producers;
        const methodsOf = (producerCode: string) =>
          billing.getBillingMethods({ producerCode, currency: 'USD' });
        expect(await methodsOf(withAgencyBill)).toEqual(['directBill', 'agencyBill']);
        expect(await methodsOf(withoutAgencyBill)).toEqual(['directBill']);
        expect(await refusalOf(methodsOf('nobody'))).toEqual({
          code: 'producerUnknown',
          field: 'producerCode',
        });
      });

      it('offers payment plans with what they mean for the charges, largest first invoice first', async () => {
        const plans = await billing.getPaymentPlans({
          term: TERM,
          currency: 'USD',
          charges: CHARGES,
          billingMethod: 'directBill',
        });
        expect(plans).toEqual([
          {
            planCode: 'FULL',
            name: expect.any(String) as string,
            downPaymentBasisPoints: 10_000,
            installmentCount: 0,
            intervalMonths: 12,
            firstInvoiceCents: 510_007,
            installmentCents: 0,
            totalCents: 510_007,
          },
          {
            planCode: 'TWO',
            name: expect.any(String) as string,
            downPaymentBasisPoints: 5000,
            installmentCount: 1,
            intervalMonths: 6,
            firstInvoiceCents: 260_003,
            installmentCents: 250_004,
            totalCents: 510_007,
          },
          {
            planCode: 'TEN',
            name: expect.any(String) as string,
            downPaymentBasisPoints: 2500,
            installmentCount: 9,
            intervalMonths: 1,
            firstInvoiceCents: 135_001,
            installmentCents: 41_667,
            totalCents: 510_007,
          },
        ]);
      });

      it.each([[[]], [[100_000, -100_000]]])(
        'offers no instalments where no premium is to be spread: %j',
        async (premiums: readonly number[]) => {
          const [fee] = CHARGES.filter(({ kind }) => kind === 'fee');
          const [premium] = CHARGES.filter(({ kind }) => kind === 'premium');
          if (!fee || !premium) throw new Error('the charges have both');
          const rows = premiums.map((amountCents) => ({ ...premium, amountCents }));
          const plans = await billing.getPaymentPlans({
            term: TERM,
            currency: 'USD',
            charges: [...rows, fee],
            billingMethod: 'directBill',
          });
          expect(plans).toMatchObject([
            { planCode: 'FULL', installmentCount: 0, firstInvoiceCents: fee.amountCents },
          ]);
        },
      );

      it('previews invoices that sum to the charges, on the due day of the invoicing plan', async () => {
        const preview = (invoicingPlanCode?: string) =>
          billing.previewSchedule({
            term: TERM,
            currency: 'USD',
            charges: CHARGES,
            planCode: 'TEN',
            ...(invoicingPlanCode === undefined ? {} : { invoicingPlanCode }),
          });
        const usual = await preview();
        expect(usual.totalCents).toBe(510_007);
        expect(usual.droppedCount).toBe(0);
        expect(usual.items).toHaveLength(10);
        expect(usual.items[0]).toEqual({
          dueDate: '2027-02-01',
          kind: 'downPayment',
          amountCents: 135_001,
        });
        expect(usual.items[9]).toEqual({
          dueDate: '2027-11-01',
          kind: 'installment',
          amountCents: 41_670,
        });
        expect((await preview('MONTH_START')).items[1]?.dueDate).toBe('2027-03-01');
        expect(await refusalOf(preview('NONE'))).toEqual({
          code: 'invoicingPlanUnknown',
          field: 'invoicingPlanCode',
        });
      });

      it('lists invoicing plans, the usual one first', async () => {
        const [usual, ...others] = await billing.getInvoicingPlans({ currency: 'USD' });
        expect(usual).toMatchObject({ invoicingPlanCode: 'TERM_DAY', dueDayOfMonth: null });
        expect(others.map(({ dueDayOfMonth }) => dueDayOfMonth)).toContain(1);
      });

      it('does not know what was never booked', async () => {
        const accountNumber = fresh('nobody');
        expect(await billing.accountExists({ accountNumber })).toBe(false);
        expect(await billing.getInvoiceStreams({ accountNumber })).toEqual([]);
        expect(
          await billing.getPeriodInfo({ policyNumber: fresh('none'), termNumber: 1 }),
        ).toBeNull();
      });
    });

    describe('an account', () => {
      it('is created once, and a repeat says so', async () => {
        const account = anAccount();
        const { accountNumber } = account;
        const first = await billing.createAccount(account);
        expect(first).toMatchObject({ outcome: 'executed' });
        expect(await billing.createAccount(account)).toEqual({
          ...first,
          outcome: 'alreadyExecuted',
        });
        expect(await billing.accountExists({ accountNumber })).toBe(true);
      });

      it('that another transaction made is no failure', async () => {
        const account = anAccount();
        await billing.createAccount(account);
        const other = { ...account, transactionId: fresh('contract:other') };
        expect(await billing.createAccount(other)).toEqual({ outcome: 'accountExists' });
      });

      it('can get another billing contact', async () => {
        const account = anAccount();
        const change = {
          ...account,
          transactionId: fresh('contract:change'),
          billingContact: { ...account.holder, name: 'Accounts Payable', email: 'ap@example.com' },
        };
        expect(await refusalOf(billing.updateAccount(change))).toEqual({
          code: 'accountUnknown',
          field: 'accountNumber',
        });
        await billing.createAccount(account);
        expect(await billing.updateAccount(change)).toMatchObject({ outcome: 'executed' });
        expect(await billing.updateAccount(change)).toMatchObject({ outcome: 'alreadyExecuted' });
      });
    });

    describe('a new term', () => {
      it('stands as it was booked', async () => {
        const period = await openPeriod({
          upFrontPayments: [
            { paymentId: fresh('PAY'), amountCents: 20_001, receivedAt: '2027-01-14T00:00:00Z' },
          ],
        });
        const { policyNumber, accountNumber } = period;
        const info = await billing.getPeriodInfo({ policyNumber, termNumber: 1 });
        const [stream] = await billing.getInvoiceStreams({ accountNumber });
        expect(info).toEqual({
          policyNumber,
          termNumber: 1,
          accountNumber,
          term: TERM,
          currency: 'USD',
          billingMethod: 'directBill',
          planCode: 'TEN',
          streamId: stream?.streamId,
          producerCode: period.producerCode,
          status: 'open',
          cancelledOn: null,
          isTermConfirmed: false,
          firstInvoiceCents: 135_001,
          chargedCents: 510_007,
          receivedCents: 20_001,
          unappliedCents: info?.unappliedCents,
          pastDueCents: info?.pastDueCents,
        });
      });

      it('is booked once, and a repeat says so whatever has happened since', async () => {
        const period = aPeriod(await openAccount());
        const first = await billing.createPolicyPeriod(period);
        expect(first.outcome).toBe('executed');
        await billing.cancelPolicyPeriod({ ...on(period, '2027-02-01', 0), ...cancelled });
        expect(await billing.createPolicyPeriod(period)).toEqual({
          ...first,
          outcome: 'alreadyExecuted',
        });
        const { accountNumber } = period;
        expect(await billing.getInvoiceStreams({ accountNumber })).toHaveLength(1);
      });

      it('stays as it is when its transaction id is used for another booking', async () => {
        const period = await openPeriod();
        const other = { ...period, planCode: 'FULL' };
        expect(await refusalOf(billing.createPolicyPeriod(other))).toEqual({
          code: 'contentDiffers',
          field: 'transactionId',
        });
        const confirmation = { ...period, isTermConfirmed: true as const };
        const refusal = await refusalOf(billing.updateTermConfirmed(confirmation));
        expect(refusal.code).toBe('contentDiffers');
        expect(await billing.getPeriodInfo(period)).toMatchObject({
          planCode: 'TEN',
          isTermConfirmed: false,
        });
      });

      it('is refused, and its transaction id not used up', async () => {
        const accountNumber = await openAccount();
        const period = aPeriod(accountNumber);
        const { withoutAgencyBill } = under.producers;
        const wrongs: [string, string, Partial<NewPeriod>][] = [
          ['accountUnknown', 'accountNumber', { accountNumber: fresh('nobody') }],
          ['planUnknown', 'planCode', { planCode: 'NONE' }],
          ['producerUnknown', 'producerCode', { producerCode: 'nobody' }],
          ['currencyMismatch', 'currency', { currency: 'EUR' }],
          ['streamUnknown', 'stream.streamId', { stream: { kind: 'existing', streamId: 'none' } }],
          [
            'invoicingPlanUnknown',
            'stream.invoicingPlanCode',
            { stream: { kind: 'new', invoicingPlanCode: 'NONE' } },
          ],
          [
            'agencyBillNotAllowed',
            'billingMethod',
            { producerCode: withoutAgencyBill, billingMethod: 'agencyBill' },
          ],
        ];
        for (const [code, field, change] of wrongs) {
          const refused = billing.createPolicyPeriod({ ...period, ...change });
          expect(await refusalOf(refused)).toEqual({ code, field });
        }
        expect(await billing.createPolicyPeriod(period)).toMatchObject({ outcome: 'executed' });
        const again = { ...period, transactionId: fresh('contract:again') };
        expect(await refusalOf(billing.createPolicyPeriod(again))).toEqual({
          code: 'periodExists',
          field: 'termNumber',
        });
      });

      it('can share a stream of its account, or have a plan of its own', async () => {
        const { accountNumber } = await openPeriod();
        const [stream] = await billing.getInvoiceStreams({ accountNumber });
        if (!stream) throw new Error('no stream');
        await billing.createPolicyPeriod(
          aPeriod(accountNumber, { stream: { kind: 'existing', streamId: stream.streamId } }),
        );
        expect(await billing.getInvoiceStreams({ accountNumber })).toEqual([stream]);
        await billing.createPolicyPeriod(
          aPeriod(accountNumber, {
            stream: { kind: 'newPlan', name: 'On the seventh', dueDayOfMonth: 7 },
          }),
        );
        const streams = await billing.getInvoiceStreams({ accountNumber });
        expect(streams).toHaveLength(2);
        expect(streams[0]).toEqual(stream);
      });

      it('is confirmed for good', async () => {
        const period = await openPeriod();
        const { policyNumber } = period;
        const confirmation = {
          transactionId: fresh('contract:confirmed'),
          policyNumber,
          termNumber: 1,
          isTermConfirmed: true as const,
        };
        expect(await billing.updateTermConfirmed(confirmation)).toMatchObject({
          outcome: 'executed',
        });
        expect(await billing.updateTermConfirmed(confirmation)).toMatchObject({
          outcome: 'alreadyExecuted',
        });
        expect(await billing.getPeriodInfo(period)).toMatchObject({ isTermConfirmed: true });
        const unknown = { ...confirmation, transactionId: fresh('contract'), termNumber: 9 };
        expect((await refusalOf(billing.updateTermConfirmed(unknown))).code).toBe('periodUnknown');
      });

      it('counts a payment told twice once, and refuses another one under its id', async () => {
        const payment = {
          paymentId: fresh('PAY'),
          amountCents: 5_000,
          receivedAt: '2027-01-14T00:00:00Z',
        };
        const { accountNumber } = await openPeriod({ upFrontPayments: [payment] });
        const other = aPeriod(accountNumber, {
          upFrontPayments: [{ ...payment, amountCents: 4_999 }],
        });
        expect((await refusalOf(billing.createPolicyPeriod(other))).code).toBe('paymentConflict');
      });
    });

    describe('a term in force', () => {
      it('is renewed, with or without a prior term that billing knows', async () => {
        const period = await openPeriod();
        const { policyNumber, accountNumber } = period;
        const renewal = {
          ...aPeriod(accountNumber, { policyNumber, termNumber: 2, term: NEXT_TERM }),
          priorTerm: { policyNumber, termNumber: 1 },
        };
        const unknown = { ...renewal, priorTerm: { policyNumber, termNumber: 9 } };
        expect((await refusalOf(billing.renewPolicyPeriod(unknown))).code).toBe(
          'priorPeriodUnknown',
        );
        expect(await billing.renewPolicyPeriod(renewal)).toMatchObject({ outcome: 'executed' });
        expect(await billing.renewPolicyPeriod(renewal)).toMatchObject({
          outcome: 'alreadyExecuted',
        });
        const conversion = { ...aPeriod(accountNumber), priorTerm: null };
        expect(await billing.renewPolicyPeriod(conversion)).toMatchObject({ outcome: 'executed' });
      });

      it('takes an endorsement with or without an amount', async () => {
        const period = await openPeriod();
        const additional = {
          ...on(period, '2027-08-01', 12_345),
          description: 'another vehicle',
        };
        expect(await billing.issuePolicyChange(additional)).toMatchObject({ outcome: 'executed' });
        expect(await billing.issuePolicyChange(additional)).toMatchObject({
          outcome: 'alreadyExecuted',
        });
        const { withoutAgencyBill } = under.producers;
        await billing.issuePolicyChange({
          ...on(period, '2027-08-01', 0),
          description: 'another producer',
          baseState: 'TX',
          term: { ...TERM, expirationDate: '2028-01-01' },
          primaryInsuredName: 'Someone Else',
          producerCode: withoutAgencyBill,
        });
        expect(await billing.getPeriodInfo(period)).toMatchObject({
          chargedCents: 522_352,
          term: { effectiveDate: '2027-02-01', expirationDate: '2028-01-01' },
          producerCode: withoutAgencyBill,
        });
        const outside = { ...on(period, '2029-01-01', 1), description: 'too late' };
        expect(await refusalOf(billing.issuePolicyChange(outside))).toEqual({
          code: 'dateOutsideTerm',
          field: 'effectiveDate',
        });
      });

      it('is cancelled, earlier still, and reinstated', async () => {
        const period = await openPeriod();
        const cancel = (effectiveDate: string, premiumCents: number) =>
          billing.cancelPolicyPeriod({ ...on(period, effectiveDate, premiumCents), ...cancelled });
        const reinstatement = on(period, '2027-06-01', 300_000);
        expect((await refusalOf(billing.issueReinstatement(reinstatement))).code).toBe(
          'periodNotCancelled',
        );
        await cancel('2027-08-01', -200_000);
        expect(await refusalOf(cancel('2027-09-01', -1))).toEqual({
          code: 'notEarlier',
          field: 'effectiveDate',
        });
        await cancel('2027-06-01', -100_000);
        expect(await billing.getPeriodInfo(period)).toMatchObject({
          status: 'cancelled',
          cancelledOn: '2027-06-01',
          chargedCents: 210_007,
        });
        const change = { ...on(period, '2027-03-01', 1), description: 'too late' };
        expect((await refusalOf(billing.issuePolicyChange(change))).code).toBe('periodCancelled');
        const tooEarly = { ...on(period, '2027-05-01', 0) };
        expect((await refusalOf(billing.issueReinstatement(tooEarly))).code).toBe(
          'dateOutsideTerm',
        );
        expect(await billing.issueReinstatement(reinstatement)).toMatchObject({
          outcome: 'executed',
        });
        expect(await billing.getPeriodInfo(period)).toMatchObject({
          status: 'open',
          cancelledOn: null,
          chargedCents: 510_007,
        });
      });

      it('is rewritten once it is cancelled', async () => {
        const period = await openPeriod();
        const { policyNumber, accountNumber } = period;
        const rewrite = (termNumber: number) => ({
          ...aPeriod(accountNumber),
          replacedTerm: { policyNumber, termNumber },
        });
        expect(await refusalOf(billing.rewritePolicyPeriod(rewrite(1)))).toEqual({
          code: 'replacedPeriodInForce',
          field: 'replacedTerm',
        });
        expect((await refusalOf(billing.rewritePolicyPeriod(rewrite(9)))).code).toBe(
          'replacedPeriodUnknown',
        );
        await billing.cancelPolicyPeriod({ ...on(period, '2027-02-01', -500_007), ...cancelled });
        expect(await billing.rewritePolicyPeriod(rewrite(1))).toMatchObject({
          outcome: 'executed',
        });
        expect(await billing.getPeriodInfo(period)).toMatchObject({ status: 'replaced' });
      });
    });

    describe('its books, for whoever compares them', () => {
      it('say of a term what each booking charged, what is invoiced, and which money is good', async () => {
        const money = { paymentId: fresh('PAY'), amountCents: 20_001 };
        const period = await openPeriod({
          upFrontPayments: [{ ...money, receivedAt: '2027-01-14T00:00:00Z' }],
        });
        const { transactionId } = period;
        const change = { ...on(period, '2027-08-01', 12_345), description: 'another vehicle' };
        await billing.issuePolicyChange(change);
        const statement = await billing.getStatement(period);
        const charged = statement?.charges.map((row) => [row.transactionId, row.amountCents]);
        expect(charged).toEqual([
          [transactionId, 500_007],
          [transactionId, 10_000],
          [change.transactionId, 12_345],
        ]);
        expect(statement).toMatchObject({ invoicedCents: 522_352, payments: [money] });
      });

      it('count what was returned, and say nothing of a term that is unknown', async () => {
        const period = await openPeriod();
        await billing.cancelPolicyPeriod({ ...on(period, '2027-02-01', -500_007), ...cancelled });
        expect(await billing.getStatement(period)).toMatchObject({
          invoicedCents: 10_000,
          payments: [],
        });
        const unknown = { policyNumber: fresh('none'), termNumber: 1 };
        expect(await billing.getStatement(unknown)).toBeNull();
      });

      it('list every term once, page by page', async () => {
        const { policyNumber, termNumber } = await openPeriod();
        const listed: unknown[] = [];
        let after: string | null = null;
        do {
          const page: PeriodsPage | null = await billing.listPeriods(after);
          listed.push(...(page?.periods ?? []));
          after = page?.next ?? null;
        } while (after !== null);
        const own = listed.filter((one) => (one as PeriodKey).policyNumber === policyNumber);
        expect(own).toMatchObject([{ policyNumber, termNumber }]);
      });
    });
  });
}
