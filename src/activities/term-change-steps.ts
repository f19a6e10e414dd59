import type { CivilDate } from '../domain/calendar/civil-date.js';
import type { RescindTerms } from '../domain/policy-term/events.js';
import type { TermName } from '../domain/workflow-ids.js';

/** A change of itself that a term wants. */
export interface WantedByTerm {
  readonly term: TermName;
  /** What the term calls it; the same for every repeat. */
  readonly requestId: string;
  readonly reason: 'notTaken' | 'nonPayment';
  /** Key of the product file by which the term is changed. */
  readonly productKey: string;
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
  /** How money received in time undoes it; null where that follows from what billing has. */
  readonly undoneBy: RescindTerms | null;
}

/** Why a change was not started, in sentences; null when it was, now or before. */
export type NotStarted = string | null;

/** Steps by which a term starts changes of itself; each kind of change has its own. */
export interface TermChangeSteps {
  /**
   * Starts the cancellation that the term asks for, which goes on by itself as far as it can. Repeatable: the same request is one
   * cancellation, however often it is asked for.
   */
  readonly startCancellation: (wanted: WantedByTerm) => Promise<NotStarted>;
}
