import type { Cents } from './cents.js';

/**
 * Splits an amount in proportion to what the parts weigh. Together the shares are the amount to the cent: what rounding
 * leaves over goes a cent each to the parts that it took most of, of equal ones to the heavier, then to the earlier.
 *
 * @param amountCents of either sign
 * @param weights zero or more each
 * @returns one share for each weight, in their order
 * @throws RangeError when no part weighs anything
 */
export function sharesOf(amountCents: Cents, weights: readonly Cents[]): readonly Cents[] {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (whole <= 0n) throw new RangeError('nothing to share by');
  const exact = weights.map((weight) => BigInt(amountCents) * BigInt(weight));
  const shares = exact.map((amount) => Number(amount / whole));
  const left = amountCents - shares.reduce((sum, share) => sum + share, 0);
  const mostTaken = weights
    .map((weight, at) => ({ weight, at, taken: magnitude((exact[at] ?? 0n) % whole) }))
    .sort(
      (one, other) =>
        compare(other.taken, one.taken) || other.weight - one.weight || one.at - other.at,
    )
    .slice(0, Math.abs(left));
  for (const { at } of mostTaken) shares[at] = (shares[at] ?? 0) + Math.sign(left);
  return shares.map((share) => share + 0);
}

function magnitude(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

function compare(one: bigint, other: bigint): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
