import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { DifferenceCode } from '../../domain/reconciliation/difference.js';
import type { CivilDate } from '../../domain/calendar/civil-date.js';
import type { HappenedEvent } from '../../domain/events/event.js';
import type { Cents } from '../../domain/money/cents.js';
import type { ConfirmationArithmetic } from '../../domain/billing/confirmation.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { ByHandFinding } from '../../domain/mid-term/by-hand.js';
import type { PolicyTerm, TermReturn, TurnClaim } from '../../domain/policy-term/state.js';
import type {
  TermAnswer,
  TermEffect,
  TermEventOf,
  TermStatus,
  TermTaskCode,
  TransactionEvent,
} from '../../domain/policy-term/events.js';
import type {
  ChangeOfTerm,
  KeptDirection,
  RenewalDirection,
  RenewalEnd,
} from '../../domain/policy-term/renewal-events.js';
import type { RenewalStart, RenewalTimer } from '../../domain/policy-term/renewal-timer.js';
import type { ChargedLayer } from '../../domain/premium/charged-term.js';
import type { Refusal, RefusalCode } from '../../domain/machine/refusals.js';
import type { CurrencySum, Payment } from '../../domain/ledger/state.js';
import type { LedgerEntry } from '../../domain/ledger/views.js';
import type { TermName } from '../../domain/workflow-ids.js';

/** Billing says that the insured has taken the term. `transactionId` is billing's own and makes a repeat a repeat. */
export interface ConfirmTerm {
  readonly policyNumber: string;
  readonly termNumber: number;
  readonly transactionId: string;
}

/** Billing has received money. */
export type PaymentReceived = Payment;

/** Billing has taken money back. */
export interface PaymentReversed {
  readonly policyNumber: string;
  readonly termNumber: number;
  readonly paymentId: string;
  readonly reason: string;
  readonly transactionId: string;
}

/** A person has done what a task of the term asked for. */
export interface SettledTask {
  /** `key` of the task. */
  readonly task: string;
  /** Kept in the history, for the audit. */
  readonly by: string;
  readonly reason: string;
}

/** A person says how the term goes on after its end. */
export interface SetDirection {
  /** Of whoever sends it: the same again is the same word. */
  readonly requestId: string;
  /** Null lifts what holds. */
  readonly direction: RenewalDirection | null;
  readonly by: string;
  readonly reason: string;
}

/** What a caller is told. A refusal is an answer too: nothing was changed by it. */
export type TermReply =
  | { readonly outcome: 'answered'; readonly answer: TermAnswer }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

/** What a term found in the policy system that it did not know. */
export interface SyncedChange {
  readonly quoteGuid: string;
  readonly kind: ByHandFinding['kind'];
  readonly effectiveDate: CivilDate;
  readonly totalCents: Cents;
  /** Whether the term knows it now; otherwise a person was asked. */
  readonly isTold: boolean;
  readonly text: string;
}

/** Asks a term to look for what was done by hand. */
export interface SyncAsked {
  /** A transaction that has met such a booking; it may have the turn. None where a person asks. */
  readonly transaction?: string;
  /** Billing holds the same amount as the policy system, so that nobody has to see that it knows. */
  readonly isBillingInStep?: boolean;
}

/** Something done by hand that cannot be told to the term, and that a person was asked about; it is named once. */
export type NamedByHand = Pick<SyncedChange, 'quoteGuid' | 'kind' | 'text'>;

/** What came of looking for what was done by hand. */
export type SyncReply =
  | {
      readonly outcome: 'answered';
      /** What was not named before; empty where nothing was done since. */
      readonly found: readonly SyncedChange[];
      /** What the term cannot be told, also where it was named before: until a person has put it right, nothing can follow it. */
      readonly blocking?: readonly NamedByHand[];
    }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

/** A comparison is over: each difference is a task, and none is left of those that are gone. */
export interface BooksCompared {
  readonly differences: readonly { readonly code: DifferenceCode; readonly text: string }[];
}

/** Billing does not have it on its books that the term is confirmed. */
export interface AcknowledgeAgain {
  /** Of who found that; billing is told once under it. */
  readonly id: string;
}

/** Something for a person to do; it stays until it is settled, or is no longer to be done. */
export interface TermTask {
  readonly key: string;
  readonly code: TermTaskCode;
  readonly text: string;
  readonly since: Instant;
  readonly due: CivilDate | null;
  /** On the one task that stands for many of a kind, with the kind as its key: how many, and the newest of their ids. */
  readonly more?: { readonly count: number; readonly newest: readonly string[] };
}

/** A term as it stands, for whoever asks. */
export interface TermRecord {
  readonly policyNumber: string;
  readonly termNumber: number;
  /** When something was said of it first. Absent of a term that ended with older code. */
  readonly createdAt?: Instant;
  /** When something became of it last. Absent until something does, of a term that older code began. */
  readonly updatedAt?: Instant;
  readonly status: TermStatus;
  /** Whether a billing system bills the term; null until it is bound. */
  readonly isBilled: boolean | null;
  readonly isConfirmed: boolean;
  /** True once billing has acknowledged that the term is confirmed; never where none bills it. */
  readonly isConfirmationAcknowledged: boolean;
  /** Key of the product file by which the term is changed; null until it is bound. */
  readonly productKey: string | null;
  /** Whose law holds for it; null until it is bound. */
  readonly state: string | null;
  readonly effectiveDate: CivilDate | null;
  readonly expirationDate: CivilDate | null;
  /** Day from which it is cancelled; null while it is not. */
  readonly cancelledOn: CivilDate | null;
  /** A cancellation that was announced and is not booked; null without one. */
  readonly pendingCancellation: {
    readonly transaction: string;
    readonly effectiveDate: CivilDate;
  } | null;
  /** The term of a rewrite that took its place, as `policyNumber-termNumber`; null without one. */
  readonly replacedBy: string | null;
  /** The term that this one follows; null where it follows none, or is not bound. */
  readonly priorTerm: TermName | null;
  /** The term that follows this one; null until it is bound. */
  readonly nextTerm: TermName | null;
  /** The term that was awaited here, under the policy number that it has; null where none is known. */
  readonly movedTo: TermName | null;
  /** What a person has said of its renewal; null while nothing holds. */
  readonly direction: KeptDirection | null;
  /** A renewal is under way, or has bound the next term. */
  readonly isRenewalStarted: boolean;
  /** How a renewal ended that bound nothing; null where none did, or it is wanted again. */
  readonly renewalEnded: RenewalEnd | null;
  /** When the renewal starts by itself, as the files said last; null until they were asked. */
  readonly renewalStart: RenewalStart | null;
  /** The transaction that booked last, by which a quote is known to be stale; null until the term is bound. */
  readonly lastChange: string | null;
  /** The latest day from which any change of the term holds; null until it is bound. */
  readonly latestChangeFrom: CivilDate | null;
  /** The policy system's ids of transactions that change no term and were named to a person, such as audits. */
  readonly passedOver?: readonly string[];
  /** What each transaction charged, in the order of the bookings. */
  readonly layers: readonly ChargedLayer[];
  /** What each cancellation returned, also those that were undone. */
  readonly returns: readonly TermReturn[];
  readonly currency: string | null;
  readonly arithmetic: ConfirmationArithmetic;
  /** Money of this term or named for it, oldest first; at most the newest thousand. */
  readonly payments: readonly LedgerEntry[];
  readonly paymentCount: number;
  /** What is held of all payments, by currency. Absent of a term that older code answers for, or ended. */
  readonly heldByCurrency?: readonly CurrencySum[];
  /** Payments that were taken back before they came; they will not count. */
  readonly keptReversals: readonly string[];
  readonly turn: { readonly holder: TurnClaim | null; readonly queue: readonly TurnClaim[] };
  readonly tasks: readonly TermTask[];
  readonly nextDeadline: { readonly what: string; readonly at: Instant } | null;
  /** What the term waits for, in a sentence; null when nothing is awaited. */
  readonly waitingFor: string | null;
}

/** What a term leaves behind when nothing of it is open any more. */
export interface EndedTerm extends TermRecord {
  /** For the next run, should money come after the end. */
  readonly carried: SealedTerm;
}

/** Hands a bound term over; sent by the transaction that bound it. */
export interface TermBound {
  readonly event: TermEventOf<'bound'>;
  /** Key of the product file by which the term is changed later. */
  readonly productKey: string;
  /** Whose law holds for it, two letters. */
  readonly state: string;
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
  /**
   * Until when the first money counts; an instant because the API knows the zone and a workflow must not. Null where no
   * billing system bills the term.
   */
  readonly paymentDeadline: Instant | null;
  readonly endOfTerm: Instant;
  /** What a person is to look at, of a term that was opened from what the policy system holds. */
  readonly asks?: readonly TermAsk[];
  /** The term that this one follows; absent where it follows none. */
  readonly priorTerm?: TermName;
  /** The term is to ask when its renewal starts. Absent where an earlier version hands it over. */
  readonly asksForRenewal?: true;
}

/** A task that a bind brings along. */
export type TermAsk = Pick<TermTask, 'key' | 'text'>;

/**
 * Input of the `policyTerm` workflow. The workflow's id names the term, whatever stands here; another client may leave out
 * the two patiences: 90 days and one day then.
 */
export interface PolicyTermInput {
  readonly policyNumber: string;
  readonly termNumber: number;
  /** How long money for a term that nobody has bound is kept before a person is asked to refund it. Milliseconds. */
  readonly unboundPatienceMs: number;
  /** How long an outage of billing is waited out before a person is asked. Milliseconds. */
  readonly outagePatienceMs: number;
  /**
   * How long a term that was opened again stays when it has nothing to do, so that nobody who has read what its earlier run
   * left opens another run from that, without what this one was told. Not at all unless said. Milliseconds.
   */
  readonly idleMs?: number;
  /**
   * After so many messages the workflow continues as new, 500 unless said. A worker that takes the term over replays them
   * in one go, and does so again each time a message comes in while it continues; that must stay a fraction of a second.
   */
  readonly messagesPerRun?: number;
  /**
   * How long a term waits, after good money came, before it looks whether other terms have it too: ten seconds unless said.
   * The index of Temporal follows by a second or so, and two terms that are told at once must see each other. Milliseconds.
   */
  readonly indexPauseMs?: number;
  /** What earlier runs of this workflow leave to the next; absent at the very start. */
  readonly carried?: SealedTerm;
}

/** A payment of this term with an id that payments of other terms have too. */
export interface SharedPayment {
  readonly paymentId: string;
  readonly terms: readonly SharingTerm[];
  /** A person has said that it is in order; only a term that is not among these asks again. */
  readonly isSettled: boolean;
}

export interface SharingTerm {
  readonly workflowId: string;
  /** It had ended when it was to be told: nobody is asked there. */
  readonly isOver: boolean;
}

/**
 * What another workflow is yet to be told. It is carried from run to run, so that it may be told twice, and whoever is told
 * must take a repeat for one.
 */
export type OutgoingSignal = { /** Its workflow id. */ readonly to: string } & (
  | { readonly kind: 'paymentShared' | 'paymentNotShared'; readonly paymentId: string }
  | { readonly kind: 'turnGranted' }
  | { readonly kind: 'turnRefused'; readonly code: RefusalCode }
  | ({ readonly kind: 'rescind' } & ReceivedInTime)
  | { readonly kind: 'calledOff' }
  | { readonly kind: 'termCancelled'; readonly effectiveDate: CivilDate }
  | ({ readonly kind: 'termChanged' } & Omit<TermChanged, keyof TurnGranted>)
  | ({ readonly kind: 'directionSet' } & Omit<DirectionSet, keyof TurnGranted>)
);

/**
 * What is yet to be done by a step, because of something that happened; each may be done twice. Of each `errandKey` one is kept, the
 * newest.
 */
export type Errand = Extract<
  TermEffect,
  {
    readonly kind:
      | 'startFlatCancellation'
      | 'startCancellation'
      | 'startReinstatement'
      | 'withdrawEndorsements'
      | 'tellRenewalCancelled'
      | 'startRenewal'
      | 'cancelNextTerm'
      | 'carryToNextTerm'
      | 'moveMoney'
      | 'passOn';
  }
>;

/** The whole of a term: all that goes from one run of the workflow to the next. */
export interface CarriedTerm {
  readonly term: PolicyTerm;
  readonly bound: Omit<TermBound, 'event' | 'asks' | 'asksForRenewal'> | null;
  readonly tasks: readonly TermTask[];
  readonly isConfirmationAcknowledged: boolean;
  readonly openedAt: Instant;
  /** When something became of it last; absent of what older code left. */
  readonly updatedAt?: Instant;
  readonly hasPassedPaymentDeadline: boolean;
  /** A signal that came before the bind and said that the term is taken, by its transaction id. */
  readonly earlyConfirmation: string | null;
  /** Ids of good payments of which it is yet to be looked whether other terms have them too; the newest hundred. */
  readonly newPayments: readonly string[];
  /** Payments that other terms have too, with those terms; the newest hundred. */
  readonly sharedPayments: readonly SharedPayment[];
  /** What other workflows are yet to be told, oldest first; no notice to the insured is in here. */
  readonly notices: readonly OutgoingSignal[];
  /** What is yet to be done by steps, in the order in which it came up. */
  readonly errands: readonly Errand[];
  /** How it waits for its renewal; null in a run that an earlier version began, which never asks. The next one does. */
  readonly renewalTimer: RenewalTimer | null;
  /** A person has answered which policy was meant; it is not asked again. */
  readonly isResemblanceSettled?: true;
  /** What was done by hand, stands in the policy system and could not be told to the term. */
  readonly namedByHand?: readonly NamedByHand[];
  /** What happened in the run before and may not have been told yet, oldest first. */
  readonly untold?: readonly HappenedEvent[];
}

/** The same packed, with a seal by which the next run knows that a term left it. What else is in it, `carried.ts` alone knows. */
export interface SealedTerm {
  readonly version: number;
  readonly seal: string;
}

export const termQuery = defineQuery<TermRecord>('term');
/** What the next run would be given. It is how a run that was ended from outside, without a word, still leaves something. */
export const carriedQuery = defineQuery<SealedTerm>('carried');
export const confirmTermUpdate = defineUpdate<TermReply, [ConfirmTerm]>('confirmTerm');
export const recordPaymentUpdate = defineUpdate<TermReply, [PaymentReceived]>('recordPayment');
export const reversePaymentUpdate = defineUpdate<TermReply, [PaymentReversed]>('reversePayment');
export const termBoundUpdate = defineUpdate<TermReply, [TermBound]>('bound');
/** From a transaction of the term, one for each kind of event, which is its content; may come twice. */
export const changeUpdate = <K extends TransactionEvent['kind']>(kind: K) =>
  defineUpdate<TermReply, [TermEventOf<K>]>(kind);
/** The term is to be told what was done by hand in the policy system. May come twice. */
export const syncUpdate = defineUpdate<SyncReply, [SyncAsked]>('sync');
/** What a comparison with the policy system and with billing has found; none where they agree. May come twice. */
export const booksComparedUpdate = defineUpdate<null, [BooksCompared]>('booksCompared');
/** Billing is to be told again that the term is confirmed. May come twice. Refused: `notConfirmed`, `notTaken`, `invalidInput`. */
export const acknowledgeUpdate = defineUpdate<null, [AcknowledgeAgain]>('acknowledge');
export const directionUpdate = defineUpdate<TermReply, [SetDirection]>('direction');
export const settleTaskUpdate = defineUpdate<TermRecord, [SettledTask]>('settleTask');

/** The same as the updates of these names, for a billing system that uses a Temporal client and wants no answer. */
export const confirmTermSignal = defineSignal<[ConfirmTerm]>('confirmTerm');
export const paymentReceivedSignal = defineSignal<[PaymentReceived]>('paymentReceived');
export const paymentReversedSignal = defineSignal<[PaymentReversed]>('paymentReversed');

/** From another term: it has a payment with an id of this one. */
export interface PaymentShared {
  readonly paymentId: string;
  /** Workflow id of the other term. */
  readonly term: string;
}
export const paymentSharedSignal = defineSignal<[PaymentShared]>('paymentShared');
/** From another term: its payment with this id was taken back, or never counted there. */
export const paymentNotSharedSignal = defineSignal<[PaymentShared]>('paymentNotShared');

/** To a transaction that waited for the turn: it has it now. */
export interface TurnGranted {
  readonly policyNumber: string;
  readonly termNumber: number;
}
/** To a transaction that waited for the turn: it never gets it. */
export interface TurnRefused extends TurnGranted {
  readonly code: RefusalCode;
}
/** May come twice. The turn goes on to the next when the transaction does not run any more. */
export const turnGrantedSignal = defineSignal<[TurnGranted]>('turnGranted');
export const turnRefusedSignal = defineSignal<[TurnRefused]>('turnRefused');

/** From whoever brings newer code, for a term to which nothing happens: that it comes is enough to move the term on. */
export const moveOnSignal = defineSignal('moveOn');

/** To a cancellation that is pending: so much was received in time for what was past due. */
export interface ReceivedInTime {
  readonly id: string;
  /** When the last of it was received. */
  readonly receivedAt: Instant;
  /** All of it; null where billing says itself that it is enough. */
  readonly receivedCents: Cents | null;
}
export const rescindSignal = defineSignal<[ReceivedInTime]>('rescind');

/** To a reinstatement that the term started: the money for it was taken back. */
export const calledOffSignal = defineSignal<[{ readonly reason: string }]>('calledOff');

/** To endorsements and renewals of the policy: this term is cancelled from a day on, and may not be theirs. May come twice. */
export interface TermCancelled extends TurnGranted {
  readonly effectiveDate: CivilDate;
}
export const termCancelledSignal = defineSignal<[TermCancelled]>('termCancelled');

/** To the renewal of this term: the term was changed, and may have to be quoted again. May come twice. */
export interface TermChanged extends TurnGranted {
  readonly change: ChangeOfTerm;
  /** By which it was changed. */
  readonly transaction: string;
}
export const termChangedSignal = defineSignal<[TermChanged]>('termChanged');

/** To the renewal of this term: what a person says of it now. May come twice, under the same id. */
export interface DirectionSet extends TurnGranted {
  readonly id: string;
  /** Null: nothing holds any more. */
  readonly direction: RenewalDirection | null;
  readonly by: string;
  readonly reason: string;
}
export const directionSetSignal = defineSignal<[DirectionSet]>('directionSet');
