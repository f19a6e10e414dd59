import { Refusal } from '../http/refusal.js';
import type { Cancellation, PeriodBooking, PolicyChange } from '../http/schemas.js';
import { chargeRows, checkCurrency, currencyMismatch } from './charges.js';
import { dayOf, type Day } from './dates.js';
import { total, type Cents } from './money.js';
import { notifyIfSufficient, type Tell } from './payments.js';
import { numbered, periodOf } from './periods.js';
import type { InvoiceRow, PeriodName, PeriodRecord } from './records.js';
import { methodsOf, producerUnknown } from './set-up.js';
import { equalSlices } from './slicing.js';
import { periodKey, type Book } from './store.js';

/** An endorsement: its amounts, and what else billing keeps of a term. */
export function changePeriod(book: Book, name: PeriodName, change: PolicyChange): void {
  const period = checked(book, name, change);
  if (period.status !== 'open') {
    throw new Refusal(
      422,
      'periodCancelled',
      `The term was cancelled on ${String(period.cancelledOn)}.`,
      {
        field: 'termNumber',
        remedy: 'Reinstate the term first.',
      },
    );
  }
  if (change.producerCode !== undefined && !methodsOf(change.producerCode))
    throw producerUnknown(422, change.producerCode);
  const billed = withCharges(book, period, 'issuePolicyChange', change);
  book.periods.put(periodKey(name), {
    ...billed,
    term: change.term ?? period.term,
    producerCode: change.producerCode ?? period.producerCode,
    primaryInsuredName: change.primaryInsuredName ?? period.primaryInsuredName,
    baseState: change.baseState ?? period.baseState,
  });
}

/** A completed cancellation; a further one must be at an earlier date. */
export function cancelPeriod(book: Book, name: PeriodName, cancellation: Cancellation): void {
  const period = checked(book, name, cancellation);
  const { effectiveDate, reason, holdInvoices } = cancellation;
  if (period.cancelledOn !== null && effectiveDate >= period.cancelledOn) {
    throw new Refusal(
      422,
      'notEarlier',
      `The term was cancelled on ${period.cancelledOn}; only an earlier date than that is allowed.`,
      { field: 'effectiveDate' },
    );
  }
  book.periods.put(periodKey(name), {
    ...withCharges(book, period, 'cancelPolicyPeriod', cancellation),
    status: period.status === 'replaced' ? 'replaced' : 'cancelled',
    cancelledOn: effectiveDate,
    cancellation: { reason, holdInvoices },
  });
}

/** A cancelled term is in force again. */
export function reinstatePeriod(
  book: Book,
  tell: Tell,
  name: PeriodName,
  reinstatement: PeriodBooking,
): void {
  const period = checked(book, name, reinstatement);
  if (period.status !== 'cancelled') {
    throw new Refusal(422, 'periodNotCancelled', `The term is ${period.status}, not cancelled.`, {
      field: 'termNumber',
    });
  }
  const { cancelledOn } = period;
  if (cancelledOn !== null && reinstatement.effectiveDate < cancelledOn)
    throw dateOutsideTerm(reinstatement.effectiveDate, `from ${cancelledOn} on`);
  book.periods.put(periodKey(name), {
    ...withCharges(book, period, 'issueReinstatement', reinstatement),
    status: 'open',
    isCancellationAsked: false,
    cancelledOn: null,
    cancellation: null,
  });
  notifyIfSufficient(book, tell, name);
}

/** The policy side has confirmed the term, so nothing more is to be told about it. */
export function confirmPeriod(book: Book, name: PeriodName): void {
  const period = periodOf(book, name);
  const notification = period.notification === 'waiting' ? 'none' : period.notification;
  book.periods.put(periodKey(name), { ...period, isTermConfirmed: true, notification });
}

function checked(book: Book, name: PeriodName, booking: PeriodBooking): PeriodRecord {
  const period = periodOf(book, name);
  if (booking.currency !== period.currency)
    throw currencyMismatch(booking.currency, period.currency, 'currency');
  checkCurrency(booking.charges, period.currency);
  const { effectiveDate, expirationDate } = period.term;
  if (booking.effectiveDate < effectiveDate || booking.effectiveDate >= expirationDate)
    throw dateOutsideTerm(booking.effectiveDate, `${effectiveDate} to before ${expirationDate}`);
  return period;
}

function dateOutsideTerm(found: Day, allowed: string): Refusal {
  return new Refusal(422, 'dateOutsideTerm', `${found} was found; allowed: ${allowed}.`, {
    field: 'effectiveDate',
  });
}

/**
 * Additional premium is spread over the invoices that are not due yet, taxes and fees go onto the next of them; with
 * none left, all is due today. Returns reduce the next ones first; what is left of them counts like money.
 */
function withCharges(
  book: Book,
  period: PeriodRecord,
  operation: string,
  booking: PeriodBooking,
): PeriodRecord {
  const today = dayOf(book.now());
  const of = (isMeant: (charge: PeriodBooking['charges'][number]) => boolean): Cents =>
    total(booking.charges.filter(isMeant).map(({ money }) => money.amount));
  const premium = of(({ kind, money }) => kind === 'premium' && money.amount > 0);
  const oneTime = of(({ kind, money }) => kind !== 'premium' && money.amount > 0);
  const returned = -of(({ money }) => money.amount < 0);

  const raised = raise(book, period.invoices, premium, oneTime, today);
  const { invoices, left } = reduce(raised, returned, today);
  return {
    ...period,
    charges: [...period.charges, ...chargeRows(booking.charges, { ...booking, operation })],
    invoices,
    credit: period.credit + left,
  };
}

function raise(
  book: Book,
  invoices: readonly InvoiceRow[],
  premium: Cents,
  oneTime: Cents,
  today: Day,
): readonly InvoiceRow[] {
  if (premium + oneTime === 0) return invoices;
  const open = invoices.filter(({ dueDate }) => dueDate > today);
  if (open.length === 0) {
    const amount = premium + oneTime;
    const extra = numbered(book, { dueDate: today, kind: 'installment', amount });
    return [...invoices, extra];
  }
  const parts = equalSlices(premium, open.length);
  const more = new Map(
    open.map(({ invoiceNumber }, index) => [
      invoiceNumber,
      (parts[index] ?? 0) + (index === 0 ? oneTime : 0),
    ]),
  );
  return invoices.map((invoice) => ({
    ...invoice,
    amount: invoice.amount + (more.get(invoice.invoiceNumber) ?? 0),
  }));
}

function reduce(
  invoices: readonly InvoiceRow[],
  returned: Cents,
  today: Day,
): { invoices: InvoiceRow[]; left: Cents } {
  let left = returned;
  const reduced = invoices.map((invoice) => {
    if (invoice.dueDate <= today) return invoice;
    const less = Math.min(left, Math.max(0, invoice.amount));
    left -= less;
    return { ...invoice, amount: invoice.amount - less };
  });
  return { invoices: reduced, left };
}
