import { instantMs, type Instant } from '../calendar/instant.js';
import type { Cents } from '../money/cents.js';
import type { EnteredPayment, Payment, PaymentLedger, PaymentPlace } from './state.js';
import { withoutSum, withSum } from './sums.js';

/** So far may a clock go before ours; money said to be received later than that is postdated. Milliseconds. */
const CLOCKS_APART_MS = 86_400_000;

/**
 * What became of a payment. `killed`: its reversal had come before it. `repeated`: known with the same content.
 * `conflicting`: known with other content, and the first stands. `rejected`: the amount is not above zero. `overflowing`:
 * with it the money of the term could not be summed exactly any more.
 */
export type PaymentOutcome =
  PaymentPlace | 'killed' | 'repeated' | 'conflicting' | 'rejected' | 'overflowing';

/**
 * Enters a payment. The same payment twice is one payment; a rejected one leaves no trace, so that its id can still be
 * used by a proper one.
 *
 * @param canTake whether the term takes money now; if not, money for it is held
 * @param toldAt when billing told of it, by our clock; null where that is not looked at
 * @throws NotAnInstantError when `receivedAt` is no instant
 */
export function enterPayment(
  ledger: PaymentLedger,
  payment: Payment,
  canTake: boolean,
  toldAt: Instant | null = null,
): { readonly ledger: PaymentLedger; readonly outcome: PaymentOutcome } {
  const { paymentId, amountCents } = payment;
  if (amountCents <= 0) return { ledger, outcome: 'rejected' };
  const known = knownPayment(ledger, payment);
  if (known) return { ledger, outcome: known };
  if (!Number.isSafeInteger(ledger.goodCents + ledger.heldCents + amountCents))
    return { ledger, outcome: 'overflowing' };
  const place = placeOf(ledger, payment, canTake, toldAt);
  const entry = entryOf(ledger, payment, place);
  const entered = { ...ledger, payments: ledger.payments.set(paymentId, entry) };
  if (ledger.reversals.has(paymentId)) return { ledger: entered, outcome: 'killed' };
  const summed = withSum(entered, entry);
  return {
    ledger: place === 'postdated' ? withPostdated(summed, paymentId, entry) : summed,
    outcome: place,
  };
}

/** Enters a payment for a person to move, whatever the ledger could do with it. Its id must not be known. */
export function parkPayment(ledger: PaymentLedger, payment: Payment): PaymentLedger {
  const entry = entryOf(ledger, payment, 'parked');
  return withSum({ ...ledger, payments: ledger.payments.set(payment.paymentId, entry) }, entry);
}

/** Whether a payment is in the ledger already, with the same content or with other; null when it is not. */
export function knownPayment(
  ledger: PaymentLedger,
  payment: Payment,
): 'repeated' | 'conflicting' | null {
  const known = ledger.payments.get(payment.paymentId);
  if (!known) return null;
  return isSameContent(known, entryOf(ledger, payment, known.place)) ? 'repeated' : 'conflicting';
}

function isSameContent(one: EnteredPayment, other: EnteredPayment): boolean {
  return (
    one.amountCents === other.amountCents &&
    one.currency === other.currency &&
    one.receivedAtMs === other.receivedAtMs &&
    one.otherTerm?.policyNumber === other.otherTerm?.policyNumber &&
    one.otherTerm?.termNumber === other.otherTerm?.termNumber
  );
}

function namesTerm(ledger: PaymentLedger, payment: Payment): boolean {
  return payment.policyNumber === ledger.policyNumber && payment.termNumber === ledger.termNumber;
}

function placeOf(
  ledger: PaymentLedger,
  payment: Payment,
  canTake: boolean,
  toldAt: Instant | null,
): PaymentPlace {
  const isForeign = ledger.currency !== null && payment.currency !== ledger.currency;
  if (isForeign || !namesTerm(ledger, payment)) return 'parked';
  const aheadMs = toldAt === null ? 0 : instantMs(payment.receivedAt) - instantMs(toldAt);
  if (aheadMs > CLOCKS_APART_MS) return 'postdated';
  return canTake ? 'counted' : 'held';
}

function entryOf(ledger: PaymentLedger, payment: Payment, place: PaymentPlace): EnteredPayment {
  const { amountCents, currency, policyNumber, termNumber } = payment;
  return {
    amountCents,
    currency,
    receivedAtMs: instantMs(payment.receivedAt),
    place,
    otherTerm: namesTerm(ledger, payment) ? null : { policyNumber, termNumber },
  };
}

function withPostdated(
  ledger: PaymentLedger,
  paymentId: string,
  { receivedAtMs }: EnteredPayment,
): PaymentLedger {
  const postdated = [...ledger.postdated, { paymentId, receivedAtMs }].sort(
    (a, b) => a.receivedAtMs - b.receivedAtMs || (a.paymentId < b.paymentId ? -1 : 1),
  );
  return { ...ledger, postdated };
}

/** Money that came in and was taken back by whoever paid it, or by their bank. */
export interface PaymentReversal {
  readonly paymentId: string;
  /** Billing's id of the reversal. */
  readonly reversalId: string;
}

/** A payment that was reversed, with what the ledger knew of it. */
export interface ReversedPayment {
  readonly amountCents: Cents;
  readonly receivedAtMs: number;
  readonly place: PaymentPlace;
}

/**
 * Enters a reversal. One that overtakes its payment is kept and kills it when it arrives.
 *
 * @returns `reversed` with the payment it killed, `kept` while that has not come, `repeated` for the same reversal, and
 *   `conflicting` for a second reversal of one payment under another id, which changes nothing
 */
export function reversePayment(
  ledger: PaymentLedger,
  reversal: PaymentReversal,
):
  | { readonly outcome: 'reversed'; readonly ledger: PaymentLedger; readonly was: ReversedPayment }
  | { readonly outcome: 'kept' | 'repeated' | 'conflicting'; readonly ledger: PaymentLedger } {
  const { paymentId, reversalId } = reversal;
  const first = ledger.reversals.get(paymentId);
  if (first !== undefined)
    return { ledger, outcome: first === reversalId ? 'repeated' : 'conflicting' };
  const reversed = { ...ledger, reversals: ledger.reversals.set(paymentId, reversalId) };
  const payment = ledger.payments.get(paymentId);
  if (!payment) return { ledger: reversed, outcome: 'kept' };
  const postdated = ledger.postdated.filter((other) => other.paymentId !== paymentId);
  return {
    ledger: { ...withoutSum(reversed, payment), postdated },
    outcome: 'reversed',
    was: payment,
  };
}
