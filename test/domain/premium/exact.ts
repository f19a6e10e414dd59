import { CUSTOMARY_SHORT_RATE } from '../../../src/domain/premium/short-rate-table.js';

/** A fraction as it comes, never reduced. The product computes with other ones, so that each proves the other. */
export type Exact = readonly [over: bigint, under: bigint];

/** Whether no other amount is nearer, and a tie went away from zero: a proof of a rounding and not another one. */
export function isNearest(amount: number, over: bigint, under: bigint): boolean {
  const [top, bottom] = under < 0n ? [-over, -under] : [over, under];
  const missing = 2n * (top - BigInt(amount) * bottom);
  if (missing === bottom) return top < 0n;
  if (missing === -bottom) return top > 0n;
  return -bottom < missing && missing < bottom;
}

/** Days of a layer: of the term before it, of its own interval before the cancellation, and after. */
export interface LayerDays {
  readonly before: number;
  readonly used: number;
  readonly left: number;
}

/** What is earned of a layer, told by the days that are used and not by those that are left. */
export function earnedExactly(
  method: 'proRata' | 'shortRate90' | 'shortRateTable',
  { before, used, left }: LayerDays,
): Exact {
  const own = used + left;
  if (method === 'proRata') return [BigInt(used), BigInt(own)];
  if (method === 'shortRate90') return [BigInt(10 * used + left), BigInt(10 * own)];
  const day = before + used;
  const percent = CUSTOMARY_SHORT_RATE.find(([until]) => day <= until)?.[1] ?? 100;
  const term = before + own;
  return [BigInt(100 * own - (100 - percent) * term), BigInt(100 * own)];
}

/** Whether an exact sum of amounts by parts is below a share of their sum. */
export function isBelowShare(
  amounts: readonly (readonly [amount: number, of: Exact])[],
  basisPoints: number,
): boolean {
  const [over, under] = amounts.reduce<Exact>(
    ([a, b], [amount, [c, d]]) => [a * d + BigInt(amount) * c * b, b * d],
    [0n, 1n],
  );
  const written = amounts.reduce((sum, [amount]) => sum + BigInt(amount), 0n);
  return over * 10_000n < written * BigInt(basisPoints) * under;
}
