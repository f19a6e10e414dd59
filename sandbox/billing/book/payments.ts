import { isDeepStrictEqual } from 'node:util';
import { Refusal } from '../http/refusal.js';
import type { NewPeriod } from '../http/schemas.js';
import { amountText, type Cents } from './money.js';
import type {
  CallbackContent,
  PaymentRecord,
  PaymentTarget,
  PeriodName,
  PeriodRecord,
} from './records.js';
import { paymentsOf, standingOf, targetKey, termOf } from './standing.js';
import { periodKey, type Book } from './store.js';

/** Puts a message to the policy side on file; it goes out after the change is. */
export type Tell = (content: CallbackContent) => void;

export interface NewPayment {
  readonly paymentId: string;
  readonly target: PaymentTarget;
  readonly amount: Cents;
  readonly currency: string;
  readonly receivedAt: string;
}

/**
 * Money came in. The same payment told twice counts once.
 *
 * @returns whether it is new
 */
export function receivePayment(book: Book, tell: Tell, payment: NewPayment): boolean {
  if (payment.amount <= 0) throw amountNotPositive(payment.amount, 'amount');
  if (!isNew(book, payment, 'paymentId')) return false;
  putPayment(book, { ...payment, source: 'received', reversal: null });
  const { target } = payment;
  if (target.kind === 'offer') {
    const { offerId, planCode } = target;
    tell({ kind: 'renewalOfferPaid', offerId, planCode, ...factsOf(payment) });
  }
  const term = target.kind === 'term' ? target : termOf(book, target);
  if (!term) return true;
  if (target.kind !== 'offer') tellReceived(tell, term, payment);
  notifyIfSufficient(book, tell, term);
  return true;
}

/** The transaction became a term: the policy side hears of the money that came here for it up front. */
export function tellUpFrontPayments(book: Book, tell: Tell, period: PeriodRecord): void {
  for (const payment of paymentsOf(book, period)) {
    const isUpFront = payment.target.kind === 'job' && payment.reversal === null;
    if (isUpFront) tellReceived(tell, period, payment);
  }
}

/** Money that the policy side took before the bind; it knows of it, so it is not told. */
export function recordUpFrontPayment(
  book: Book,
  { policyNumber, termNumber, currency, jobNumber }: PeriodRecord,
  { paymentId, money, receivedAt }: NewPeriod['upFrontPayments'][number],
  field: string,
): void {
  if (money.amount <= 0) throw amountNotPositive(money.amount, `${field}.money.amount`);
  const target = { kind: 'term', policyNumber, termNumber } as const;
  const payment = { paymentId, target, amount: money.amount, currency: money.currency, receivedAt };
  if (money.currency !== currency) {
    throw new Refusal(
      422,
      'currencyMismatch',
      `${money.currency} found where only ${currency} is allowed.`,
      {
        field: `${field}.money.currency`,
      },
    );
  }
  const known = book.payments.get(paymentId);
  // It may have come here as money for the same transaction.
  if (known && isOfJob(known.target, jobNumber) && isSameMoney(known, payment)) return;
  if (isNew(book, payment, `${field}.paymentId`))
    putPayment(book, { ...payment, source: 'upFront', reversal: null });
}

/**
 * A payment is taken back. Twice is once.
 *
 * @returns whether it is new
 */
export function reversePayment(book: Book, tell: Tell, paymentId: string, reason: string): boolean {
  const payment = book.payments.get(paymentId);
  if (!payment) {
    throw new Refusal(404, 'paymentUnknown', `There is no payment ${paymentId}.`, {
      field: 'paymentId',
    });
  }
  if (payment.reversal !== null) return false;
  const reversal = { reversedAt: new Date(book.now()).toISOString(), reason };
  book.payments.put(paymentId, { ...payment, reversal });
  const { target } = payment;
  const term = target.kind === 'term' ? target : termOf(book, target);
  if (term) {
    const { policyNumber, termNumber } = term;
    tell({ kind: 'paymentReversed', policyNumber, termNumber, paymentId, reason });
  } else if (target.kind === 'offer') {
    const { offerId } = target;
    tell({ kind: 'renewalOfferPaymentReversed', offerId, paymentId, reason });
  }
  // What is told only with its booking is not told at all.
  return true;
}

/** Tells the policy side, once, that the first invoice of an open term is paid. */
export function notifyIfSufficient(book: Book, tell: Tell, name: PeriodName): void {
  const period = book.periods.get(periodKey(name));
  if (period?.notification !== 'waiting' || period.status !== 'open') return;
  if (period.isTermConfirmed || !standingOf(book, period).isSufficient) return;
  const { policyNumber, termNumber } = period;
  book.periods.put(periodKey(period), { ...period, notification: 'told' });
  tell({ kind: 'confirmTerm', policyNumber, termNumber });
}

function isNew(book: Book, payment: NewPayment, field: string): boolean {
  const known = book.payments.get(payment.paymentId);
  if (!known) return true;
  const isSameTarget = isDeepStrictEqual(targetKey(known.target), targetKey(payment.target));
  if (isSameTarget && isSameMoney(known, payment)) return false;
  throw new Refusal(
    409,
    'paymentConflict',
    `Payment ${payment.paymentId} is there with other content; the first stands.`,
    { field, remedy: 'Give every payment an id of its own.' },
  );
}

function putPayment(book: Book, payment: PaymentRecord): void {
  book.payments.put(payment.paymentId, payment);
  book.index.put([...targetKey(payment.target), payment.paymentId], payment.paymentId);
}

function tellReceived(tell: Tell, term: PeriodName, payment: NewPayment): void {
  const { policyNumber, termNumber } = term;
  tell({ kind: 'paymentReceived', policyNumber, termNumber, ...factsOf(payment) });
}

function factsOf({ paymentId, amount, currency, receivedAt }: NewPayment) {
  return { paymentId, amount, currency, receivedAt };
}

function isOfJob(target: PaymentTarget, jobNumber: string): boolean {
  if (target.kind === 'term') return false;
  return (target.kind === 'job' ? target.jobNumber : target.offerId) === jobNumber;
}

function isSameMoney(one: NewPayment, other: NewPayment): boolean {
  return one.amount === other.amount && one.currency === other.currency;
}

function amountNotPositive(amount: Cents, field: string): Refusal {
  return new Refusal(
    422,
    'amountNotPositive',
    `An amount must be above 0.00; ${amountText(amount)} was found.`,
    { field },
  );
}
