import { addDays, dayOf, type Day } from './dates.js';
import { centsOf, total, type Cents } from './money.js';
import type { InvoiceRow, PaymentRecord, PeriodName, PeriodRecord } from './records.js';
import { periodKey, type Book } from './store.js';

export interface InvoiceStanding extends InvoiceRow {
  readonly paid: Cents;
  readonly isPastDue: boolean;
}

/** How a term stands; worked out from what is on file and the clock, never stored. */
export interface Standing {
  readonly charged: Cents;
  /** Payments that are still good. */
  readonly received: Cents;
  readonly unapplied: Cents;
  readonly pastDue: Cents;
  readonly isSufficient: boolean;
  readonly invoices: readonly InvoiceStanding[];
}

export function standingOf(book: Book, period: PeriodRecord): Standing {
  const received = total(goodPayments(book, period).map(({ amount }) => amount));
  const { graceDays, tolerance } = book.settings();
  const lastDayInGrace = addDays(dayOf(book.now()), -graceDays);
  let money = received + period.credit;
  const invoices = period.invoices.map((invoice): InvoiceStanding => {
    const paid = Math.max(0, Math.min(money, invoice.amount));
    money -= invoice.amount > 0 ? paid : invoice.amount;
    return { ...invoice, paid, isPastDue: isPastDue(period, invoice, paid, lastDayInGrace) };
  });
  return {
    charged: total(period.charges.map(({ amount }) => amount)),
    received,
    unapplied: Math.max(0, money),
    pastDue: total(
      invoices.filter((invoice) => invoice.isPastDue).map(({ amount, paid }) => amount - paid),
    ),
    isSufficient: received + (centsOf(tolerance) ?? 0) >= period.firstInvoice,
    invoices,
  };
}

/** A term that was not taken is never dunned, and neither is one whose invoices are held. */
function isPastDue(
  { cancellation }: PeriodRecord,
  { amount, dueDate }: InvoiceRow,
  paid: Cents,
  lastDayInGrace: Day,
): boolean {
  const isDunned = cancellation?.reason !== 'notTaken' && cancellation?.holdInvoices !== true;
  return isDunned && paid < amount && dueDate < lastDayInGrace;
}

/** All payments for a term: those that name it, and those that were made for the offer it was. */
export function paymentsOf(book: Book, period: PeriodRecord): PaymentRecord[] {
  const named = book.index.under(['paymentsOfTerm', ...periodKey(period)]);
  const isOfOffer = termOfOffer(book, period.jobNumber)?.termNumber === period.termNumber;
  const offered = isOfOffer ? book.index.under(['paymentsOfOffer', period.jobNumber]) : [];
  return [...named, ...offered]
    .map((paymentId) => book.payments.get(paymentId))
    .filter((payment) => payment !== undefined);
}

/** In the term's currency and not taken back; others are in suspense. */
function goodPayments(book: Book, period: PeriodRecord): PaymentRecord[] {
  return paymentsOf(book, period).filter(
    ({ currency, reversal }) => currency === period.currency && reversal === null,
  );
}

/** The term that an offer became, if it has. */
export function termOfOffer(book: Book, offerId: string): PeriodRecord | undefined {
  const [reference] = book.index.under(['termOfJob', offerId]);
  return reference === undefined
    ? undefined
    : book.periods.get(periodKey(JSON.parse(reference) as PeriodName));
}
