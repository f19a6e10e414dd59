import { instalmentPlanOf } from '../../domain/instalments.js';
import { sumCents } from '../../domain/money.js';
import type { Charge, NewPeriod, StreamChoice } from '../../ports/billing.js';
import type { QuoteFacts } from '../../ports/policy-system.js';
import type { Remembered } from '../remembered.js';
import type { AgreedBilling } from './agree-billing.js';
import type { BilledDeal } from './deal.js';

/** A new policy's first term. */
const TERM_NUMBER = 1;

/** Everything that billing and the term's own workflow are told of a bound policy. @param found by an earlier run */
export async function billTerm(
  deal: BilledDeal,
  agreed: Remembered<AgreedBilling>,
  policyNumber: string,
  found: QuoteFacts | null,
): Promise<void> {
  const isBooked = found !== null && (await wasBooked(deal, policyNumber));
  // Temporal forgets a transaction only after its end, and at its end the term had been handed over.
  if (isBooked && found.status === 'issued') return;
  if (!isBooked) await bookTerm(deal, agreed, policyNumber);
  await handOverTerm(deal, agreed, policyNumber);
}

/** An earlier run's booking stands as it is: its submission may have been corrected since it was posted. */
async function wasBooked({ desk, billing }: BilledDeal, policyNumber: string): Promise<boolean> {
  const period = await desk.step(
    'bookTerm',
    () => billing.getPeriodInfo({ policyNumber, termNumber: TERM_NUMBER }),
    (known) => (known ? 'Billing knows the term.' : 'Billing does not know the term yet.'),
  );
  return period !== null;
}

/**
 * Tells billing what was bound: the account if it is unknown, then the term with its charges. Both bookings carry a
 * transaction id made from the transaction and the step, so that a repeat books nothing twice.
 */
async function bookTerm(
  deal: BilledDeal,
  agreed: Remembered<AgreedBilling>,
  policyNumber: string,
): Promise<void> {
  const { desk, billing } = deal;
  /** What was asked for by a booking that is in doubt: its repeat must say the same. */
  let asked = null as NewPeriod | null;
  const bookingId = await desk.step(
    'bookTerm',
    async () => {
      const terms = await agreed.get();
      desk.bill(terms.record);
      await billing.ensureAccount(accountOf(deal, terms));
      return desk.writes.once<string | null>('period', async () => {
        if (asked === null || !desk.writes.uncertain.includes('period')) {
          asked = await periodOf(deal, terms, policyNumber);
        }
        return (await billing.createPolicyPeriod(asked)).bookingId;
      });
    },
    // A person who settled a lost answer may not know the number.
    (id) => (id === null ? 'Billing has booked the term.' : `Billing booked the term as ${id}.`),
  );
  const { record } = await agreed.get();
  desk.bill({ ...record, bookingId });
}

/** Hands the bound term to its own workflow, which waits for its money. */
async function handOverTerm(
  deal: BilledDeal,
  agreed: Remembered<AgreedBilling>,
  policyNumber: string,
): Promise<void> {
  const { desk, input, terms, product, timeZone } = deal;
  await desk.step(
    'handOverTerm',
    async () => {
      const { charges, plan } = await agreed.get();
      const { effectiveDate, expirationDate, billing } = desk.submission;
      return terms.handOverTerm({
        transaction: desk.record.id,
        policyNumber,
        termNumber: TERM_NUMBER,
        effectiveDate,
        expirationDate,
        timeZone,
        product,
        boundAt: boundAt(deal),
        flow: 'bindAndCancel',
        charges: {
          premiumCents: sumCents(amounts(charges, true)),
          oneTimeCents: amounts(charges, false),
        },
        plan: instalmentPlanOf(plan),
        upFrontPayments: billing?.upFrontPayments ?? [],
        outagePatienceMs: input.outagePatienceMs,
      });
    },
    () => 'The term waits for its money.',
  );
}

function amounts(charges: readonly Charge[], isPremium: boolean): number[] {
  return charges
    .filter(({ kind }) => (kind === 'premium') === isPremium)
    .map(({ amountCents }) => amountCents);
}

function accountOf({ desk }: BilledDeal, { record }: AgreedBilling) {
  const { nameOnPolicy, location } = desk.submission.insured;
  const { accountNumber, currency } = record;
  return {
    // With the account in it: another account, after a correction, is another booking.
    transactionId: `${desk.record.id}/createAccount/${accountNumber}`,
    accountNumber,
    currency,
    holder: {
      name: nameOnPolicy,
      address: {
        line1: location.address1,
        ...(location.address2 === undefined ? {} : { line2: location.address2 }),
        city: location.city,
        state: location.state,
        postalCode: location.zip,
        country: location.country,
      },
      ...(location.email === undefined ? {} : { email: location.email }),
      ...(location.phone === undefined ? {} : { phone: location.phone }),
    },
  };
}

async function periodOf(
  deal: BilledDeal,
  { record, charges }: AgreedBilling,
  policyNumber: string,
): Promise<NewPeriod> {
  const { desk, producer } = deal;
  const { effectiveDate, expirationDate, billing } = desk.submission;
  return {
    transactionId: `${desk.record.id}/createPolicyPeriod`,
    policyNumber,
    termNumber: TERM_NUMBER,
    accountNumber: record.accountNumber,
    term: { effectiveDate, expirationDate },
    boundAt: boundAt(deal),
    jobNumber: desk.record.id,
    currency: record.currency,
    charges,
    billingMethod: record.method,
    planCode: record.paymentPlan,
    stream: await streamFor(deal, record),
    producerCode: (await producer.get()).producerContactGuid,
    upFrontPayments: billing?.upFrontPayments ?? [],
    isTermConfirmed: false,
    notifyUponSufficientPayment: true,
  };
}

/** When the policy system bound it; of an earlier run's bind only this is known: that it was before now. */
function boundAt({ desk }: BilledDeal): string {
  const bind = desk.record.steps.find(({ name }) => name === 'bind');
  return bind?.finishedAt ?? new Date().toISOString();
}

/** The account's stream with the invoicing plan, or else a new one. */
async function streamFor(
  { billing }: BilledDeal,
  { accountNumber, invoicingPlan, currency }: AgreedBilling['record'],
): Promise<StreamChoice> {
  const streams = await billing.getInvoiceStreams({ accountNumber });
  const stream = streams.find(
    (one) => one.invoicingPlanCode === invoicingPlan && one.currency === currency,
  );
  return stream
    ? { kind: 'existing', streamId: stream.streamId }
    : { kind: 'new', invoicingPlanCode: invoicingPlan };
}
