import type { CivilDate } from '../calendar/civil-date.js';
import type { Revised } from '../machine/conditions.js';
import type { TermFacts } from '../policy-term/term-facts.js';
import type { LaterChange } from './sequence.js';

/** What happens to an endorsement, with what is known at that moment. */
export type EndorsementEvent =
  | { readonly kind: 'create'; readonly term: TermFacts; readonly effectiveDate: CivilDate }
  | ({
      readonly kind: 'quoteResult';
      readonly hasFindings: boolean;
      readonly effectiveDate: CivilDate;
      /** Changes that are booked from a later day; none where the product lets a change come before them. */
      readonly inTheWay: readonly LaterChange[];
    } & Revised)
  | { readonly kind: 'edit'; readonly term: TermFacts; readonly effectiveDate: CivilDate }
  | { readonly kind: 'accept' }
  /** Another transaction changed the term: what was quoted no longer holds. */
  | { readonly kind: 'chainMoved' }
  | {
      readonly kind: 'turnGranted';
      readonly term: TermFacts;
      readonly effectiveDate: CivilDate;
      /** The last change of the term when this one was quoted. */
      readonly quotedAfter: string;
      /** What it comes to now is what was quoted. */
      readonly isSameQuote: boolean;
    }
  | { readonly kind: 'bindResult'; readonly isDone: boolean }
  | { readonly kind: 'billed' }
  | { readonly kind: 'withdraw' }
  /** Nobody accepted it in time. */
  | { readonly kind: 'expire' }
  | { readonly kind: 'termCancelled' }
  | { readonly kind: 'endOfTerm' }
  | { readonly kind: 'abandon'; readonly isWritten: boolean }
  | { readonly kind: 'correct'; readonly isAwaited: boolean };

/** What an endorsement shall have done outside. Each can be done twice. */
export type EndorsementEffect =
  /** Find what it costs, on the last change of the term: a new revision. */
  | 'quote'
  | 'takeTurn'
  /** Or leave the queue; nothing where it has neither. */
  | 'giveBackTurn'
  /** In the policy system, with the premium exactly once. */
  | 'book'
  | 'tellTermEndorsed'
  | 'bill'
  | 'readSchedule'
  /** What was prepared in the policy system and is not bound. */
  | 'closeUnbound'
  | 'askPerson'
  | 'runStepAgain'
  /** A result that came too late is dropped, with a note in the log. */
  | 'noteDropped';
