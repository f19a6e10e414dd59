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
import { standingOf, termOfOffer } from './standing.js';
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
  const { paymentId, amount, currency, receivedAt, target } = payment;
  const facts = { paymentId, amount, currency, receivedAt };
  if (target.kind === 'offer') {
    const { offerId, planCode } = target;
    tell({ kind: 'renewalOfferPaid', offerId, planCode, ...facts });
    const term = termOfOffer(book, offerId);
    if (term) notifyIfSufficient(book, tell, term);
  } else {
    const { policyNumber, termNumber } = target;
    tell({ kind: 'paymentReceived', policyNumber, termNumber, ...facts });
    notifyIfSufficient(book, tell, target);
  }
  return true;
}

/** Money that the policy side took before the bind; it knows of it, so it is not told. */
export function recordUpFrontPayment(
  book: Book,
  { policyNumber, termNumber, currency }: PeriodRecord,
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
  // It may have come here as money for the offer.
  if (known?.target.kind === 'offer' && known.amount === money.amount) return;
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
  const term = target.kind === 'term' ? target : termOfOffer(book, target.offerId);
  // An offer that is no term yet has no place at which a reversal could be told.
  if (term) {
    const { policyNumber, termNumber } = term;
    tell({ kind: 'paymentReversed', policyNumber, termNumber, paymentId, reason });
  }
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
  const contentOf = (one: NewPayment): string =>
    JSON.stringify([targetKey(one.target), one.amount, one.currency]);
  if (contentOf(known) === contentOf(payment)) return false;
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

function targetKey(target: PaymentTarget): (string | number)[] {
  return target.kind === 'term'
    ? ['paymentsOfTerm', ...periodKey(target)]
    : ['paymentsOfOffer', target.offerId];
}

function amountNotPositive(amount: Cents, field: string): Refusal {
  return new Refusal(
    422,
    'amountNotPositive',
    `An amount must be above 0.00; ${amountText(amount)} was found.`,
    { field },
  );
}
