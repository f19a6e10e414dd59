import type { Revised } from '../machine/conditions.js';
import type { TermFacts } from '../policy-term/term-facts.js';
import type { RewriteDaysAsked } from './dates.js';

/** The term to be replaced and how. */
export interface Replacing {
  readonly term: TermFacts;
  /** With the day from which the term is cancelled, or shall be. */
  readonly asked: RewriteDaysAsked;
}

/** What happens to a rewrite, with what is known at that moment. */
export type RewriteEvent =
  | ({ readonly kind: 'create' } & Replacing)
  | ({ readonly kind: 'quoteResult'; readonly hasFindings: boolean } & Revised)
  | { readonly kind: 'accept' }
  | ({ readonly kind: 'turnGranted' } & Replacing)
  /** Of the cancellation of the term to be replaced. */
  | { readonly kind: 'cancelResult'; readonly isDone: boolean }
  /** Of the new term. */
  | { readonly kind: 'bindResult'; readonly isDone: boolean }
  /** Both the return and the new term. */
  | { readonly kind: 'billed' }
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'endOfTerm' }
  | {
      readonly kind: 'abandon';
      /** What the state writes: the cancellation, or the new term. */
      readonly isWritten: boolean;
      /** This rewrite cancelled the term, which was in force before. */
      readonly isCancelledHere: boolean;
    }
  | { readonly kind: 'correct'; readonly isAwaited: boolean };

/** What a rewrite shall have done outside. Each can be done twice. */
export type RewriteEffect =
  /** Find what the new term costs and the old one returns: a new revision. */
  | 'quote'
  | 'takeTurn'
  /** Or leave the queue; nothing where it has neither. */
  | 'giveBackTurn'
  | 'cancelOld'
  | 'tellTermCancelled'
  | 'bindNew'
  | 'tellTermReplaced'
  | 'handOverNew'
  | 'bill'
  /** Without a gap, once the turn is back. */
  | 'reinstateOld'
  /** What was prepared in the policy system and is not bound. */
  | 'closeUnbound'
  | 'askPerson'
  /** Nobody is covered: the person is asked before everybody else. */
  | 'askPersonAtOnce'
  | 'runStepAgain'
  /** A result that came too late is dropped, with a note in the log. */
  | 'noteDropped';
