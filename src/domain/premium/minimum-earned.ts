import type { Cents } from '../money/cents.js';
import {
  dividedBy,
  isLess,
  lesser,
  minus,
  NONE,
  plus,
  ratio,
  times,
  WHOLE,
  type Ratio,
} from '../money/ratio.js';

/** The least that an insurer keeps of a premium when the insured cancels: a share in hundredths of a percent, or an amount. */
export type MinimumEarned =
  | { readonly kind: 'share'; readonly basisPoints: number }
  | { readonly kind: 'amount'; readonly amountCents: Cents };

/** One charge of premium, as a minimum sees it. */
export interface PremiumPart {
  readonly writtenCents: Cents;
  /** What part is earned without a minimum. */
  readonly earned: Ratio;
  /** Whether nothing of it can come back. */
  readonly isKept: boolean;
}

/**
 * The part that every charge earns because the days alone would earn less than the minimum; null where they do not. What
 * cannot come back anyway counts towards the minimum.
 *
 * Only a premium above zero has a minimum, and it is never more than the premium.
 */
export function minimumFactor(minimum: MinimumEarned, parts: readonly PremiumPart[]): Ratio | null {
  const written = sum(parts.map((one) => ratio(one.writtenCents)));
  if (!isLess(NONE, written)) return null;
  const floor = floorOf(minimum, written);
  const earned = sum(parts.map(({ writtenCents, earned: of }) => times(ratio(writtenCents), of)));
  if (!isLess(earned, floor)) return null;
  const kept = sum(parts.map((one) => ratio(one.isKept ? one.writtenCents : 0)));
  const open = minus(written, kept);
  return isLess(NONE, open) ? lesser(dividedBy(minus(floor, kept), open), WHOLE) : null;
}

function floorOf(minimum: MinimumEarned, written: Ratio): Ratio {
  return minimum.kind === 'amount'
    ? ratio(minimum.amountCents)
    : times(written, ratio(minimum.basisPoints, 10_000));
}

function sum(values: readonly Ratio[]): Ratio {
  return values.reduce(plus, NONE);
}
