import type { CivilDate } from '../domain/calendar/civil-date.js';
import type { RescindTerms } from '../domain/policy-term/events.js';
import type { TermName } from '../domain/workflow-ids.js';

/** A change of itself that a term wants. */
export interface WantedByTerm {
  readonly term: TermName;
  /** What the term calls it; the same for every repeat. */
  readonly requestId: string;
  /** Key of the product file by which the term is changed. */
  readonly productKey: string;
  /** First day on which the change holds, as far as the term knows. */
  readonly effectiveDate: CivilDate;
  /** Of the term. */
  readonly expirationDate: CivilDate;
}

/** A term that was not paid wants to be cancelled. */
export interface CancellationWanted extends WantedByTerm {
  readonly reason: 'notTaken' | 'nonPayment';
  /** How money received in time undoes it; null where that follows from what billing has. */
  readonly undoneBy: RescindTerms | null;
}

/** Nobody wants a term without the one before it, which was cancelled. */
export interface NextTermUnwanted {
  readonly term: TermName;
  /** What whoever cancels it calls that; the same for every repeat. */
  readonly requestId: string;
}

/** A change of a term whose next one was bound without it. */
export interface ChangeToCarry {
  readonly from: TermName;
  readonly to: TermName;
  /** Workflow id of the change, as the term knows it. */
  readonly transaction: string;
}

/** Why a change was not started, in sentences; null when it was, now or before. */
export type NotStarted = string | null;

/**
 * Steps by which a term starts changes of itself, which go on by themselves as far as they can; each kind of change has its own.
 * Repeatable: the same request is one change, however often it is asked for.
 */
export interface TermChangeSteps {
  readonly startCancellation: (wanted: CancellationWanted) => Promise<NotStarted>;
  /** Cancels a term from its first day, with everything given back; null also where it is cancelled so already. */
  readonly cancelNextTerm: (unwanted: NextTermUnwanted) => Promise<NotStarted>;
  /** Asks for an endorsement on the next term too, from its first day and with the same difference over a whole term; it waits to be accepted. */
  readonly carryToNextTerm: (change: ChangeToCarry) => Promise<NotStarted>;
  readonly startReinstatement: (wanted: WantedByTerm) => Promise<NotStarted>;
}
