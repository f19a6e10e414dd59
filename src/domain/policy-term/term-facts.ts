import type { CivilDate } from '../calendar/civil-date.js';
import type { TermDays } from '../calendar/term-days.js';
import type { TermStatus } from './events.js';

/** What a transaction knows of the term that it wants to change, as the term answered. */
export interface TermFacts {
  readonly days: TermDays;
  readonly status: TermStatus;
  /** From when it is cancelled; null while it is in force, or was never cancelled. */
  readonly cancelledOn: CivilDate | null;
  /** The term of a rewrite that took its place. */
  readonly replacedBy: string | null;
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
