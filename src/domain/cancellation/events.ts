import type { CivilDate } from '../calendar/civil-date.js';
import type { TermDays } from '../calendar/term-days.js';
import type { Revised } from '../machine/conditions.js';
import type { CoveredCancellation, Moratorium } from '../notice/moratorium.js';
import type { Rescission, RescindLimits } from '../notice/rescind.js';
import type { TermFacts } from '../policy-term/term-facts.js';

/** What happens to a cancellation, with what is known at that moment. Moments are milliseconds since 1970. */
export type CancellationEvent =
  | {
      readonly kind: 'create';
      readonly term: TermFacts;
      /** As it follows from who asks and why. */
      readonly date: CivilDate;
      /** Somebody asked for everything back. */
      readonly isFlatAsked: boolean;
    }
  | ({ readonly kind: 'quoteResult'; readonly hasFindings: boolean } & Revised)
  /** The notice is out. `earliest`: the first day that the law allows after it. */
  | {
      readonly kind: 'recordNotice';
      readonly term: TermDays;
      readonly date: CivilDate;
      readonly earliest: CivilDate;
    }
  | {
      readonly kind: 'accept';
      readonly needsNotice: boolean;
      readonly atMs: number;
      /** When the cancellation takes effect. */
      readonly effectiveMs: number;
    }
  | {
      readonly kind: 'reschedule';
      readonly term: TermDays;
      readonly date: CivilDate;
      readonly earliest: CivilDate;
    }
  /** Money came for what is past due, or billing says itself that it shall not happen. */
  | {
      readonly kind: 'rescind';
      readonly rescission: Rescission;
      readonly limits: RescindLimits;
    }
  | { readonly kind: 'withdraw'; readonly atMs: number; readonly deadlineMs: number }
  | {
      readonly kind: 'effectiveReached';
      readonly atMs: number;
      /** The effective moment, and the days for which the product holds a cancellation back. */
      readonly deadlineMs: number;
      readonly needsNotice: boolean;
      readonly hasProof: boolean;
    }
  | {
      readonly kind: 'turnGranted';
      readonly term: TermFacts;
      readonly date: CivilDate;
      /** From when the term was cancelled already when this one was asked for; null where it was in force. */
      readonly cancelledBefore: CivilDate | null;
    }
  | { readonly kind: 'cancelResult'; readonly isDone: boolean }
  | { readonly kind: 'billed' }
  | ({
      readonly kind: 'moratoriumStarts';
      readonly moratorium: Moratorium;
      /** Today, or the day of the notice, in the zone of the policy. */
      readonly on: CivilDate;
    } & CoveredCancellation)
  /** Another cancellation of the term was booked. */
  | { readonly kind: 'otherCancelled' }
  | { readonly kind: 'endOfTerm' }
  | { readonly kind: 'abandon'; readonly isWritten: boolean }
  | { readonly kind: 'correct'; readonly isAwaited: boolean };

/** What a cancellation shall have done outside. Each can be done twice. */
export type CancellationEffect =
  /** Find what comes back: a new revision. */
  | 'quote'
  /** The same for another day, before anything else: findings stop it here and need a person. */
  | 'quoteAgain'
  | 'keepProof'
  /** To the earliest day after the notice, or to the day that was asked for; never earlier than it stands. */
  | 'moveDate'
  | 'flagTerm'
  | 'moveTermFlag'
  /** Nothing where the term is not flagged by this cancellation. */
  | 'clearTermFlag'
  | 'answerShortfall'
  /** Keep it until the cancellation is booked, and decide then. */
  | 'keepRescission'
  | 'decideKeptRescissions'
  /** The term starts a reinstatement without a gap, if it is not under way. */
  | 'forwardToTerm'
  /** A person decides, advised by what the product says of late money. */
  | 'lateMoney'
  | 'takeTurn'
  /** Or leave the queue; nothing where it has neither. */
  | 'giveBackTurn'
  | 'book'
  | 'tellTermCancelled'
  | 'bill'
  /** Two cancellations of one term wanted different days. */
  | 'askAboutDates'
  /** Why it came to nothing, and whom that has to be told. */
  | 'sayMoratorium'
  | 'askPerson'
  | 'runStepAgain'
  /** A result that came too late is dropped, with a note in the log. */
  | 'noteDropped';
