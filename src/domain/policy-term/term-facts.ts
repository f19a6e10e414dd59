import type { CivilDate } from '../calendar/civil-date.js';
import type { TermDays } from '../calendar/term-days.js';
import { refusalOf, type Refusal } from '../machine/refusals.js';
import type { TermName } from '../workflow-ids.js';
import type { TermStatus } from './events.js';

/** What a transaction knows of the term that it wants to change, as the term answered. */
export interface TermFacts {
  readonly days: TermDays;
  readonly status: TermStatus;
  /** From when it is cancelled; null while it is in force, or was never cancelled. */
  readonly cancelledOn: CivilDate | null;
  /** The term of a rewrite that took its place. */
  readonly replacedBy: string | null;
  /** The term that follows it, once that is bound. */
  readonly nextTerm: TermName | null;
  /** The transaction whose cancellation is pending. */
  readonly pendingCancellation: string | null;
  /** The transaction that changed the term last: what was quoted on an earlier one has to be quoted again. */
  readonly lastChange: string;
  /** The latest day from which any change of the term holds. */
  readonly latestChangeFrom: CivilDate;
}

/** Bound, not cancelled, not over. */
export function isInForce({ status }: Pick<TermFacts, 'status'>): boolean {
  return status === 'unconfirmed' || status === 'confirmed';
}

/** Refuses what only a term in force can have done to it. */
export function notInForce({ status }: Pick<TermFacts, 'status'>): Refusal | null {
  if (isInForce({ status })) return null;
  return refusalOf('termNotInForce', {
    field: 'status',
    found: status,
    allowed: 'a term in force',
  });
}

/** Refuses a rewrite of a term that was replaced already, or is over. */
export function notReplaceable({
  status,
  replacedBy,
}: Pick<TermFacts, 'status' | 'replacedBy'>): Refusal | null {
  if (replacedBy !== null)
    return refusalOf('termReplaced', {
      field: 'status',
      found: `replaced by ${replacedBy}`,
      allowed: 'a term without a rewrite',
    });
  if (isInForce({ status }) || status === 'cancelled') return null;
  return refusalOf('termNotInForce', {
    field: 'status',
    found: status,
    allowed: 'a term in force, or a cancelled one',
  });
}
