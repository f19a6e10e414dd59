import type { CivilDate } from '../calendar/civil-date.js';
import type { Instant } from '../calendar/instant.js';

/** Everything that is told when it happens, by its name, with when that is. */
export const EVENT_TYPES = {
  'bindery.transaction.waiting':
    'A transaction rests: at a milestone, or until a moment or an act that it names.',
  'bindery.transaction.needsAttention': 'A step was stopped, and a person is needed.',
  'bindery.transaction.resumed': 'What had stopped was put right, and goes on.',
  'bindery.transaction.bound': 'The policy system has booked what the transaction is for.',
  'bindery.transaction.ended': 'Nothing happens in the transaction any more by itself.',
  'bindery.renewal.offered': 'An offer of the next term went to billing.',
  'bindery.renewal.paid': 'Money came for an offer, whatever becomes of it.',
  'bindery.renewal.notTaken': 'No offer was paid in time: there is no next term.',
  'bindery.renewal.nonRenewed': 'The insurer does not renew the policy.',
  'bindery.term.bound':
    'A term of a policy is on file, and waits for its money where it is billed.',
  'bindery.term.confirmed': 'The insured has taken the term.',
  'bindery.term.paymentRecorded': 'Money was told for the term, whatever became of it.',
  'bindery.term.paymentReversed': 'Money of the term was taken back.',
  'bindery.term.paymentDeadlinePassed': 'The time to pay is over, and the term is not confirmed.',
  'bindery.term.endorsed': 'The term was changed.',
  'bindery.term.cancellationPending':
    'A cancellation of the term was announced, or moved to another day.',
  'bindery.term.cancellationWithdrawn': 'The cancellation that was pending does not happen.',
  'bindery.term.cancelled': 'The term is cancelled.',
  'bindery.term.reinstated': 'The term is in force again.',
  'bindery.term.ended': 'The term is over.',
  'bindery.task.opened': 'A person is asked to do something.',
  'bindery.task.settled': 'What a person was asked to do is done, or need not be done any more.',
} as const satisfies Readonly<Record<string, string>>;

export type EventType = keyof typeof EVENT_TYPES;

/** An amount with its currency; null where no billing system bills, which alone says the currency. */
export interface EventAmount {
  /** With two decimals. */
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string | null;
}

/** What is said of a transaction, and of a renewal, which is one. */
export interface TransactionEventData {
  readonly kind: string;
  readonly externalSystem: string;
  readonly externalId: string;
  readonly product: string;
  readonly policyNumber: string | null;
  /** Of a change: the term that it changes. */
  readonly termNumber: number | null;
  readonly effectiveDate: CivilDate;
  readonly state: string;
  readonly quoteState: string | null;
  readonly heldAt: string | null;
  /** When it goes on by itself. */
  readonly goesOnAt: Instant | null;
  readonly total: EventAmount | null;
  /** The step that was stopped. */
  readonly stopped: {
    readonly step: string;
    readonly cause: string;
    readonly field: string | null;
    readonly since: Instant;
  } | null;
  /** Why it came to nothing. */
  readonly failure: string | null;
  /** Of a renewal that was offered or paid. */
  readonly offer: {
    readonly offerId: string;
    readonly payableUntil: Instant | null;
    readonly paymentId: string | null;
    readonly paid: EventAmount | null;
  } | null;
}

/** What is said of a term. */
export interface TermEventData {
  readonly policyNumber: string;
  readonly termNumber: number;
  readonly product: string | null;
  readonly status: string;
  readonly isConfirmed: boolean;
  /** Workflow id of the transaction that changed it; null where none did. */
  readonly transaction: string | null;
  /** Day from which the change holds; null where none is meant. */
  readonly effectiveDate: CivilDate | null;
  readonly payment: (EventAmount & { readonly paymentId: string; readonly result: string }) | null;
  /** What is still to be paid for the term to be confirmed; null before the bind, and where nothing is billed. */
  readonly missing: EventAmount | null;
}

/** What is said of a task. Its words are not: they may hold what somebody wrote. */
export interface TaskEventData {
  readonly policyNumber: string | null;
  readonly termNumber: number | null;
  readonly product: string | null;
  /** Names it among the tasks of the transaction or term. */
  readonly task: string;
  readonly code: string | null;
  readonly since: Instant | null;
  readonly due: CivilDate | null;
}

export type EventData = TransactionEventData | TermEventData | TaskEventData;

/** Something that happened in a workflow, as it is handed over to be told. */
export interface HappenedEvent {
  readonly type: EventType;
  readonly at: Instant;
  /** Tells it from everything else of its type in its workflow. What happened again after a reset in Temporal has the same. */
  readonly key: string;
  readonly data: EventData;
}

/** An event in the log. Its number is its place there. */
export interface LoggedEvent extends Omit<HappenedEvent, 'key'> {
  readonly id: string;
  /** Id of the workflow in which it happened. */
  readonly source: string;
}

/** With its number: from 1 on, one more for each. */
export interface NumberedEvent extends LoggedEvent {
  readonly sequence: number;
}
