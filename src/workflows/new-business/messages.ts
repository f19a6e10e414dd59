import { defineUpdate } from '@temporalio/workflow';
import type { BindingFlow } from '../../domain/policy-term/events.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { UniqueState } from '../../domain/quote-group/rules.js';
import type { QuoteMilestone, QuoteStep } from '../../domain/quote/quote.js';
import type { Submission } from '../../domain/new-business/submission.js';
import type { ProductBilling, TermClock } from '../../domain/product/product.js';
import type { WriteAttempt } from '../../domain/transaction/write-attempt.js';
import type { ProducerFacts } from '../../ports/policy-system/parties.js';
import type { ConvertedPolicy } from '../../ports/policy-system/quotes.js';
import type { ExternalReference } from '../../domain/transaction/external-reference.js';
import type { Insured } from '../../domain/insured/insured.js';
import type { TransactionRecord } from '../../domain/transaction/record.js';

/** Input of the `newBusiness` workflow. */
export interface NewBusinessInput {
  readonly submission: Submission;
  /** Digest of the request as it was posted; kept on the quote, so that a different request is told apart for ever. */
  readonly requestDigest: string;
  /** How far it is asked to go; `issued` unless said. No part of what is bought, and so not of the digest. */
  readonly advanceTo?: QuoteMilestone;
  /** Of what people may steer as a quote; absent of what other transactions and earlier versions started. */
  readonly quote?: SteeredQuote;
  /** The group of quotes that it is one of; absent where it is its own opportunity. */
  readonly group?: GroupOfQuote;
  /** From the product: how long an underwriter has; absent where no rules are asked. */
  readonly underwriting?: UnderwritingTimes;
  /** Name of the API client that posted it. */
  readonly requestedBy: string;
  /** From the product: how long one step waits out an outage before a person is asked. Milliseconds. */
  readonly outagePatienceMs: number;
  /** From the product: which documents the policy system is asked to make. */
  readonly documents: { readonly binder: boolean; readonly policy: boolean };
  /** From the product. Absent from what earlier versions started: a term that none bills is not handed over then. */
  readonly term?: TermClock;
  /** From the product, where a billing system bills its terms; absent where the policy system alone does. */
  readonly billing?: { readonly product: ProductBilling };
  /** The term whose place the new one takes, which is cancelled before this is bound; absent where it takes none. */
  readonly replaces?: { readonly policyNumber: string; readonly termNumber: number };
  /** The term that the new one follows; absent where it follows none. */
  readonly renews?: RenewedTerm;
  /** The policy of another system that the new one renews; absent where it renews none. */
  readonly converts?: ConvertedTerm;
  /**
   * When a worker that does not come back from a call is taken for dead, 70 seconds unless said; only until a worker has
   * said how long its steps may take. Milliseconds.
   */
  readonly callLimitMs?: number;
}

/** A quote that people may steer from its draft to the issued policy. */
export interface SteeredQuote {
  /** Whether what the product asks of it was there when it was posted; else that is checked when it goes on. */
  readonly isChecked: boolean;
  /** Until when it may be bound. ISO instant; null: it does not expire. */
  readonly expiresAt: Instant | null;
}

/** The group of a quote; its rules never change. */
export interface GroupOfQuote extends ExternalReference {
  /** Which state one quote of it alone comes to. */
  readonly uniqueState: UniqueState;
}

/** How long an underwriter has to decide about a quote that the rules have blocked. Milliseconds. */
export interface UnderwritingTimes {
  readonly decisionMs: number;
  /** When that is said again; null: never. */
  readonly reminderMs: number | null;
}

/** A term that expires, and how the one after it comes to be paid. */
export interface RenewedTerm {
  /** Of the expiring term; the new one may have another. */
  readonly policyNumber: string;
  /** Of the expiring term; the new one is the next. */
  readonly termNumber: number;
  /** The latest transaction of its chain in the policy system. */
  readonly quoteGuid: string;
  /** Who is insured, on file: nobody is searched for, and nothing is put on file. */
  readonly insuredGuid: string;
  readonly flow: BindingFlow;
  /** Billing counts the money that came in under it: in the flow `offer` the offer's id. */
  readonly jobNumber: string;
}

/** The last term of a policy in another system, of which policy system and billing know nothing. */
export interface ConvertedTerm extends ConvertedPolicy {
  /** Whether the policy had a number that a policy here has, too, and is therefore not kept. */
  readonly isNumberTaken: boolean;
  /** How the term comes to be paid that is bound when its quote is accepted. */
  readonly flow: Exclude<BindingFlow, 'offer'>;
}

/** Input of `submissionOpening`; see there. */
export interface SubmissionOpeningInput {
  readonly keys: readonly string[];
  readonly insured: Insured;
  /** When an earlier attempt found or made it. */
  readonly insuredGuid: string | null;
  /** An earlier visit may have put it on file. */
  readonly insuredAgain: boolean;
  readonly producer: ProducerFacts;
  readonly submissionDate: string;
  /** The transaction's; finds the submission that an earlier run opened. */
  readonly reference: ExternalReference;
  /** Of opening the submission. */
  readonly attempt: WriteAttempt;
  /** The empty submissions that were there before the first attempt; null when they were not listed. */
  readonly existing: readonly string[] | null;
  readonly outagePatienceMs: number;
  readonly callLimitMs: number;
}

/** Has a quote go on by one state; its table says which it can. */
export interface QuoteStepAsked {
  readonly by: string;
  /** Revision of the record that was seen; refused when it has moved on, because another price is another quote. */
  readonly revision?: number;
}

/** Changes a draft. */
export interface QuoteEdit {
  readonly by: string;
  /** RFC 7396 merge patch of the request as it is posted. */
  readonly changes: Readonly<Record<string, unknown>>;
  /** Revision of the record that was read: another editor's change in between is not overwritten. */
  readonly revision: number;
}

/** An underwriter decides about a quote that the rules have blocked. */
export interface QuoteDecision {
  readonly by: string;
  readonly reason: string;
  readonly decision: 'approve' | 'decline' | 'reject';
}

/** The customer said no, or it is given up for good. */
export interface QuoteGivenUp {
  readonly by: string;
  readonly reason: string;
}

/** Makes a quote a draft again; its price is gone for good. */
export interface QuoteReset {
  readonly by: string;
  readonly reason: string;
  /** What becomes of what the rules of underwriting have said: gone, kept without counting, or kept; kept unless said. */
  readonly flags?: 'delete' | 'clear' | 'keep';
}

/*
 * Acts on a quote. Each answers the record, or is refused: `invalidInput`, `refused` (by the table of the quote; its first
 * detail is the refusal), `staleRevision`, and what `correct` and `abandon` are refused with.
 */
export const quoteStepUpdates = {
  validate: defineUpdate<TransactionRecord, [QuoteStepAsked]>('validate'),
  price: defineUpdate<TransactionRecord, [QuoteStepAsked]>('price'),
  underwrite: defineUpdate<TransactionRecord, [QuoteStepAsked]>('underwrite'),
  accept: defineUpdate<TransactionRecord, [QuoteStepAsked]>('accept'),
  issue: defineUpdate<TransactionRecord, [QuoteStepAsked]>('issue'),
} as const satisfies Record<QuoteStep, unknown>;
export const editQuoteUpdate = defineUpdate<TransactionRecord, [QuoteEdit]>('edit');
export const decideQuoteUpdate = defineUpdate<TransactionRecord, [QuoteDecision]>('decide');
export const refuseQuoteUpdate = defineUpdate<TransactionRecord, [QuoteGivenUp]>('refuse');
export const resetQuoteUpdate = defineUpdate<TransactionRecord, [QuoteReset]>('reset');
export const discardQuoteUpdate = defineUpdate<TransactionRecord, [QuoteGivenUp]>('discard');
