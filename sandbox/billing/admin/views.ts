import { amountText, moneyText } from '../book/money.js';
import type {
  BookingRecord,
  CallbackRecord,
  PaymentRecord,
  PeriodRecord,
} from '../book/records.js';
import { paymentsOf, standingOf } from '../book/standing.js';
import type { Book } from '../book/store.js';

/** The books as a person reads them; amounts as text. */

export function periodView(book: Book, period: PeriodRecord): object {
  const { charges, firstInvoice, credit, ...rest } = period;
  const standing = standingOf(book, period);
  return {
    ...rest,
    firstInvoice: amountText(firstInvoice),
    credit: amountText(credit),
    charged: amountText(standing.charged),
    received: amountText(standing.received),
    unapplied: amountText(standing.unapplied),
    pastDue: amountText(standing.pastDue),
    isDelinquent: standing.pastDue > 0,
    isSufficient: standing.isSufficient,
    charges: charges.map((charge) => ({ ...charge, amount: amountText(charge.amount) })),
    invoices: standing.invoices.map((invoice) => ({
      ...invoice,
      amount: amountText(invoice.amount),
      paid: amountText(invoice.paid),
    })),
    payments: paymentsOf(book, period).map(({ paymentId }) => paymentId),
  };
}

export function paymentView(payment: PaymentRecord): object {
  const { amount, currency, ...rest } = payment;
  return { ...rest, money: moneyText(amount, currency) };
}

export function callbackView(callback: CallbackRecord): object {
  const { content, nextAttemptAt, status, ...rest } = callback;
  const shown = 'amount' in content ? { ...content, amount: amountText(content.amount) } : content;
  return {
    ...rest,
    status,
    content: shown,
    nextAttemptAt: status === 'pending' ? new Date(nextAttemptAt).toISOString() : null,
  };
}

/** Without the digest, which only tells repeats. */
function bookingView(booking: BookingRecord): object {
  const { transactionId, bookingId, operation, executedAt } = booking;
  return { transactionId, bookingId, operation, executedAt };
}

export function stateView(book: Book): object {
  return {
    now: new Date(book.now()).toISOString(),
    accounts: book.accounts.all(),
    streams: book.streams.all(),
    periods: book.periods.all().map((period) => periodView(book, period)),
    payments: book.payments.all().map(paymentView),
    bookings: book.bookings.all().map(bookingView),
    callbacks: book.callbacks.all().map(callbackView),
  };
}

export function countsView(book: Book): object {
  return {
    accounts: book.accounts.count(),
    streams: book.streams.count(),
    periods: book.periods.count(),
    bookings: book.bookings.count(),
    payments: book.payments.count(),
    callbacks: book.callbacks.count(),
  };
}
