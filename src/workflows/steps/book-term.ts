import { instalmentPlanOf } from '../../domain/instalments.js';
import type { NewPeriod, PeriodInfo, StreamChoice } from '../../ports/billing.js';
import type { QuoteFacts } from '../../ports/policy-system.js';
import type { Remembered } from '../remembered.js';
import type { AgreedBilling } from './agree-billing.js';
import type { BilledDeal } from './deal.js';

/** A new policy's first term. */
const TERM_NUMBER = 1;

/** What billing is asked to book, and the terms that it follows from. */
interface Booking {
  readonly terms: AgreedBilling;
  readonly period: NewPeriod;
}

/** A term that an earlier run booked. */
interface Known {
  readonly standing: PeriodInfo;
}

/** Everything that billing and the term's own workflow are told of a bound policy. @param found by an earlier run */
export async function billTerm(
  deal: BilledDeal,
  agreed: Remembered<AgreedBilling>,
  policyNumber: string,
  found: QuoteFacts | null,
): Promise<void> {
  const booked = await bookTerm(deal, agreed, policyNumber, found);
  if ('standing' in booked) {
    if (isOver(booked.standing) || (await wasHandedOver(deal, policyNumber))) return;
    return handOverTerm(deal, () => agreed.get(), policyNumber);
  }
  return handOverTerm(deal, () => booked.terms, policyNumber);
}

/** Nothing waits for its money any more. */
function isOver({ status, term }: PeriodInfo): boolean {
  return status !== 'open' || term.expirationDate <= new Date().toISOString().slice(0, 10);
}

/**
 * Tells billing what was bound: the account if it is unknown, then the term with its charges. Both bookings carry a
 * transaction id made from the transaction and the step, so that a repeat books nothing twice.
 *
 * @returns what the term was booked with; or how it stands when an earlier run booked it, which is left as it is: its
 *   submission may have been corrected since it was posted
 */
async function bookTerm(
  deal: BilledDeal,
  agreed: Remembered<AgreedBilling>,
  policyNumber: string,
  found: QuoteFacts | null,
): Promise<{ readonly terms: AgreedBilling } | Known> {
  const { desk, billing } = deal;
  const mayBeBooked = found !== null && found.status !== 'open';
  let asked = null as Booking | null;
  const booked = await desk.step(
    'bookTerm',
    async () => {
      if (asked === null && mayBeBooked) {
        const standing = await billing.getPeriodInfo({ policyNumber, termNumber: TERM_NUMBER });
        if (standing !== null) return { standing };
      }
      // The repeat of a booking that was or may have been made must say the same.
      if (asked === null || !mayBeMade(deal)) asked = await askFor(deal, agreed, policyNumber);
      const { terms, period } = asked;
      const bookingId = await desk.writes.once<string | null>(
        PERIOD,
        async () => (await billing.createPolicyPeriod(period)).bookingId,
      );
      return { terms, bookingId };
    },
    said,
  );
  if (!('standing' in booked)) {
    desk.bill({ ...booked.terms.record, bookingId: booked.bookingId });
  }
  return booked;
}

/** Names the booking of the term in `Writes`. */
const PERIOD = 'period';

function mayBeMade({ desk: { writes } }: BilledDeal): boolean {
  return writes.has(PERIOD) || writes.uncertain.includes(PERIOD);
}

function said(booked: { readonly bookingId: string | null } | Known): string {
  if ('standing' in booked) return 'Billing knows the term already.';
  // A person who settled a lost answer may not know the number.
  const { bookingId } = booked;
  return bookingId === null
    ? 'Billing has booked the term.'
    : `Billing booked the term as ${bookingId}.`;
}

/** Makes the account ready, and says what shall be booked on it. */
async function askFor(
  deal: BilledDeal,
  agreed: Remembered<AgreedBilling>,
  policyNumber: string,
): Promise<Booking> {
  const terms = await agreed.get();
  deal.desk.bill(terms.record);
  await deal.billing.ensureAccount(accountOf(deal, terms));
  return { terms, period: await periodOf(deal, terms, policyNumber) };
}

/** Whether the earlier run came so far; what it handed over stands, as what it booked does. */
function wasHandedOver({ desk, terms }: BilledDeal, policyNumber: string): Promise<boolean> {
  return desk.step(
    'handOverTerm',
    () => terms.wasHandedOver({ policyNumber, termNumber: TERM_NUMBER }),
    (was) => (was ? 'The term was handed over before.' : 'The term was not handed over yet.'),
  );
}

/** Hands the bound term to its own workflow, which waits for its money. */
async function handOverTerm(
  deal: BilledDeal,
  billedAs: () => AgreedBilling | Promise<AgreedBilling>,
  policyNumber: string,
): Promise<void> {
  const { desk, input, terms, product, timeZone } = deal;
  await desk.step(
    'handOverTerm',
    async () => {
      const { charges, plan } = await billedAs();
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
        charges,
        plan: instalmentPlanOf(plan),
        firstInvoiceCents: plan.firstInvoiceCents,
        upFrontPayments: billing?.upFrontPayments ?? [],
        outagePatienceMs: input.outagePatienceMs,
      });
    },
    () => 'The term waits for its money.',
  );
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
