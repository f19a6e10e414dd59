import type { CivilDate } from '../calendar/civil-date.js';
import { refusalOf, type Refusal } from '../machine/refusals.js';
import { isInForce, type TermFacts } from '../policy-term/term-facts.js';

/** What decides whether a term can be renewed. */
export interface ExpiringFacts extends Pick<
  TermFacts,
  'days' | 'status' | 'cancelledOn' | 'replacedBy'
> {
  /** First day of the next term, as it is asked for. */
  readonly effectiveDate: CivilDate;
  /** A rewrite of the term that is under way; null where none is. */
  readonly openRewrite: string | null;
  /** The term after it, however it came about; null for the latest one. */
  readonly nextTerm: string | null;
  /** Another renewal of the term that is under way or done; null where there is none. */
  readonly otherRenewal: string | null;
  /** This renewal was begun before the term ended: that it has ended since takes nothing from the next one. */
  readonly isUnderWay: boolean;
}

/** Why a term cannot be renewed, the first reason that a person would name; null where it can. */
export function notRenewable(term: ExpiringFacts): Refusal | null {
  const { days, status, cancelledOn, replacedBy, effectiveDate } = term;
  const { openRewrite, nextTerm, otherRenewal, isUnderWay } = term;
  if (status === 'new' || status === 'awaited') return because('status', status, 'a bound term');
  if (cancelledOn !== null)
    return because('status', `cancelled from ${cancelledOn}`, 'a term that is not cancelled');
  if (replacedBy !== null)
    return because('status', `replaced by ${replacedBy}`, 'a term without a rewrite');
  if (!isInForce(term) && !(isUnderWay && status === 'expired'))
    return because('status', status, 'a term in force');
  if (openRewrite !== null)
    return because('openRewrite', openRewrite, 'a term of which no rewrite is under way');
  if (nextTerm !== null) return because('nextTerm', nextTerm, 'the latest term of the policy');
  if (otherRenewal !== null)
    return because('otherRenewal', otherRenewal, 'one renewal of each term');
  if (effectiveDate < days.expirationDate)
    return because('effectiveDate', effectiveDate, `${days.expirationDate} or later`);
  return null;
}

function because(field: string, found: string, allowed: string): Refusal {
  return refusalOf('notRenewable', { field, found, allowed });
}
