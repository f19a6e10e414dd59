import type { Instant } from '../calendar/instant.js';
import type { IdMap } from '../machine/id-map.js';
import type { Cents } from '../money/cents.js';
import type { EnteredPayment, PaymentLedger, PaymentPlace } from './state.js';

/** The id of the reversal that killed a payment or waits for it, or undefined. */
export function reversalOf(ledger: PaymentLedger, paymentId: string): string | undefined {
  return ledger.reversals.get(paymentId);
}

/** Whether money came, and all of it was taken back. */
export function isEmptied(ledger: PaymentLedger): boolean {
  const { payments, goodCents, heldCents, parkedCount, postdated } = ledger;
  const isNoneLeft =
    goodCents === 0 && heldCents === 0 && parkedCount === 0 && postdated.length === 0;
  return !payments.isEmpty() && isNoneLeft;
}

/** Whether a payment is there for this term, counted or held, and was not taken back. */
export function isGood(ledger: PaymentLedger, paymentId: string): boolean {
  const place = ledger.payments.get(paymentId)?.place;
  return (place === 'counted' || place === 'held') && !ledger.reversals.has(paymentId);
}

/** When the next postdated payment falls due; null for none. Milliseconds. */
export function nextDueMs({ postdated }: PaymentLedger): number | null {
  return postdated[0]?.receivedAtMs ?? null;
}

/** Payments by when billing received them, oldest first. */
export function byReceipt(
  payments: IdMap<EnteredPayment>,
): readonly (readonly [paymentId: string, payment: EnteredPayment])[] {
  return [...payments].sort(
    ([idA, a], [idB, b]) => a.receivedAtMs - b.receivedAtMs || (idA < idB ? -1 : 1),
  );
}

/** The good payments that billing received last, oldest first. Walks the whole ledger. @param most how many */
export function newestGood(ledger: PaymentLedger, most: number): readonly string[] {
  return byReceipt(ledger.payments.filter((_, paymentId) => isGood(ledger, paymentId)))
    .slice(-most)
    .map(([paymentId]) => paymentId);
}

/**
 * Good money in one place that billing had received by a moment. Walks the whole ledger; for a decision without a
 * moment `goodCents` is at hand.
 *
 * @param fits tells by the time of receipt, in milliseconds, whether the money counts
 */
export function sumReceived(
  ledger: PaymentLedger,
  place: PaymentPlace,
  fits: (receivedAtMs: number) => boolean,
): Cents {
  return ledger.payments.reduce((sum, payment, paymentId) => {
    const isMeant = payment.place === place && fits(payment.receivedAtMs);
    return isMeant && !ledger.reversals.has(paymentId) ? sum + payment.amountCents : sum;
  }, 0);
}

/** Payments whose reversal came before them, and which are still to come. Walks both lists. */
export function awaitedByReversals(ledger: PaymentLedger): readonly string[] {
  return [...ledger.reversals.keys()].filter((paymentId) => !ledger.payments.has(paymentId)).sort();
}

/** One payment, for whoever looks at the ledger. */
export interface LedgerEntry {
  readonly paymentId: string;
  readonly amountCents: Cents;
  readonly currency: string;
  readonly receivedAt: Instant;
  readonly place: PaymentPlace;
  readonly isReversed: boolean;
}

/** Every payment, by when billing received it. Walks the whole ledger. */
export function ledgerEntries(ledger: PaymentLedger): readonly LedgerEntry[] {
  return byReceipt(ledger.payments).map(
    ([paymentId, { amountCents, currency, receivedAtMs, place }]) => ({
      paymentId,
      amountCents,
      currency,
      receivedAt: new Date(receivedAtMs).toISOString(),
      place,
      isReversed: ledger.reversals.has(paymentId),
    }),
  );
}
