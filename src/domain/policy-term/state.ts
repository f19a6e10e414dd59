import type { CivilDate } from '../calendar/civil-date.js';
import type { ConfirmationBasis } from '../billing/confirmation.js';
import { idMap, type IdMap } from '../machine/id-map.js';
import type { Cents } from '../money/cents.js';
import type { LateMoneyTerms } from '../notice/late-money.js';
import type { CancellationTerms } from '../premium/refund-terms.js';
import type { ChargedLayer, ChargedReturn } from '../premium/charged-term.js';
import type {
  BindingFlow,
  MoneyResult,
  ReinstatingMoney,
  TermAnswer,
  TermStatus,
  TurnPurpose,
} from './events.js';
import type { TermName } from '../workflow-ids.js';
import type { KeptDirection, RenewalEnd } from './renewal-events.js';
import { openLedger, type PaymentLedger } from '../ledger/state.js';

/** A transaction that has the turn, or waits for it. The end of the term waits in the same queue. */
export interface TurnClaim {
  readonly transaction: string;
  readonly purpose: TurnPurpose | 'endOfTerm';
  readonly effectiveDate: CivilDate | null;
}

/** The right to change the term: one has it, the others wait in the order in which they asked. */
export interface Turn {
  readonly holder: TurnClaim | null;
  readonly queue: readonly TurnClaim[];
}

/** What the bind fixed. */
export interface Binding {
  readonly transaction: string;
  readonly flow: BindingFlow | 'notBilled';
  readonly cancelsForNonPayment: boolean;
  /** It was bound by Bindery and lost since. */
  readonly isOurs?: true;
}

/** What one cancellation returned, row by row, so that a reinstatement can charge exactly that again. */
export interface TermReturn extends ChargedReturn {
  readonly transaction: string;
  /** The policy system's own id of the transaction; none of what earlier versions left. */
  readonly quoteGuid?: string;
  /** How it was computed: a second cancellation takes the way of the first. */
  readonly terms: CancellationTerms;
}

/** That the insured has taken the term; once set it stays, whatever happens to the money. */
export interface Confirmation {
  /** `money`: enough came in. `billing`: billing said so. `bind`: paid before the bind, in the offer flow. */
  readonly by: 'money' | 'billing' | 'bind';
  /** The payment that made it enough; null where no single one did. */
  readonly paymentId: string | null;
  /** Counted money that was taken back since. */
  readonly takenBackCents: Cents;
}

/** How money stops a cancellation, or undoes it. */
interface RescindLimits {
  readonly deadlineMs: number;
  readonly pastDueCents: Cents;
}

/** A cancellation whose notice is out, or whose day is ahead. */
export interface PendingCancellation {
  readonly transaction: string;
  readonly effectiveDate: CivilDate;
  /** Null where money cannot stop it. */
  readonly rescind: RescindLimits | null;
  /** Good money received before the deadline and told since the notice; below zero when earlier money was taken back. */
  readonly inTimeCents: Cents;
  /** When the last of it was received; null before any came. */
  readonly lastInTimeMs: number | null;
  readonly isRescissionAsked: boolean;
}

/** The cancellation in force. */
export interface TermCancellation {
  readonly effectiveDate: CivilDate;
  /** Null where money cannot undo it. */
  readonly rescind: RescindLimits | null;
  /** Good money received before the deadline and told since the notice, or since the booking where none was needed. */
  readonly inTimeCents: Cents;
  readonly isReinstatementStarted: boolean;
  readonly lateMoneyDue: CivilDate;
  /** What the product says of such money; absent where it says nothing. */
  readonly lateMoney?: LateMoneyTerms;
  /** For which money the reinstatement was started last; absent before the first. */
  readonly startedFor?: ReinstatingMoney;
  /** The term of a rewrite; the cancelled one cannot come back then. */
  readonly replacedBy: string | null;
}

/** A step outside that stopped and waits for a person. */
export interface StoppedStep {
  readonly step: string;
  readonly reason: string;
}

/** An answer about money as it is kept, of which the arithmetic can be laid out again: there may be thousands. */
export interface KeptMoneyAnswer {
  readonly kind: 'money';
  readonly result: MoneyResult;
  readonly status: TermStatus;
  readonly countedCents: Cents;
  /** What it was measured against, one of the term's bases; null before the bind. */
  readonly basis: ConfirmationBasis | null;
  readonly isConfirmed: boolean;
}

export type KeptAnswer = KeptMoneyAnswer | Exclude<TermAnswer, { readonly kind: 'money' }>;

/** An event that was handled: by the digest a repeat is told from other content under its id. */
export interface HandledEvent {
  readonly digest: string;
  readonly answer: KeptAnswer;
}

/** Everything that is known of one policy term, carried over every continue-as-new. */
export interface PolicyTerm {
  readonly status: TermStatus;
  readonly ledger: PaymentLedger;
  readonly binding: Binding | null;
  readonly confirmation: Confirmation | null;
  /** What money was measured against, in time; the last one holds. Empty before the bind. */
  readonly bases: readonly ConfirmationBasis[];
  /** By when they were booked. */
  readonly layers: readonly ChargedLayer[];
  /** Of every cancellation, by when it was booked; also of those that were undone. */
  readonly returns: readonly TermReturn[];
  readonly turn: Turn;
  readonly pendingCancellation: PendingCancellation | null;
  readonly cancellation: TermCancellation | null;
  /** How many reinstatements the term has started by itself, for money in time. */
  readonly startedReinstatements: number;
  /** What a person has said of its renewal; null while nothing holds. */
  readonly direction: KeptDirection | null;
  /** A renewal is under way, or has bound the next term. */
  readonly isRenewalStarted: boolean;
  /** How many renewals the term has started by itself. */
  readonly startedRenewals: number;
  /** How the last renewal came to nothing; null unless it is left to people to begin another. */
  readonly renewalEnded: RenewalEnd | null;
  /** The term that follows this one; null until it is bound. */
  readonly nextTerm: TermName | null;
  /** The term that was awaited here, which the policy system gave another policy number; null where none is known. */
  readonly movedTo: TermName | null;
  readonly stopped: readonly StoppedStep[];
  /** First answers, by payment; the ledger tells whether the content is the same. */
  readonly paymentAnswers: IdMap<KeptMoneyAnswer>;
  /** First answers to all other events, by their kind and id. */
  readonly handled: IdMap<HandledEvent>;
}

/** A term of which nothing is known but its name. @param termNumber 1 for new business */
export function newPolicyTerm(policyNumber: string, termNumber: number): PolicyTerm {
  return {
    status: 'new',
    ledger: openLedger(policyNumber, termNumber),
    binding: null,
    confirmation: null,
    bases: [],
    layers: [],
    returns: [],
    turn: { holder: null, queue: [] },
    pendingCancellation: null,
    cancellation: null,
    startedReinstatements: 0,
    direction: null,
    isRenewalStarted: false,
    startedRenewals: 0,
    renewalEnded: null,
    nextTerm: null,
    movedTo: null,
    stopped: [],
    paymentAnswers: idMap(),
    handled: idMap(),
  };
}

/** No transaction can change the term any more; what is said of its money is still taken. */
export function isOver({ status }: PolicyTerm): boolean {
  return status === 'expired' || status === 'closed';
}

/** Whether a billing system bills the term; null before the bind. */
export function isBilled({ binding }: PolicyTerm): boolean | null {
  return binding && binding.flow !== 'notBilled';
}
