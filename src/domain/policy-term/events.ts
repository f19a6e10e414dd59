import type { CivilDate } from '../calendar/civil-date.js';
import type { ConfirmationArithmetic, ConfirmationRule } from '../billing/confirmation.js';
import type { Charge } from '../money/charges.js';
import type { InstalmentPlan } from '../billing/instalments.js';
import type { Instant } from '../calendar/instant.js';
import type { Cents } from '../money/cents.js';
import type { Refusal, RefusalCode } from '../machine/refusals.js';
import type { Payment } from '../ledger/state.js';
import type { LateMoneyTerms } from '../notice/late-money.js';
import type { CancellationTerms } from '../premium/refund-terms.js';
import type { BookedRow } from '../premium/charged-term.js';
import type { TermName } from '../workflow-ids.js';
import type { RenewalDirection, RenewalEnd, RenewalEffect } from './renewal-events.js';

/**
 * Where a policy term stands; `new` before anything is known of it. `expired` is final, and so is `closed` for a term
 * that was bound.
 */
export const TERM_STATUSES = [
  'new',
  'awaited',
  'unconfirmed',
  'confirmed',
  'cancelled',
  'expired',
  'closed',
] as const;
export type TermStatus = (typeof TERM_STATUSES)[number];

/** How the term comes to be paid: product data. Only in the `offer` flow has the insured paid before the bind. */
export type BindingFlow = 'bindAndCancel' | 'offer' | 'confirmed';

/** What a bind says of a term that a billing system bills. */
export interface BilledBind {
  readonly flow: BindingFlow;
  readonly currency: string;
  readonly plan: InstalmentPlan;
  /** What billing offered to invoice first. */
  readonly firstInvoiceCents: Cents;
  readonly rule: ConfirmationRule;
  /** By currency; none is a tolerance of zero. */
  readonly toleranceCents: Readonly<Record<string, Cents>>;
  readonly upFrontPayments: readonly UpFrontPayment[];
  /** Product: whether a term paid in part by the deadline is cancelled for non-payment by itself. */
  readonly cancelsForNonPayment: boolean;
}

/** No billing system bills the term: the policy system alone asks for money, and nothing here waits for it. */
export interface UnbilledBind {
  readonly flow: 'notBilled';
}

/** Why a transaction wants to change the term. `sync`: the term itself is told what was done by hand. */
export type TurnPurpose =
  'endorsement' | 'cancellation' | 'reinstatement' | 'rewrite' | 'renewal' | 'sync';

/** Money that came before a policy number was known, under a job; it belongs to the term that the job bound. */
export type UpFrontPayment = Omit<Payment, 'policyNumber' | 'termNumber'>;

/** How money can still stop a cancellation, pending or booked, if it was received in time. */
export interface RescindTerms {
  /** Money received strictly before this moment was in time. */
  readonly deadline: Instant;
  /** What was past due when the notice went out, or when the term was cancelled without one. Money told since is the term's to add. */
  readonly pastDueCents: Cents;
}

/** Common to all events but payments: the sender's own id of the message. The same id again is the same message. */
interface Identified {
  readonly id: string;
}

/** Sent by a transaction in its own name, which is its workflow id. */
interface OfTransaction extends Identified {
  readonly transaction: string;
}

/** A change as the policy system has it. */
interface Booked {
  /** The policy system's own id of the transaction that holds it; none where an earlier version told it. */
  readonly quoteGuid?: string;
  /** Of what was done by hand: the transaction that has the turn under which it is told; none where the term found it itself. */
  readonly under?: string;
}

/** Everything that can happen to a policy term. */
export type TermEvent =
  | ({
      readonly kind: 'recordPayment';
      /** When it was told, by our clock; money received more than a day later is postdated. */
      readonly toldAt?: Instant;
    } & Payment)
  /** Postdated money falls due. */
  | (Identified & { readonly kind: 'postdatedDue'; readonly at: Instant })
  | (Identified & {
      readonly kind: 'reversePayment';
      readonly paymentId: string;
      /** As billing says it. */
      readonly reason: string;
    })
  | (OfTransaction & {
      readonly kind: 'bound';
      /** First day of the term. */
      readonly effectiveDate: CivilDate;
      /** For the whole term. */
      readonly charges: readonly Charge[];
      /** When it was told, by our clock; up-front money received more than a day later is postdated. Not of its content. */
      readonly toldAt?: Instant;
      /** It was bound here and lost since: what stands for its transaction is by hand, and it starts its renewal by itself all the same. */
      readonly isOurs?: true;
    } & (BilledBind | UnbilledBind))
  | (Identified & { readonly kind: 'confirmTerm' })
  | (OfTransaction & {
      readonly kind: 'takeTurn';
      readonly purpose: TurnPurpose;
      /** Day from which the change shall hold. */
      readonly effectiveDate: CivilDate;
    })
  | (OfTransaction & { readonly kind: 'giveBackTurn' })
  | (OfTransaction &
      Booked & {
        readonly kind: 'endorsed';
        readonly effectiveDate: CivilDate;
        /** What the endorsement booked, row by row; below zero for a return. */
        readonly charges: readonly BookedRow[];
        /** What the whole term would be charged from now on, had it been so from the start. */
        readonly fullTerm: readonly Charge[];
      })
  | (OfTransaction & {
      readonly kind: 'cancellationPending';
      readonly effectiveDate: CivilDate;
      /** Null where money cannot stop it, such as at the insured's own request. */
      readonly rescind: RescindTerms | null;
    })
  /** Another day for the pending cancellation. */
  | (OfTransaction & {
      readonly kind: 'rescheduled';
      readonly effectiveDate: CivilDate;
      /** Where money can stop it: until when, now. What is past due stays. */
      readonly deadline: Instant;
    })
  | (OfTransaction & { readonly kind: 'pendingCleared' })
  | (OfTransaction &
      Booked & {
        readonly kind: 'cancelled';
        readonly effectiveDate: CivilDate;
        /** What the cancellation booked, row by row; a second one what it booked further. Signs are free. */
        readonly charges: readonly BookedRow[];
        /** How that was computed: a second cancellation takes the way of the first. */
        readonly terms: CancellationTerms;
        /** Null where money cannot undo it, such as at the insured's own request. */
        readonly rescind: RescindTerms | null;
        /** Day by which a person has to decide about money that comes too late. */
        readonly lateMoneyDue: CivilDate;
        /** What the product says of such money; absent where it says nothing, and of earlier versions. */
        readonly lateMoney?: LateMoneyTerms;
      })
  | (OfTransaction &
      Booked & {
        readonly kind: 'reinstated';
        /** First day of cover again; the day of the cancellation when there is no gap. */
        readonly effectiveDate: CivilDate;
        /** What the reinstatement charged again, row by row. */
        readonly charges: readonly BookedRow[];
        /** Until when an unconfirmed term may be paid now. */
        readonly paymentDeadline: Instant;
      })
  /** The reinstatement ended and undid nothing. */
  | (OfTransaction & { readonly kind: 'reinstatementEnded' })
  | (OfTransaction & {
      readonly kind: 'replaced';
      /** The term of the rewrite, as `policyNumber-termNumber`. */
      readonly newTerm: string;
    })
  /** A person says how the term goes on after its end; the newest word wins. */
  | (Identified & {
      readonly kind: 'direction';
      /** Null lifts it. */
      readonly direction: RenewalDirection | null;
      readonly by: string;
      readonly reason: string;
      /** When it was told, by our clock. Not of its content. */
      readonly at: Instant;
    })
  | (Identified & { readonly kind: 'renewalDue' })
  /** A renewal of the term is under way, whoever began it. */
  | (OfTransaction & { readonly kind: 'renewalStarted' })
  /** The renewal bound the next term. */
  | (OfTransaction & { readonly kind: 'renewed'; readonly nextTerm: TermName })
  /** The term that was awaited under this name has another policy number. */
  | (OfTransaction & { readonly kind: 'moved'; readonly to: TermName })
  /** The renewal ended, and there is no next term. */
  | (OfTransaction & { readonly kind: 'renewalEnded'; readonly result: RenewalEnd })
  | (Identified & { readonly kind: 'paymentDeadline'; readonly deadline: Instant })
  | (Identified & { readonly kind: 'endOfTerm' })
  | (Identified & { readonly kind: 'notBoundInTime' })
  | (Identified & {
      readonly kind: 'correct';
      /** The stopped step. */
      readonly step: string;
      readonly by: string;
      readonly reason: string;
      /** What the step shall use instead; empty to run it again as it was. */
      readonly input: Readonly<Record<string, string | number | boolean | null>>;
    });

export type TermEventKind = TermEvent['kind'];
export type TermEventOf<K extends TermEventKind> = Extract<TermEvent, { readonly kind: K }>;

/** What a transaction tells the term that it changes. A bind is not among it: it opens the term. */
export const TRANSACTION_EVENTS = [
  'takeTurn',
  'giveBackTurn',
  'endorsed',
  'cancellationPending',
  'rescheduled',
  'pendingCleared',
  'cancelled',
  'reinstated',
  'reinstatementEnded',
  'replaced',
  'renewalStarted',
  'renewed',
  'renewalEnded',
  'moved',
] as const satisfies readonly TermEventKind[];
export type TransactionEvent = TermEventOf<(typeof TRANSACTION_EVENTS)[number]>;

/** For which money a term starts its own reinstatement: that in time, or late money where the product does so by itself. */
export type ReinstatingMoney = 'paymentInTime' | 'lateMoney';

/** Why a person is asked; a stable name beside the text. */
export type TermTaskCode =
  | RefusalCode
  | 'moneyBeforeBind'
  | 'moneyParked'
  | 'moneyPostdated'
  | 'refund'
  | 'partlyPaid'
  | 'lateMoney'
  | 'openMoney'
  | 'notUnderstood'
  /** The policy is not bound, and its number resembles that of one that is. */
  | 'policyResembles'
  /** Another term has a payment with this id too. */
  | 'samePayment'
  /** The turn came to a transaction that does not run any more. */
  | 'turnNotTaken'
  /** Something was done in the policy system's own screens. */
  | 'byHand'
  /** The term was opened from what the policy system holds, and something of that is to be looked at. */
  | 'takenOver'
  /** The policy system or billing has something else on its books. */
  | 'booksDiffer';

/**
 * What shall be done outside because of an event. Plain data; whoever runs it must be able to run it twice.
 * A task with the `key` of one that is open is that task, with what is to be said of it now.
 */
export type TermEffect =
  | { readonly kind: 'updateTermConfirmed' }
  | {
      readonly kind: 'task';
      readonly key: string;
      readonly code: TermTaskCode;
      readonly text: string;
      readonly due?: CivilDate;
    }
  | { readonly kind: 'closeTask'; readonly key: string }
  | {
      readonly kind: 'startFlatCancellation';
      readonly reason: 'notTaken';
      /** What the term calls it. */
      readonly requestId: string;
      /** Money received by the payment deadline and told later undoes it. */
      readonly undoneBy: RescindTerms;
    }
  | {
      readonly kind: 'startCancellation';
      readonly reason: 'nonPayment';
      readonly requestId: string;
    }
  | {
      readonly kind: 'startReinstatement';
      readonly reason: ReinstatingMoney;
      readonly requestId: string;
    }
  /** Enough money was received in time: the cancellation that this transaction has pending shall not happen. */
  | {
      readonly kind: 'rescindCancellation';
      readonly transaction: string;
      /** The payment that made it enough. */
      readonly paymentId: string;
      /** When the last money that counts for it was received. */
      readonly receivedAt: Instant;
      /** All that was received in time since the notice. */
      readonly receivedCents: Cents;
    }
  /** The money for which this reinstatement was started was taken back. */
  | { readonly kind: 'callOffReinstatement'; readonly transaction: string }
  /** The time to pay ends at another moment, and has not passed. */
  | { readonly kind: 'movePaymentDeadline'; readonly deadline: Instant }
  | RenewalEffect
  /** Money was taken back after confirmation; the term stays confirmed. */
  | { readonly kind: 'delinquency'; readonly shortfallCents: Cents }
  | { readonly kind: 'turnGranted'; readonly transaction: string }
  /** A transaction that waited will never get the turn. */
  | { readonly kind: 'turnRefused'; readonly transaction: string; readonly code: RefusalCode }
  | { readonly kind: 'withdrawEndorsements'; readonly effectiveDate: CivilDate }
  | { readonly kind: 'tellRenewalCancelled'; readonly effectiveDate: CivilDate }
  | {
      readonly kind: 'runStepAgain';
      readonly step: string;
      readonly input: Readonly<Record<string, string | number | boolean | null>>;
    };

/** What became of money or of a confirmation. */
export const MONEY_RESULTS = [
  'counted',
  'held',
  'parked',
  'killed',
  'reversed',
  'reversalKept',
  'confirmed',
  'alreadyConfirmed',
  'bound',
  'postdated',
] as const;
export type MoneyResult = (typeof MONEY_RESULTS)[number];

/** What the sender of an event is told. A repeat is told the same again, even if the term has moved on since. */
export type TermAnswer =
  | {
      readonly kind: 'money';
      readonly result: MoneyResult;
      readonly status: TermStatus;
      readonly arithmetic: ConfirmationArithmetic;
    }
  | {
      readonly kind: 'turn';
      readonly status: TermStatus;
      readonly isGranted: boolean;
      /** The transaction that has the turn; null when it is free. */
      readonly holder: string | null;
      /** Transactions that come before, the holder not counted; in the order in which they arrived. */
      readonly ahead: readonly string[];
    }
  | { readonly kind: 'noted'; readonly status: TermStatus; readonly text: string };

/** What an event came to. A refusal leaves the term as it was, and its id free to be used again. */
export interface TermRefused {
  readonly outcome: 'refused';
  readonly refusal: Refusal;
  readonly effects: readonly TermEffect[];
}
