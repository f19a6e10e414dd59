import type { CivilDate } from '../calendar/civil-date.js';
import type { Revised } from '../machine/conditions.js';
import type { TermFacts } from '../policy-term/term-facts.js';
import type { ReinstatementLimits, ReinstatementStanding } from './limits.js';

/** A term and the day from which it shall cover again. */
export interface ComingBack {
  readonly term: TermFacts;
  /** Null is the day of the cancellation: as if it had never been. */
  readonly on: CivilDate | null;
  /** Product: whether a term may come back with days without cover. */
  readonly isGapAllowed: boolean;
}

/** What happens to a reinstatement, with what is known at that moment. */
export type ReinstatementEvent =
  | ({ readonly kind: 'create' } & ComingBack)
  | ({
      readonly kind: 'quoteResult';
      readonly hasFindings: boolean;
      /** Money for the cancellation was received in time and learned of later: nobody has to decide. */
      readonly isPaidInTime: boolean;
      readonly standing: ReinstatementStanding;
      readonly limits: ReinstatementLimits;
    } & Revised)
  | { readonly kind: 'decide'; readonly decision: 'approve' | 'decline' }
  | { readonly kind: 'accept' }
  | ({
      readonly kind: 'turnGranted';
      /** The last change of the term when this one was quoted. */
      readonly quotedAfter: string;
    } & ComingBack)
  | { readonly kind: 'bindResult'; readonly isDone: boolean }
  | { readonly kind: 'billed' }
  /** By a person, or by the term when the money in time was taken back. */
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'endOfTerm' }
  | { readonly kind: 'abandon'; readonly isWritten: boolean }
  | { readonly kind: 'correct'; readonly isAwaited: boolean };

/** What a reinstatement shall have done outside. Each can be done twice. */
export type ReinstatementEffect =
  /** Find what is charged again: a new revision. */
  | 'quote'
  /** Nobody else is asked. */
  | 'acceptByItself'
  | 'askUnderwriter'
  | 'takeTurn'
  /** Or leave the queue; nothing where it has neither. */
  | 'giveBackTurn'
  | 'book'
  | 'tellTermReinstated'
  /** Nothing came of it: money in time may start another. */
  | 'tellTermEnded'
  | 'bill'
  /** What was prepared in the policy system and is not bound. */
  | 'closeUnbound'
  | 'askPerson'
  | 'runStepAgain'
  /** A result that came too late is dropped, with a note in the log. */
  | 'noteDropped';
