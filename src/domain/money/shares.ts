import type { Cents } from './cents.js';

/**
 * Splits an amount in proportion to what the parts weigh. Together the shares are the amount to the cent: what rounding
 * leaves over goes a cent each to the heaviest parts, the earlier one where two weigh the same.
 *
 * @param amountCents of either sign
 * @param weights zero or more each
 * @returns one share for each weight, in their order
 * @throws RangeError when no part weighs anything
 */
export function sharesOf(amountCents: Cents, weights: readonly Cents[]): readonly Cents[] {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (whole <= 0n) throw new RangeError('nothing to share by');
  const shares = weights.map((weight) => Number((BigInt(amountCents) * BigInt(weight)) / whole));
  const left = amountCents - shares.reduce((sum, share) => sum + share, 0);
  const heaviest = weights
    .map((weight, at) => ({ weight, at }))
    .sort((one, other) => other.weight - one.weight || one.at - other.at)
    .slice(0, Math.abs(left));
  for (const { at } of heaviest) shares[at] = (shares[at] ?? 0) + Math.sign(left);
  return shares.map((share) => share + 0);
}
