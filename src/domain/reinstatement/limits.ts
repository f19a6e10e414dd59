import { civilDays, type CivilDate } from '../calendar/civil-date.js';
import { isWithin } from '../billing/confirmation.js';
import type { Cents } from '../money/cents.js';

/** Within which a term comes back without an underwriter: product data. */
export interface ReinstatementLimits {
  /** Days since the cancellation, the last of them included; 0 lets nothing back by itself but on the day itself. */
  readonly withinDays: number;
  /** How much of what is owed may be missing. */
  readonly toleranceCents: Cents;
}

/** How a reinstatement stands when it is quoted. */
export interface ReinstatementStanding {
  readonly cancelledOn: CivilDate;
  /** Today, in the zone of the policy. */
  readonly today: CivilDate;
  /** What the insured owes for the term and has not paid. */
  readonly shortfallCents: Cents;
}

/** Whether nobody needs to decide. */
export function isWithinLimits(
  { cancelledOn, today, shortfallCents }: ReinstatementStanding,
  { withinDays, toleranceCents }: ReinstatementLimits,
): boolean {
  return civilDays(cancelledOn, today) <= withinDays && isWithin(shortfallCents, toleranceCents);
}
