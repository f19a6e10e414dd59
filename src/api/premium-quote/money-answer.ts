import { formatCents, type Cents } from '../../domain/money/cents.js';

/** Amounts as they are answered. */
export function moneyIn(currency: string) {
  return (cents: Cents) => ({ value: formatCents(cents), currency });
}
