import { civilDays, laterOf, type CivilDate } from '../calendar/civil-date.js';
import { outsideTerm, type TermDays } from '../calendar/term-days.js';
import { isRefusal, refusalOf, type Refusal } from '../machine/refusals.js';
import {
  isFromTheStart,
  type CancellationCause,
  type CancellationReason,
} from './cancellation-reason.js';
import { leadTime, type LeadTime, type NoticeQuestion } from './lead-time.js';
import { earliestCancellation } from './notice-days.js';
import type { NoticeCategory, NoticeLine, NoticeRules } from './notice-rows.js';

/** A cancellation as it is asked for. All days are days in the zone of the policy. */
export interface CancellationRequest extends CancellationCause {
  readonly term: TermDays;
  readonly isRenewal: boolean;
  /** Day on which the request came in, or the insurer's notice goes out. */
  readonly receivedOn: CivilDate;
  /** From which day it shall hold; null leaves it to the law. */
  readonly requestedOn: CivilDate | null;
}

/** What of a policy decides how long a notice must be. */
export type NoticedPolicy = Pick<NoticeQuestion, 'jurisdiction' | 'isAdmitted'> & {
  readonly lines: readonly NoticeLine[];
};

/** From which day a cancellation holds, and what it takes. */
export interface CancellationDay {
  readonly date: CivilDate;
  /** It can be moved, but to no day before this one. */
  readonly earliest: CivilDate;
  /** At the very start of the term: as if the policy had never been, everything goes back. */
  readonly isFlat: boolean;
  /** The insurer has to tell the insured first; null where nobody has to. */
  readonly lead: LeadTime | null;
}

/** Refuses a second cancellation that does not pull the end forward. */
export function notEarlier(cancelledOn: CivilDate | null, date: CivilDate): Refusal | null {
  if (cancelledOn === null || date < cancelledOn) return null;
  return refusalOf('notEarlier', {
    field: 'effectiveDate',
    found: date,
    allowed: `a day before ${cancelledOn}`,
  });
}

/**
 * From which day a cancellation holds, by who asks and why.
 *
 * A notice that goes out before the term has begun ends it at its start, unless a day of the term was asked for.
 *
 * @returns a refusal `beforeTermStart`, `atOrAfterExpiration` (the term expires by itself) or `noNoticeRow`
 */
export function cancellationDay(
  asked: CancellationRequest,
  policy: NoticedPolicy,
  rules: NoticeRules,
): CancellationDay | Refusal {
  const day = dayOf(asked, policy, rules);
  if (isRefusal(day)) return day;
  const isFlat = day.date === asked.term.effectiveDate;
  return outsideTerm(asked.term, day.date) ?? { ...day, isFlat };
}

type Day = Omit<CancellationDay, 'isFlat'>;

function dayOf(
  asked: CancellationRequest,
  policy: NoticedPolicy,
  rules: NoticeRules,
): Day | Refusal {
  const { term, source, reason, receivedOn, requestedOn } = asked;
  const { effectiveDate } = term;
  if (isFromTheStart(reason)) return unnoticed(effectiveDate);
  if (reason === 'rewrittenMidTerm') return unnoticed(requestedOn ?? receivedOn);
  const day = source === 'insured' ? unnoticed(receivedOn) : noticed(asked, policy, rules);
  if (isRefusal(day)) return day;
  const wanted = requestedOn ?? effectiveDate;
  if (receivedOn < effectiveDate && wanted <= effectiveDate)
    return { ...day, date: wanted, earliest: effectiveDate };
  return { ...day, date: requestedOn === null ? day.date : laterOf(day.date, requestedOn) };
}

function unnoticed(date: CivilDate): Day {
  return { date, earliest: date, lead: null };
}

/** The insurer's own cancellation, which holds when the notice has run. */
function noticed(
  { term, isRenewal, reason, receivedOn }: CancellationRequest,
  policy: NoticedPolicy,
  rules: NoticeRules,
): Day | Refusal {
  const daysInForce = civilDays(term.effectiveDate, receivedOn);
  const lead = leadTime(rules, {
    action: 'cancel',
    category: categoryOf(reason),
    termEffective: term.effectiveDate,
    ...policy,
    daysInForce: isRenewal ? null : daysInForce,
  });
  if (isRefusal(lead)) return lead;
  const date = earliestCancellation(receivedOn, lead);
  return { date, earliest: date, lead };
}

/** The law knows non-payment and fraud; everything else is one. */
function categoryOf(reason: CancellationReason): NoticeCategory {
  return reason === 'nonPayment' || reason === 'fraud' ? reason : 'other';
}
