import { isWithin } from '../billing/confirmation.js';
import { addDays, civilDays, type CivilDate } from '../calendar/civil-date.js';
import type { Cents } from '../money/cents.js';

/**
 * What a product says of money that comes too late. A person decides and is advised by it, unless it says `automatic`:
 * to keep late money without a word can be read as if the policy had never ended.
 */
export interface LateMoneyRule {
  /** Days in which money still helps, the last of them included. */
  readonly withinDays: number;
  readonly automatic: boolean;
}

/** Money that came after a cancellation. Days are days in the zone of the policy. */
export interface MoneyAfterCancellation {
  readonly cancelledOn: CivilDate;
  readonly paidOn: CivilDate;
  readonly dueCents: Cents;
  readonly paidCents: Cents;
  readonly toleranceCents: Cents;
}

/** Whether late money brings a cancelled term back: soon enough, and enough. */
export function reinstatesByMoney(
  { cancelledOn, paidOn, dueCents, paidCents, toleranceCents }: MoneyAfterCancellation,
  { withinDays }: LateMoneyRule,
): boolean {
  return (
    civilDays(cancelledOn, paidOn) <= withinDays && isWithin(dueCents - paidCents, toleranceCents)
  );
}

/** Cover of a term that is paid for after the one before it has ended. */
export interface LateRenewal {
  readonly coverFrom: CivilDate;
  readonly uncoveredDays: number;
}

/**
 * From when a renewal covers that is paid late: without a gap until the end of the day of expiry, then from the day after
 * the money.
 *
 * @returns null where it is too late to renew; the money goes back
 */
export function lateRenewal(
  expiration: CivilDate,
  paidOn: CivilDate,
  { withinDays }: LateMoneyRule,
): LateRenewal | null {
  const late = civilDays(expiration, paidOn);
  if (late > withinDays) return null;
  const coverFrom = late <= 0 ? expiration : addDays(paidOn, 1);
  return { coverFrom, uncoveredDays: civilDays(expiration, coverFrom) };
}

/** Whether money is in time by the day it was paid: the due day counts until its end. */
export function isPaidInTime(dueOn: CivilDate, paidOn: CivilDate): boolean {
  return paidOn <= dueOn;
}

/** Whether money is in time by its postmark, which has to be of a day before. */
export function isPostmarkedInTime(dueOn: CivilDate, postmarkedOn: CivilDate): boolean {
  return postmarkedOn < dueOn;
}
