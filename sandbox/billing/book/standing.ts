import { isDeepStrictEqual } from 'node:util';
import { addDays, dayOf, type Day } from './dates.js';
import { centsOf, total, type Cents } from './money.js';
import type {
  InvoiceRow,
  PaymentRecord,
  PaymentTarget,
  PeriodName,
  PeriodRecord,
} from './records.js';
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

/** All payments for a term: those that name it, and those for the policy transaction that became it. */
export function paymentsOf(book: Book, { jobNumber, ...period }: PeriodRecord): PaymentRecord[] {
  const ofTerm: PaymentTarget = { kind: 'term', ...nameOf(period) };
  const term = termOfJob(book, jobNumber);
  const isOfJob = term !== undefined && isDeepStrictEqual(nameOf(term), nameOf(period));
  const ofJob: PaymentTarget[] = isOfJob
    ? [
        { kind: 'job', jobNumber },
        { kind: 'offer', offerId: jobNumber, planCode: null },
      ]
    : [];
  return [ofTerm, ...ofJob].flatMap((target) => paymentsFor(book, target));
}

/** All payments that name a target, taken back or not. */
function paymentsFor(book: Book, target: PaymentTarget): PaymentRecord[] {
  return book.index
    .under(targetKey(target))
    .map((paymentId) => book.payments.get(paymentId))
    .filter((payment) => payment !== undefined);
}

/** Under which payments for a target are found. */
export function targetKey(target: PaymentTarget): (string | number)[] {
  switch (target.kind) {
    case 'term':
      return ['paymentsOfTerm', ...periodKey(target)];
    case 'job':
      return ['paymentsOfJob', target.jobNumber];
    case 'offer':
      return ['paymentsOfOffer', target.offerId];
  }
}

/** In the term's currency and not taken back; others are in suspense. */
export function goodPayments(book: Book, period: PeriodRecord): PaymentRecord[] {
  return paymentsOf(book, period).filter(
    ({ currency, reversal }) => currency === period.currency && reversal === null,
  );
}

/** The term that a payment is for, if billing knows it. */
export function termOf(book: Book, target: PaymentTarget): PeriodRecord | undefined {
  switch (target.kind) {
    case 'term':
      return book.periods.get(periodKey(target));
    case 'job':
      return termOfJob(book, target.jobNumber);
    case 'offer':
      return termOfJob(book, target.offerId);
  }
}

/** Under which the term is found that a policy transaction became. */
export function termOfJobKey(jobNumber: string): string[] {
  return ['termOfJob', jobNumber];
}

/** The term that a policy transaction became, if it has. */
function termOfJob(book: Book, jobNumber: string): PeriodRecord | undefined {
  const reference = book.index.get(termOfJobKey(jobNumber));
  return reference === undefined
    ? undefined
    : book.periods.get(periodKey(JSON.parse(reference) as PeriodName));
}

function nameOf({ policyNumber, termNumber }: PeriodName): PeriodName {
  return { policyNumber, termNumber };
}
