import type { Cents } from '../money/cents.js';
import type { CurrencySum, EnteredPayment, PaymentLedger } from './state.js';

type Summed = Pick<EnteredPayment, 'place' | 'amountCents' | 'currency'>;

/** The sums with one payment more. Postdated money has no sum: it is listed until it falls due. */
export function withSum(ledger: PaymentLedger, payment: Summed): PaymentLedger {
  return summed(ledger, payment, 1);
}

/** The sums with one payment less. */
export function withoutSum(ledger: PaymentLedger, payment: Summed): PaymentLedger {
  return summed(ledger, payment, -1);
}

function summed(
  ledger: PaymentLedger,
  { place, amountCents, currency }: Summed,
  sign: 1 | -1,
): PaymentLedger {
  const cents = sign * amountCents;
  switch (place) {
    case 'counted':
      return { ...ledger, goodCents: ledger.goodCents + cents };
    case 'held':
      return {
        ...ledger,
        heldCents: ledger.heldCents + cents,
        heldByCurrency: withHeld(ledger.heldByCurrency, currency, cents),
      };
    case 'parked':
      return { ...ledger, parkedCount: ledger.parkedCount + sign };
    case 'postdated':
      return ledger;
  }
}

function withHeld(
  held: readonly CurrencySum[],
  currency: string,
  cents: Cents,
): readonly CurrencySum[] {
  const before = held.find((sum) => sum.currency === currency)?.cents ?? 0;
  const others = held.filter((sum) => sum.currency !== currency);
  if (before + cents === 0) return others;
  const at = others.findIndex((sum) => sum.currency > currency);
  return others.toSpliced(at < 0 ? others.length : at, 0, { currency, cents: before + cents });
}
