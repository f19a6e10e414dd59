import type { Client } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import {
  createTermActivities,
  type BilledHandOver,
  type TermHandOver,
} from '../../src/activities/term-activities.js';
import { billedAmounts, firstInvoice } from '../../src/domain/billing/instalments.js';
import type { TermAnswer } from '../../src/domain/policy-term/events.js';
import type { BillingSystem } from '../../src/ports/billing.js';
import type { TermBound } from '../../src/workflows/policy-term/messages.js';
import { aCharge, BASE_CHARGES } from './charges.js';
import { aProductBilling } from './submissions.js';

const ACCOUNT_NUMBER = 'A-1';

/** Where everything that `bookTerm` books is billed, unless another one is named. */
export async function openAccount(
  billing: BillingSystem,
  accountNumber = ACCOUNT_NUMBER,
): Promise<void> {
  await billing.createAccount({
    transactionId: `${accountNumber}/account`,
    accountNumber,
    currency: 'USD',
    holder: {
      name: 'ABC Corporation',
      address: {
        line1: '123 Main Street',
        city: 'Dallas',
        state: 'TX',
        postalCode: '75201',
        country: 'USA',
      },
    },
  });
}

/** New policies under the plan TEN, numbered from 1, each with a premium of its own. */
export function newTerms(count: number): readonly BilledHandOver[] {
  return Array.from({ length: count }, (_, index) => {
    const policyNumber = `L-${index + 1}`;
    const plan = { downPaymentBasisPoints: 2_500, instalments: 9 };
    const [, ...oneTime] = BASE_CHARGES;
    const charges = [aCharge({ amountCents: 500_000 + index * 101 }), ...oneTime];
    return {
      transaction: `new-business:triton:${policyNumber}`,
      policyNumber,
      termNumber: 1,
      productKey: 'general-liability',
      state: 'TX',
      effectiveDate: '2027-02-01',
      expirationDate: '2028-02-01',
      boundAt: '2026-11-01T12:00:00Z',
      timeZone: 'America/Chicago',
      termTime: '00:01',
      product: aProductBilling(),
      flow: 'bindAndCancel',
      charges,
      plan,
      firstInvoiceCents: firstInvoice(billedAmounts(charges), plan),
      upFrontPayments: [],
      outagePatienceMs: 3_600_000,
    };
  });
}

/** Books a term in billing, as new business does it at the bind. */
export async function bookTerm(billing: BillingSystem, term: BilledHandOver): Promise<void> {
  const { policyNumber, termNumber, effectiveDate, expirationDate, charges, transaction } = term;
  await billing.createPolicyPeriod({
    transactionId: `${transaction}/createPolicyPeriod`,
    policyNumber,
    termNumber,
    accountNumber: ACCOUNT_NUMBER,
    term: { effectiveDate, expirationDate },
    boundAt: term.boundAt,
    jobNumber: transaction,
    currency: term.product.currency,
    charges,
    billingMethod: 'directBill',
    planCode: term.product.paymentPlan,
    stream: { kind: 'newPlan', name: 'monthly', dueDayOfMonth: null },
    producerCode: '4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad',
    upFrontPayments: [],
    isTermConfirmed: false,
    notifyUponSufficientPayment: true,
  });
}

/** Hands a bound term to its workflow, as new business does it. */
export function handOver(client: Client, term: TermHandOver): Promise<TermAnswer | null> {
  const steps = createTermActivities();
  return new MockActivityEnvironment({}, { client }).run(() => steps.handOverTerm(term));
}

/** A term that a billing system bills. */
export type BilledTermBound = TermBound & {
  readonly event: Exclude<TermBound['event'], { readonly flow: 'notBilled' }>;
};

/** What a transaction hands over with a first invoice of 1494.50; the reference's plan TEN. */
export function aTermBound(
  changes: Partial<BilledTermBound> & Pick<TermBound, 'paymentDeadline' | 'endOfTerm'>,
): BilledTermBound {
  return {
    event: {
      kind: 'bound',
      id: 'bound',
      transaction: 'new-business:triton:T-1',
      currency: 'USD',
      flow: 'bindAndCancel',
      effectiveDate: '2027-02-01',
      charges: BASE_CHARGES,
      firstInvoiceCents: 149_450,
      plan: { downPaymentBasisPoints: 2_500, instalments: 9 },
      rule: { kind: 'firstInvoice' },
      toleranceCents: {},
      upFrontPayments: [],
      cancelsForNonPayment: false,
    },
    productKey: 'general-liability',
    state: 'TX',
    effectiveDate: '2027-02-01',
    expirationDate: '2028-02-01',
    ...changes,
  };
}
