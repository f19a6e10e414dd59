import { instalmentPlanOf } from '../../domain/billing/instalments.js';
import { totalOf } from '../../domain/money/charges.js';
import { formatCents } from '../../domain/money/cents.js';
import type { NewPeriod, PeriodInfo, StreamChoice } from '../../ports/billing/periods.js';
import type { BindState } from '../../ports/policy-system/quotes.js';
import type { Question } from '../transaction/question.js';
import type { AgreedBilling } from './agree-billing.js';
import { stopped } from '../transaction/stops.js';
import type { BilledBusiness } from './billed-business.js';
import { invoiced, mustBeInvoiced, type ReadBack } from './invoices.js';
import { boundAt, handOverTerm, needsNoHandOver } from './hand-over-term.js';

/** Business whose policy is bound, with what the policy system holds of it. */
export interface BoundBusiness extends BilledBusiness {
  readonly books: Question<ReadBack>;
}

/** What billing is asked to book, and the terms that it follows from. */
interface Booking {
  readonly terms: AgreedBilling;
  readonly period: NewPeriod;
}

/** A term that an earlier run booked. */
interface Known {
  readonly standing: PeriodInfo;
}

/** Everything that billing and the term's own workflow are told of a bound policy. @param earlier the quote, as an earlier run left it */
export async function billTerm(
  business: BoundBusiness,
  agreed: Question<AgreedBilling>,
  policyNumber: string,
  earlier: BindState | null,
): Promise<void> {
  const booked = await bookTerm(business, agreed, policyNumber, earlier);
  if ('standing' in booked) {
    if (
      booked.standing.status !== 'open' ||
      (await needsNoHandOver(business, termOf(business, policyNumber)))
    )
      return;
    return handOver(business, () => agreed.get(), policyNumber);
  }
  return handOver(business, () => booked.terms, policyNumber);
}

function handOver(
  business: BilledBusiness,
  billedAs: () => AgreedBilling | Promise<AgreedBilling>,
  policyNumber: string,
): Promise<void> {
  const { transaction, product, renews, converts } = business;
  const flow = renews?.flow ?? converts?.flow ?? 'bindAndCancel';
  const bind = async () => {
    const { charges, plan } = await billedAs();
    return {
      flow,
      product,
      charges,
      plan: instalmentPlanOf(plan),
      firstInvoiceCents: plan.firstInvoiceCents,
      upFrontPayments: transaction.request.billing?.upFrontPayments ?? [],
    } as const;
  };
  return handOverTerm(
    business,
    termOf(business, policyNumber),
    bind,
    flow === 'offer' ? 'The term was paid before it was bound.' : 'The term waits for its money.',
  );
}

function termOf({ termNumber }: BilledBusiness, policyNumber: string) {
  return { policyNumber, termNumber };
}

/**
 * Tells billing what was bound: the account if it is unknown, then the term with its charges. Both bookings carry a
 * transaction id made from the transaction and the step, so that a repeat books nothing twice.
 *
 * @returns what the term was booked with; or how it stands when an earlier run booked it, which is left as it is: its
 *   submission may have been corrected since it was posted
 */
async function bookTerm(
  business: BoundBusiness,
  agreed: Question<AgreedBilling>,
  policyNumber: string,
  earlier: BindState | null,
): Promise<{ readonly terms: AgreedBilling } | Known> {
  const { transaction, billing } = business;
  const mayBeBooked = earlier !== null && earlier.status !== 'open';
  let asked = null as Booking | null;
  let isCompared = false;
  const booked = await transaction.step(
    'bookTerm',
    async () => {
      if (asked === null && mayBeBooked) {
        const standing = await billing.getPeriodInfo(termOf(business, policyNumber));
        if (standing !== null) return { standing };
      }
      // The repeat of a booking that was or may have been made must say the same.
      if (asked === null || !mayBeMade(business)) {
        const books = await business.books.get();
        // Fees may have been added by the bind, after the charges were asked for.
        if (!isSame(books, await agreed.get())) agreed.forget();
        const terms = await agreed.get();
        isCompared = compareInvoiced(books, terms);
        asked = await askFor(business, terms, policyNumber);
      }
      const { terms, period } = asked;
      const bookingId = await transaction.writes.once<string | null>(PERIOD, async (attempt) => {
        const { replaces: replacedTerm, renews, converts } = business;
        const { priorTerm } = terms;
        const book = () => {
          if (replacedTerm)
            return billing.rewritePolicyPeriod({ ...period, replacedTerm, attempt });
          if (renews || converts)
            return billing.renewPolicyPeriod({ ...period, priorTerm, attempt });
          return billing.createPolicyPeriod({ ...period, attempt });
        };
        return (await book()).bookingId;
      });
      return { terms, bookingId };
    },
    (booking) => outcomeOf(booking, isCompared),
  );
  if (!('standing' in booked)) {
    transaction.bill({ ...booked.terms.agreement, bookingId: booked.bookingId });
  }
  return booked;
}

/** Names the booking of the term in `Writes`. */
const PERIOD = 'period';

function mayBeMade({ transaction: { writes } }: BilledBusiness): boolean {
  return writes.isMade(PERIOD) || writes.uncertain.includes(PERIOD);
}

/**
 * Billing is told what the policy system invoiced, and nothing else.
 *
 * @returns false where invoices cannot be looked up
 * @throws Stopped where the two differ, as by fees that the policy system adds and nobody can read
 */
function compareInvoiced(books: ReadBack, terms: AgreedBilling): boolean {
  mustBeInvoiced(books);
  const invoicedCents = invoiced(books);
  if (invoicedCents === null) return false;
  if (isSame(books, terms)) return true;
  const { charges, addedFeesCents } = terms;
  const chargedCents = totalOf(charges);
  const feesCents = addedFeesCents + invoicedCents - chargedCents;
  throw stopped(
    `The policy system has invoiced ${formatCents(invoicedCents)}, billing would be told ${formatCents(chargedCents)}.`,
    `Where the policy system added fees, correct billing.addedFees to "${formatCents(feesCents)}"; ` +
      'else have the invoice put right in the policy system, then run the step again.',
    'billing.addedFees',
  );
}

function isSame(books: ReadBack, { charges }: AgreedBilling): boolean {
  const invoicedCents = invoiced(books);
  return invoicedCents === null || invoicedCents === totalOf(charges);
}

function outcomeOf(
  booked: { readonly bookingId: string | null } | Known,
  isCompared: boolean,
): string {
  if ('standing' in booked) return 'Billing knows the term already.';
  // A person who settled a lost answer may not know the number.
  const { bookingId } = booked;
  const booking =
    bookingId === null
      ? 'Billing has booked the term.'
      : `Billing booked the term as ${bookingId}.`;
  return isCompared
    ? `${booking} The invoice of the policy system comes to the same.`
    : `${booking} It was not compared with the invoice, which cannot be looked up in this installation.`;
}

/** Makes the account ready, and says what shall be booked on it. */
async function askFor(
  business: BilledBusiness,
  terms: AgreedBilling,
  policyNumber: string,
): Promise<Booking> {
  business.transaction.bill(terms.agreement);
  await business.billing.ensureAccount(accountOf(business, terms));
  return { terms, period: await periodOf(business, terms, policyNumber) };
}

function accountOf({ transaction }: BilledBusiness, { agreement }: AgreedBilling) {
  const { nameOnPolicy, location } = transaction.request.insured;
  const { accountNumber, currency } = agreement;
  return {
    // With the account in it: another account, after a correction, is another booking.
    transactionId: `${transaction.record.id}/createAccount/${accountNumber}`,
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
  business: BilledBusiness,
  terms: AgreedBilling,
  policyNumber: string,
): Promise<NewPeriod> {
  const { agreement, charges } = terms;
  const { transaction, producer, termNumber, renews } = business;
  // Billing has itself what was paid for an offer, and that is what had it bound.
  const isPaid = renews?.flow === 'offer';
  const { effectiveDate, expirationDate, billing } = transaction.request;
  return {
    transactionId: `${transaction.record.id}/createPolicyPeriod`,
    policyNumber,
    termNumber,
    accountNumber: agreement.accountNumber,
    term: { effectiveDate, expirationDate },
    boundAt: boundAt(transaction),
    jobNumber: renews?.jobNumber ?? transaction.record.id,
    currency: agreement.currency,
    charges,
    billingMethod: agreement.method,
    planCode: agreement.paymentPlan,
    stream: await streamFor(business, terms),
    producerCode: (await producer.get()).producerContactGuid,
    upFrontPayments: isPaid ? [] : (billing?.upFrontPayments ?? []),
    isTermConfirmed: isPaid,
    notifyUponSufficientPayment: !isPaid,
  };
}

/** The stream of the prior term, or the account's with the invoicing plan, or else a new one. */
async function streamFor(
  { billing }: BilledBusiness,
  { agreement: { accountNumber, invoicingPlan, currency }, stream: ofPriorTerm }: AgreedBilling,
): Promise<StreamChoice> {
  if (ofPriorTerm) return { kind: 'existing', streamId: ofPriorTerm.streamId };
  const streams = await billing.getInvoiceStreams({ accountNumber });
  const stream = streams.find(
    (one) => one.invoicingPlanCode === invoicingPlan && one.currency === currency,
  );
  return stream
    ? { kind: 'existing', streamId: stream.streamId }
    : { kind: 'new', invoicingPlanCode: invoicingPlan };
}
