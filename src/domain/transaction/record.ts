import type { CivilDate } from '../calendar/civil-date.js';
import type { Cents } from '../money/cents.js';
import type { Attention } from './attention.js';
import {
  firstState,
  isChange,
  lastMilestone,
  type Milestone,
  type StepName,
  type TransactionKind,
  type TransactionState,
} from './kinds.js';
import { newChange, type ChangeRecord } from './change-record.js';
import { NO_IDS, type PolicySystemIds } from './policy-system-ids.js';
import type { ExternalReference } from './external-reference.js';
import type { BillingMethod } from '../billing/choices.js';
import type { QuoteState } from '../quote/quote.js';
import type { QuoteRecord } from '../quote/quote-record.js';

/** One line of the step log. Times are ISO instants. */
export interface StepRecord {
  readonly name: StepName;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** What came of it, in a sentence without personal data. */
  readonly outcome: string;
}

/** A change that a person made to a stopped transaction, kept for the audit. */
export interface CorrectionRecord {
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  /** Paths of the submission that changed; empty when the step was only run again. */
  readonly fields: readonly string[];
  /** What was said of a write in doubt, and whether the policy system or billing could confirm it; null for nothing. */
  readonly word: string | null;
}

/** Somebody had a transaction go further, kept for the audit: with it a quote is accepted. */
export interface AdvanceRecord {
  readonly at: string;
  readonly by: string;
  readonly advanceTo: Milestone;
}

/** How billing bills the term of a transaction, as agreed with it before the bind. */
export interface TransactionBilling {
  readonly accountNumber: string;
  /** ISO 4217; of all amounts. */
  readonly currency: string;
  readonly method: BillingMethod;
  /** Billing's code of the payment plan. */
  readonly paymentPlan: string;
  /** Billing's code of the rhythm of invoices. */
  readonly invoicingPlan: string;
  /** What is due first, one-time charges included. */
  readonly firstInvoiceCents: Cents;
  /** The invoices to come, in the order of their due dates. */
  readonly schedule: readonly {
    readonly dueDate: CivilDate;
    readonly kind: 'downPayment' | 'installment';
    readonly amountCents: Cents;
  }[];
  /** Billing's own number of the booking; null until the term is booked. */
  readonly bookingId: string | null;
}

/** Everything that a transaction answers when it is asked, while it runs and ever after. */
export interface TransactionRecord {
  /** Also the workflow id. */
  readonly id: string;
  readonly kind: TransactionKind;
  readonly state: TransactionState;
  /** How far the quote has come of a new term; `state` says how far the work on it is. Null of a change. */
  readonly quoteState: QuoteState | null;
  /** What is kept of a quote that people steer, or that is underwritten; absent of every other transaction. */
  readonly quote?: QuoteRecord;
  /** How far it was asked to go. */
  readonly advanceTo: Milestone;
  /** Where it waits for somebody to ask for more; null while it goes on. */
  readonly heldAt: Milestone | null;
  readonly reference: ExternalReference;
  readonly product: string;
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
  readonly policyNumber: string | null;
  /** What the policy costs in all, once rated: premium and fees. */
  readonly totalCents: Cents | null;
  /** Without the fees that the policy system added. */
  readonly premiumCents: Cents | null;
  /** What the policy system added by itself; as rated, until it can be read what was booked. */
  readonly feeCents: Cents | null;
  /** Day of issue, as the policy system says it. */
  readonly issuedOn: CivilDate | null;
  /** What it waits for, in a sentence; null when nothing is awaited. */
  readonly waitingFor: string | null;
  readonly attention: Attention | null;
  /** Why it came to nothing, when it did. */
  readonly failure: {
    readonly code: 'abandoned' | 'conflict' | 'discarded' | 'expired' | 'refused';
    readonly reason: string;
  } | null;
  readonly ids: PolicySystemIds;
  /** Null where the policy system alone bills, and until it is agreed. */
  readonly billing: TransactionBilling | null;
  /** Of a change within a term; null of what makes one. */
  readonly change: ChangeRecord | null;
  readonly steps: readonly StepRecord[];
  readonly corrections: readonly CorrectionRecord[];
  readonly advances: readonly AdvanceRecord[];
  /** Counts corrections; a correction must name the revision it was made from. */
  readonly revision: number;
  /** When it was begun; one that was taken up after its end in Temporal, when that was. Absent of what older code began. */
  readonly createdAt?: string;
  /** Run of the workflow that has counted them: a later run of the same transaction counts anew. Absent of what older code began. */
  readonly runId?: string;
}

/** What a record takes over from the request, and follows when that is corrected. */
export type RequestFacts = Pick<
  TransactionRecord,
  'reference' | 'product' | 'effectiveDate' | 'expirationDate'
> & {
  /** The term that it changes; absent of what makes one. */
  readonly changes?: { readonly policyNumber: string; readonly termNumber: number };
};

/** A transaction before its first step. @param advanceTo how far it is asked to go; to its end unless said */
export function newRecord(
  id: string,
  kind: TransactionKind,
  { reference, product, effectiveDate, expirationDate, changes }: RequestFacts,
  advanceTo: Milestone = lastMilestone(kind),
): TransactionRecord {
  return {
    id,
    kind,
    state: firstState(kind),
    quoteState: isChange(kind) ? null : 'draft',
    advanceTo,
    heldAt: null,
    reference,
    product,
    effectiveDate,
    expirationDate,
    policyNumber: changes?.policyNumber ?? null,
    totalCents: null,
    premiumCents: null,
    feeCents: null,
    issuedOn: null,
    waitingFor: null,
    attention: null,
    failure: null,
    ids: NO_IDS,
    billing: null,
    change: isChange(kind) ? newChange(changes?.termNumber ?? 0) : null,
    steps: [],
    corrections: [],
    advances: [],
    revision: 0,
  };
}
