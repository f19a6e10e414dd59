import type { CivilDate } from '../calendar/civil-date.js';
import { lateRenewal, type LateRenewal } from '../notice/late-money.js';
import type { RenewalRules } from '../product/renewal.js';

/**
 * What the product says of money that came after a renewal was not taken (LP-03): from when the next term would cover. It advises
 * the person who decides (D44); kept without a word, late money can be read as if cover had never ended.
 *
 * @param paidOn in the zone of the policy
 * @returns null where the money goes back
 */
export function lateOfferAdvice(
  { lateDays }: Pick<RenewalRules, 'lateDays'>,
  expiration: CivilDate,
  paidOn: CivilDate,
): LateRenewal | null {
  if (lateDays === null) return null;
  return lateRenewal(expiration, paidOn, { withinDays: lateDays, automatic: false });
}
