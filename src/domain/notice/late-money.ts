import { isWithin } from '../billing/confirmation.js';
import { addDays, civilDays, type CivilDate } from '../calendar/civil-date.js';
import { instantMs, type Instant } from '../calendar/instant.js';
import { formatCents, type Cents } from '../money/cents.js';

/**
 * What a product says of money that comes too late. A person decides and is advised by it, unless it says `automatic`:
 * to keep late money without a word can be read as if the policy had never ended.
 */
export interface LateMoneyRule {
  /** Days in which money still helps, the last of them included. */
  readonly withinDays: number;
  readonly automatic: boolean;
}

/** The last day on which late money still speaks for a cancelled term, in the zone of the policy. */
export function lastDayOfLateMoney(
  cancelledOn: CivilDate,
  { withinDays }: LateMoneyRule,
): CivilDate {
  return addDays(cancelledOn, withinDays);
}

/** The rule of a product as a term keeps it, which knows moments and no zones. */
export interface LateMoneyTerms {
  readonly lastDay: CivilDate;
  /** The last moment of that day. */
  readonly until: Instant;
  readonly isAutomatic: boolean;
}

/** Money that came after a cancellation, with all that came for it before. */
export interface MoneyAfterCancellation {
  readonly receivedAtMs: number;
  readonly dueCents: Cents;
  readonly paidCents: Cents;
  readonly toleranceCents: Cents;
}

/** What a product says of money that came after a cancellation. */
export interface LateMoneyAdvice {
  /** Soon enough, and enough. */
  readonly reinstates: boolean;
  /** In a sentence, for the person who decides. */
  readonly text: string;
}

/** Whether late money brings a cancelled term back by the rule of its product, and why. */
export function lateMoneyAdvice(
  { receivedAtMs, dueCents, paidCents, toleranceCents }: MoneyAfterCancellation,
  { lastDay, until }: Pick<LateMoneyTerms, 'lastDay' | 'until'>,
): LateMoneyAdvice {
  const paid = `${formatCents(paidCents)} of ${formatCents(dueCents)} past due`;
  if (receivedAtMs > instantMs(until)) {
    const text = `The product advises to return it: it came after ${lastDay}, the last day for that.`;
    return { reinstates: false, text };
  }
  if (isWithin(dueCents - paidCents, toleranceCents))
    return {
      reinstates: true,
      text: `The product advises to reinstate: ${paid} came by ${lastDay}.`,
    };
  const text = `The product advises to wait for the rest until ${lastDay}: ${paid} came.`;
  return { reinstates: false, text };
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
