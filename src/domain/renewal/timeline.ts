import { addDays, type CivilDate } from '../calendar/civil-date.js';
import type { Refusal } from '../machine/refusals.js';
import { daysOf, leadTime, type LeadTime, type NoticeQuestion } from '../notice/lead-time.js';
import { noticeWindow, type NoticeWindow } from '../notice/notice-days.js';
import type { NoticeRules } from '../notice/notice-rows.js';
import type { RenewalRules } from '../product/renewal.js';

/** The days of a renewal, in the zone of the policy; some of them may be over when it begins. */
export interface RenewalTimeline {
  /** It is quoted. */
  readonly startOn: CivilDate;
  /** It is looked whether anything stands against it, the earliest first. */
  readonly recheckOn: readonly CivilDate[];
  /** The offer goes out; null in the other flows. */
  readonly offerOn: CivilDate | null;
  /** The new term is bound; null in the flow `offer`. */
  readonly issueOn: CivilDate | null;
  /** The last day on which an offer can be paid, until its end; null in the other flows. */
  readonly payableUntil: CivilDate | null;
  /** The days on which a notice of non-renewal is in time. */
  readonly nonRenewal: NoticeWindow;
  /** The old term ends, and the new one begins. */
  readonly expiresOn: CivilDate;
}

/**
 * How long before its end a policy must be told that it is not renewed. `termEffective` is the first day of the expiring term.
 *
 * @returns a refusal `noNoticeRow` where the notice file has no row for it (D24): never guessed
 */
export function nonRenewalLead(
  rules: NoticeRules,
  policy: Omit<NoticeQuestion, 'action' | 'category' | 'daysInForce'>,
): LeadTime | Refusal {
  return leadTime(rules, { ...policy, action: 'nonRenew', category: null, daysInForce: null });
}

/** The days of a renewal from the day on which the old term ends, by the law of notice and by the product. */
export function renewalTimeline(
  expiration: CivilDate,
  lead: Pick<LeadTime, 'minDays' | 'maxDays' | 'mailingDays'>,
  rules: Omit<RenewalRules, 'startsByItself' | 'premium' | 'lateDays'>,
): RenewalTimeline {
  const before = (days: number): CivilDate => addDays(expiration, -days);
  const isOffered = rules.flow === 'offer';
  return {
    startOn: before(daysOf(lead) + rules.practiceDays + rules.concurrencyDays),
    recheckOn: rules.recheckDaysBefore.map(before).sort(),
    offerOn: isOffered ? before(rules.offerDaysBefore) : null,
    issueOn: isOffered ? null : before(rules.issueDaysBefore),
    payableUntil: isOffered ? addDays(expiration, rules.offerPayableDays) : null,
    nonRenewal: noticeWindow(expiration, lead),
    expiresOn: expiration,
  };
}
