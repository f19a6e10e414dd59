import type { Cents } from '../money/cents.js';
import type { EnteredPayment, Payment, PaymentLedger } from './state.js';
import { byReceipt } from './views.js';

/** A payment that has just been counted. */
export interface CountedPayment {
  readonly paymentId: string;
  readonly amountCents: Cents;
}

/**
 * Counts the money that was held, now that the term can take it. What is in another currency is parked.
 * Walks the whole ledger: once at the bind, once at each reinstatement.
 *
 * @returns the good payments newly counted, by when billing received them, and the ids of those newly parked
 */
export function releaseHeld(
  ledger: PaymentLedger,
  currency: string,
): {
  readonly ledger: PaymentLedger;
  readonly counted: readonly CountedPayment[];
  readonly parked: readonly string[];
} {
  const good = byReceipt(
    ledger.payments.filter(
      ({ place }, paymentId) => place === 'held' && !ledger.reversals.has(paymentId),
    ),
  );
  const counted = good
    .filter(([, payment]) => payment.currency === currency)
    .map(([paymentId, { amountCents }]) => ({ paymentId, amountCents }));
  const parked = good
    .filter(([, payment]) => payment.currency !== currency)
    .map(([paymentId]) => paymentId);
  return {
    ledger: {
      ...ledger,
      currency,
      payments: ledger.payments.map((payment) => released(payment, currency)),
      goodCents: counted.reduce((sum, { amountCents }) => sum + amountCents, ledger.goodCents),
      heldCents: 0,
      heldByCurrency: [],
      parkedCount: ledger.parkedCount + parked.length,
    },
    counted,
    parked,
  };
}

function released(payment: EnteredPayment, currency: string): EnteredPayment {
  if (payment.place !== 'held') return payment;
  return { ...payment, place: payment.currency === currency ? 'counted' : 'parked' };
}

/**
 * Takes out the next postdated payment that has fallen due, so that it can be entered anew as money of now.
 *
 * @returns null when none has
 */
export function takeDue(
  ledger: PaymentLedger,
  atMs: number,
): { readonly ledger: PaymentLedger; readonly payment: Payment } | null {
  const [next, ...later] = ledger.postdated;
  const entry = next && ledger.payments.get(next.paymentId);
  if (!next || !entry || next.receivedAtMs > atMs) return null;
  const { paymentId, receivedAtMs } = next;
  const { policyNumber, termNumber } = ledger;
  const { amountCents, currency } = entry;
  const receivedAt = new Date(receivedAtMs).toISOString();
  return {
    ledger: { ...ledger, payments: ledger.payments.delete(paymentId), postdated: later },
    payment: { paymentId, policyNumber, termNumber, currency, amountCents, receivedAt },
  };
}
