import type { AccountBooking } from '../../../src/ports/billing/accounts.js';
import type { BillingSystem } from '../../../src/ports/billing.js';
import type { NewPeriod } from '../../../src/ports/billing/periods.js';
import type { PeriodBooking } from '../../../src/ports/billing/changes.js';
import { aCharge } from '../../support/charges.js';

/** One call of the port with what goes over the wire for it. */
export interface KnownCall {
  /** As the document names the operation. */
  readonly operationId: string;
  /** As the port names it. */
  readonly method: keyof BillingSystem;
  readonly make: (billing: BillingSystem) => Promise<unknown>;
  /** What billing says to it. */
  readonly answer: object;
  /** What the port makes of the answer. */
  readonly value: unknown;
}

const USD = (amount: string): object => ({ amount, currency: 'USD' });
const TERM = { effectiveDate: '2027-02-01', expirationDate: '2028-02-01' };
const CHARGES = [
  aCharge({ amountCents: 500_007 }),
  aCharge({ kind: 'tax', name: 'surplusLinesTax', line: null, state: null, amountCents: -5 }),
];
/** What a caller may carry around in the same object; billing refuses members that it does not know. */
const EXTRA = { somethingOfTheCallers: 'SURPLUS-7' };

export const ACCOUNT: AccountBooking = {
  transactionId: 'new-business:portal:S-1:ensureAccount',
  accountNumber: 'ACC 1/ö',
  currency: 'USD',
  holder: {
    name: 'Wilhelmina Private',
    address: {
      line1: '77 Secret Lane',
      city: 'Dallas',
      state: 'TX',
      postalCode: '75001',
      country: 'USA',
    },
    phone: '+1 555 0100',
  },
  billingContact: {
    name: 'Accounts Payable',
    address: {
      line1: '1 Main Street',
      line2: 'Suite 2',
      city: 'Dallas',
      state: 'TX',
      postalCode: '75001',
      country: 'USA',
    },
    email: 'private@example.com',
  },
};

export const PERIOD: NewPeriod = {
  ...EXTRA,
  transactionId: 'new-business:portal:S-1:createPolicyPeriod',
  policyNumber: 'CGL/2027 #1?',
  termNumber: 1,
  accountNumber: 'ACC-1',
  term: { ...EXTRA, ...TERM },
  boundAt: '2027-01-15T10:00:00-06:00',
  jobNumber: 'new-business:portal:S-1',
  currency: 'USD',
  charges: CHARGES.map((charge) => ({ ...EXTRA, ...charge })),
  billingMethod: 'directBill',
  planCode: 'TEN',
  stream: { kind: 'new', invoicingPlanCode: 'MONTH_START' },
  producerCode: 'P-1',
  upFrontPayments: [{ paymentId: 'PAY-1', amountCents: 100, receivedAt: '2027-01-14T00:00:00Z' }],
  isTermConfirmed: false,
  notifyUponSufficientPayment: true,
};

const BOOKING: PeriodBooking = {
  ...EXTRA,
  transactionId: 'endorsement:CGL-1:R-1:bill',
  policyNumber: 'CGL-1',
  termNumber: 2,
  effectiveDate: '2027-08-01',
  jobNumber: 'endorsement:CGL-1:R-1',
  currency: 'USD',
  charges: CHARGES,
};

function outcome(transactionId: string): Pick<KnownCall, 'answer' | 'value'> {
  return {
    answer: {
      transactionId,
      outcome: 'executed',
      bookingId: 'BI-1',
      executedAt: '2027-01-15T16:00:01Z',
    },
    value: { outcome: 'executed', bookingId: 'BI-1' },
  };
}

/** Every method of the port, at least once. */
export const ALL_CALLS: readonly KnownCall[] = [
  {
    operationId: 'getBillingMethods',
    method: 'getBillingMethods',
    make: (billing) => billing.getBillingMethods({ producerCode: 'P-1', currency: 'USD' }),
    answer: { billingMethods: ['directBill', 'agencyBill'] },
    value: ['directBill', 'agencyBill'],
  },
  {
    operationId: 'getPaymentPlans',
    method: 'getPaymentPlans',
    make: (billing) =>
      billing.getPaymentPlans({
        ...EXTRA,
        term: TERM,
        currency: 'USD',
        charges: CHARGES,
        billingMethod: 'directBill',
      }),
    answer: {
      paymentPlans: [
        {
          planCode: 'TEN',
          name: 'Ten',
          downPaymentBasisPoints: 2500,
          installmentCount: 9,
          intervalMonths: 1,
          firstInvoice: USD('1250.01'),
          installment: USD('416.67'),
          total: USD('5000.07'),
        },
      ],
    },
    value: [
      {
        planCode: 'TEN',
        name: 'Ten',
        downPaymentBasisPoints: 2500,
        installmentCount: 9,
        intervalMonths: 1,
        firstInvoiceCents: 125_001,
        installmentCents: 41_667,
        totalCents: 500_007,
      },
    ],
  },
  {
    operationId: 'getInvoicingPlans',
    method: 'getInvoicingPlans',
    make: (billing) => billing.getInvoicingPlans({ currency: 'USD' }),
    answer: {
      invoicingPlans: [{ invoicingPlanCode: 'TERM_DAY', name: 'Term day', dueDayOfMonth: null }],
    },
    value: [{ invoicingPlanCode: 'TERM_DAY', name: 'Term day', dueDayOfMonth: null }],
  },
  {
    operationId: 'previewSchedule',
    method: 'previewSchedule',
    make: (billing) =>
      billing.previewSchedule({
        ...EXTRA,
        term: TERM,
        currency: 'USD',
        charges: CHARGES,
        planCode: 'FULL',
        invoicingPlanCode: 'TERM_DAY',
      }),
    answer: {
      items: [{ dueDate: '2027-02-01', kind: 'downPayment', money: USD('5000.02') }],
      total: USD('5000.02'),
      droppedCount: 1,
    },
    value: {
      items: [{ dueDate: '2027-02-01', kind: 'downPayment', amountCents: 500_002 }],
      totalCents: 500_002,
      droppedCount: 1,
    },
  },
  {
    operationId: 'getStatement',
    method: 'getStatement',
    make: (billing) => billing.getStatement({ policyNumber: 'CGL-1', termNumber: 1 }),
    answer: {
      policyNumber: 'CGL-1',
      termNumber: 1,
      currency: 'USD',
      charges: [
        {
          transactionId: 'T-1',
          kind: 'premium',
          name: 'premium',
          line: 'general-liability',
          state: 'TX',
          money: USD('5000.07'),
        },
      ],
      invoiced: USD('5000.07'),
      payments: [{ paymentId: 'PAY-1', money: USD('1250.01') }],
    },
    value: {
      charges: [
        {
          transactionId: 'T-1',
          kind: 'premium',
          name: 'premium',
          line: 'general-liability',
          state: 'TX',
          amountCents: 500_007,
        },
      ],
      invoicedCents: 500_007,
      payments: [{ paymentId: 'PAY-1', amountCents: 125_001 }],
    },
  },
  {
    operationId: 'listPeriods',
    method: 'listPeriods',
    make: (billing) => billing.listPeriods('CGL-0 0001'),
    answer: { terms: [{ policyNumber: 'CGL-1', termNumber: 1 }], next: null },
    value: { periods: [{ policyNumber: 'CGL-1', termNumber: 1 }], next: null },
  },
  {
    operationId: 'getPeriodInfo',
    method: 'getPeriodInfo',
    make: (billing) => billing.getPeriodInfo({ policyNumber: 'CGL-1', termNumber: 1 }),
    answer: {
      policyNumber: 'CGL-1',
      termNumber: 1,
      accountNumber: 'ACC-1',
      term: TERM,
      currency: 'USD',
      billingMethod: 'agencyBill',
      planCode: 'TEN',
      streamId: 'IS-1',
      producerCode: 'P-1',
      status: 'cancelled',
      cancelledOn: '2027-08-01',
      isTermConfirmed: true,
      firstInvoice: USD('0.07'),
      charged: USD('-12.30'),
      received: USD('99999999999.99'),
      unapplied: USD('0.00'),
      pastDue: USD('1.00'),
    },
    value: {
      policyNumber: 'CGL-1',
      termNumber: 1,
      accountNumber: 'ACC-1',
      term: TERM,
      currency: 'USD',
      billingMethod: 'agencyBill',
      planCode: 'TEN',
      streamId: 'IS-1',
      producerCode: 'P-1',
      status: 'cancelled',
      cancelledOn: '2027-08-01',
      isTermConfirmed: true,
      firstInvoiceCents: 7,
      chargedCents: -1230,
      receivedCents: 9_999_999_999_999,
      unappliedCents: 0,
      pastDueCents: 100,
    },
  },
  {
    operationId: 'getAccount',
    method: 'accountExists',
    make: (billing) => billing.accountExists({ accountNumber: 'ACC 1/ö' }),
    answer: { accountNumber: 'ACC 1/ö', currency: 'USD' },
    value: true,
  },
  {
    operationId: 'getInvoiceStreams',
    method: 'getInvoiceStreams',
    make: (billing) => billing.getInvoiceStreams({ accountNumber: 'ACC-1' }),
    answer: {
      invoiceStreams: [
        { streamId: 'IS-1', name: 'One', invoicingPlanCode: 'OWN-1', currency: 'USD' },
      ],
    },
    value: [{ streamId: 'IS-1', name: 'One', invoicingPlanCode: 'OWN-1', currency: 'USD' }],
  },
  {
    operationId: 'createAccount',
    method: 'createAccount',
    make: (billing) => billing.createAccount({ ...EXTRA, ...ACCOUNT }),
    ...outcome(ACCOUNT.transactionId),
  },
  {
    operationId: 'updateAccount',
    method: 'updateAccount',
    make: (billing) => billing.updateAccount({ ...EXTRA, ...ACCOUNT }),
    ...outcome(ACCOUNT.transactionId),
  },
  {
    operationId: 'createPolicyPeriod',
    method: 'createPolicyPeriod',
    make: (billing) => billing.createPolicyPeriod(PERIOD),
    ...outcome(PERIOD.transactionId),
  },
  {
    operationId: 'renewPolicyPeriod',
    method: 'renewPolicyPeriod',
    make: (billing) =>
      billing.renewPolicyPeriod({
        ...PERIOD,
        stream: { kind: 'existing', streamId: 'IS-1' },
        priorTerm: null,
      }),
    ...outcome(PERIOD.transactionId),
  },
  {
    operationId: 'renewPolicyPeriod',
    method: 'renewPolicyPeriod',
    make: (billing) =>
      billing.renewPolicyPeriod({
        ...PERIOD,
        termNumber: 2,
        stream: { kind: 'newPlan', name: 'Own', dueDayOfMonth: null },
        priorTerm: { ...EXTRA, policyNumber: PERIOD.policyNumber, termNumber: 1 },
      }),
    ...outcome(PERIOD.transactionId),
  },
  {
    operationId: 'rewritePolicyPeriod',
    method: 'rewritePolicyPeriod',
    make: (billing) =>
      billing.rewritePolicyPeriod({
        ...PERIOD,
        replacedTerm: { ...EXTRA, policyNumber: 'CGL-0', termNumber: 1 },
      }),
    ...outcome(PERIOD.transactionId),
  },
  {
    operationId: 'issuePolicyChange',
    method: 'issuePolicyChange',
    make: (billing) =>
      billing.issuePolicyChange({ ...BOOKING, charges: [], description: 'no amount' }),
    ...outcome(BOOKING.transactionId),
  },
  {
    operationId: 'issuePolicyChange',
    method: 'issuePolicyChange',
    make: (billing) =>
      billing.issuePolicyChange({
        ...BOOKING,
        description: 'everything',
        baseState: 'TX',
        term: { ...EXTRA, ...TERM },
        primaryInsuredName: 'Wilhelmina Private',
        producerCode: 'P-2',
      }),
    ...outcome(BOOKING.transactionId),
  },
  {
    operationId: 'cancelPolicyPeriod',
    method: 'cancelPolicyPeriod',
    make: (billing) =>
      billing.cancelPolicyPeriod({
        ...BOOKING,
        method: 'proRata',
        reason: 'nonPayment',
        holdInvoices: false,
      }),
    ...outcome(BOOKING.transactionId),
  },
  {
    operationId: 'issueReinstatement',
    method: 'issueReinstatement',
    make: (billing) => billing.issueReinstatement(BOOKING),
    ...outcome(BOOKING.transactionId),
  },
  {
    operationId: 'updateTermConfirmed',
    method: 'updateTermConfirmed',
    make: (billing) =>
      billing.updateTermConfirmed({
        ...EXTRA,
        transactionId: 'policy-term:CGL-1:1:confirm',
        policyNumber: 'CGL-1',
        termNumber: 1,
        isTermConfirmed: true,
      }),
    ...outcome('policy-term:CGL-1:1:confirm'),
  },
];

/** A call of that method. */
export function callOf(method: keyof BillingSystem): KnownCall {
  const found = ALL_CALLS.find((call) => call.method === method);
  if (!found) throw new Error(`no call of ${method}`);
  return found;
}

export function isBooking({ value }: KnownCall): boolean {
  return typeof value === 'object' && value !== null && 'bookingId' in value;
}
