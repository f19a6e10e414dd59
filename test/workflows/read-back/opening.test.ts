import { describe, expect, it } from 'vitest';
import type { ReadPolicy } from '../../../src/activities/read-back/read-back-activities.js';
import type { PeriodInfo } from '../../../src/ports/billing/periods.js';
import { isReadable } from '../../../src/domain/read-back/sold-as.js';
import {
  openingOf,
  openingOfLost,
  type BilledAs,
  type Opening,
} from '../../../src/workflows/read-back/opening.js';
import { recordAsRead } from '../../../src/workflows/read-back/as-read.js';
import { aPremiumOf } from '../../support/changes.js';
import { aProductBilling } from '../../support/submissions.js';

const TERM = { policyNumber: 'OLD-1', termNumber: 1 };
const NOW = '2027-03-01T12:00:00Z';

const aReadPolicy = (changes: Partial<ReadPolicy> = {}): ReadPolicy => ({
  quoteGuid: 'a',
  reference: null,
  productKey: 'general-liability',
  state: 'TX',
  effectiveDate: '2027-02-01',
  expirationDate: '2028-02-01',
  endOfTerm: '2028-02-01T06:01:00.000Z',
  isOver: false,
  charges: [aPremiumOf(500_000)],
  changes: [],
  bookedCents: 500_000,
  billing: aProductBilling(),
  paymentDeadline: '2027-04-01T04:59:59.999Z',
  outagePatienceMs: 60_000,
  ...changes,
});

const aPeriod = (changes: Partial<PeriodInfo> = {}): PeriodInfo => ({
  ...TERM,
  accountNumber: 'A-1',
  term: { effectiveDate: '2027-02-01', expirationDate: '2028-02-01' },
  currency: 'USD',
  billingMethod: 'directBill',
  planCode: 'TEN',
  streamId: 'S-1',
  producerCode: 'P-1',
  status: 'open',
  cancelledOn: null,
  isTermConfirmed: false,
  firstInvoiceCents: 125_000,
  chargedCents: 500_000,
  receivedCents: 0,
  unappliedCents: 0,
  pastDueCents: 0,
  ...changes,
});

function opened(policy: ReadPolicy, billed: BilledAs | null): Opening {
  const opening = openingOf(TERM, policy, billed, NOW);
  if (!isReadable(opening)) throw new Error(opening.found);
  return opening;
}
const billedAs = (changes: Partial<PeriodInfo> = {}): BilledAs => ({
  period: aPeriod(changes),
  plan: null,
});

describe('a term that is opened from what is on file', () => {
  it('waits for the first invoice of billing, and is not cancelled by itself', () => {
    const { bound, isConfirmed } = opened(aReadPolicy(), billedAs());
    expect(isConfirmed).toBe(false);
    expect(bound).toMatchObject({
      paymentDeadline: '2027-04-01T04:59:59.999Z',
      event: {
        flow: 'confirmed',
        firstInvoiceCents: 125_000,
        rule: { kind: 'firstInvoice' },
        upFrontPayments: [],
        cancelsForNonPayment: false,
      },
    });
    expect(bound.asks).toBeUndefined();
  });

  it('is confirmed by what billing has received, where that is enough', () => {
    const policy = aReadPolicy();
    const opening = opened(policy, billedAs({ receivedCents: 125_000 }));
    expect(recordAsRead(TERM, opening, policy)).toMatchObject({
      status: 'confirmed',
      payments: [{ paymentId: 'read-back:OLD-1:1', amountCents: 125_000, place: 'counted' }],
    });
  });

  it('asks a person where billing has charged another amount', () => {
    const { bound, isBillingInStep } = opened(aReadPolicy(), billedAs({ chargedCents: 480_000 }));
    expect(isBillingInStep).toBe(false);
    expect(bound.asks).toMatchObject([
      { key: 'takenOver:charged', text: expect.stringContaining('5000.00') as string },
    ]);
  });

  it('is measured by its down payment, and by the first invoice where the plan is no more', () => {
    const policy = aReadPolicy({
      billing: aProductBilling({ confirmation: { kind: 'downPayment' } }),
    });
    const plan = { downPaymentBasisPoints: 4_000, instalments: 9 };
    const thresholdOf = (billed: BilledAs) =>
      recordAsRead(TERM, opened(policy, billed), policy).arithmetic;
    expect(thresholdOf({ ...billedAs(), plan })).toMatchObject({ threshold: 200_000 });
    expect(thresholdOf(billedAs())).toMatchObject({ threshold: 125_000 });
  });

  it('is not billed where the product is not, and nobody is asked', () => {
    const policy = aReadPolicy({ billing: null, paymentDeadline: null });
    const { bound } = opened(policy, null);
    expect(bound).toMatchObject({ event: { flow: 'notBilled' }, paymentDeadline: null });
    expect(bound.asks).toBeUndefined();
  });

  it('is refused in another currency than its product has', () => {
    expect(openingOf(TERM, aReadPolicy(), billedAs({ currency: 'CAD' }), NOW)).toMatchObject({
      field: 'currency',
      found: 'CAD in billing, and USD in the product file',
    });
  });

  it('waits for its renewal where it is ours and was lost, but for one that billing does not know', () => {
    const policy = aReadPolicy();
    expect(openingOfLost(TERM, policy, billedAs(), NOW)).toMatchObject({
      bound: { asksForRenewal: true, event: { flow: 'confirmed' } },
    });
    expect(openingOfLost(TERM, policy, null, NOW)).toMatchObject({
      field: 'billing',
      found: 'without the term OLD-1-1, which billing does not know',
    });
    const unbilled = aReadPolicy({ billing: null, paymentDeadline: null });
    expect(openingOfLost(TERM, unbilled, null, NOW)).toMatchObject({
      bound: { asksForRenewal: true, event: { flow: 'notBilled' } },
    });
  });

  it('stands as over when its days are', () => {
    const policy = aReadPolicy({ isOver: true });
    expect(recordAsRead(TERM, opened(policy, billedAs()), policy)).toMatchObject({
      status: 'expired',
    });
  });
});
