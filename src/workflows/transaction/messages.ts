import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { ProductBilling } from '../../domain/product/product.js';
import type { ExternalReference, Insured, Submission } from '../../domain/new-business/submission.js';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import type { WriteAttempt } from '../../domain/transaction/write-attempt.js';
import type { ProducerFacts } from '../../ports/policy-system.js';

/** Workflows run here. */
export const WORKFLOW_TASK_QUEUE = 'bindery';
/** Calls to the policy system run here, so that their number can be capped apart from everything else. */
export const POLICY_SYSTEM_TASK_QUEUE = 'bindery-policy-system';

/** Calls to billing run here. */
export const BILLING_TASK_QUEUE = 'bindery-billing';

/** The id of a new-business transaction, from the source system's own key: the same request twice is one workflow. */
export function newBusinessId(reference: ExternalReference): string {
  return `new-business:${reference.system}:${reference.id}`;
}

/** Input of the `newBusiness` workflow. */
export interface NewBusinessInput {
  readonly submission: Submission;
  /** Digest of the request as it was posted; kept on the quote, so that a different request is told apart for ever. */
  readonly requestDigest: string;
  /** Name of the API client that posted it. */
  readonly requestedBy: string;
  /** From the product: how long one step waits out an outage before a person is asked. Milliseconds. */
  readonly outagePatienceMs: number;
  /** From the product: which documents the policy system is asked to make. */
  readonly documents: { readonly binder: boolean; readonly policy: boolean };
  /** From the product, where a billing system bills its terms; absent where the policy system alone does. */
  readonly billing?: {
    readonly product: ProductBilling;
    readonly timeZone: string;
    /** The product's, `HH:MM`. */
    readonly termTime: string;
  };
  /**
   * When a worker that does not come back from a call is taken for dead, 70 seconds unless said; only until a worker has
   * said how long its steps may take. Milliseconds.
   */
  readonly callLimitMs?: number;
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

/** What Temporal remembers of a transaction beside its history; readable without a worker. */
export interface TransactionMemo {
  readonly requestDigest: string;
  readonly product: string;
  readonly expirationDate: string;
}

/**
 * A correction, the same from the API, the Temporal Web UI and any other client. A client may send anything at all: what
 * cannot be read is refused in words.
 */
export interface Correction {
  readonly by: string;
  readonly reason: string;
  /** RFC 7396 merge patch of the request as it is posted; empty or absent runs the stopped step again. */
  readonly changes?: Readonly<Record<string, unknown>>;
  /** Revision of the record from which the correction was made; refused when the record has moved on. */
  readonly revision?: number;
  /** What a person found in the policy system, for a write whose outcome Bindery cannot look up. */
  readonly outcome?: WriteOutcome;
}

/**
 * Whether a write happened; `made` is what it gave: a GUID, the policy number, or the premium of a rated workbook such as
 * "5000.00", with `fees` for what the policy system added to it. Null or absent when it gives nothing. `write` names it, as
 * in `attention.inDoubt`; absent for the one that stopped the step.
 */
export type WriteOutcome = { readonly write?: string | undefined } & (
  | { readonly written: false }
  | { readonly written: true; readonly made?: string | null; readonly fees?: string | null }
);

export interface Abandonment {
  readonly by: string;
  readonly reason: string;
}

/** The whole record, at any time. */
export const recordQuery = defineQuery<TransactionRecord>('record');
/** The submission as corrected so far; the base of the next correction. */
export const submissionQuery = defineQuery<Submission>('submission');

/**
 * Replaces the offending input and runs the stopped step again.
 * Refused (`ApplicationFailure` type): `invalidInput` (its first detail has the faults by field), `nothingToCorrect`,
 * `staleRevision`, `alreadyUsed` (the policy system has that part already, or may have it), `outcomeNeeded` (a write is
 * in doubt and cannot be looked up), `outcomeNotNeeded`, `outcomeDiffers` (the policy system or billing says otherwise),
 * `tooEarly` (it cannot be said yet that a write did not happen), `notChecked` (no worker checked it in time; send it again).
 */
export const correctUpdate = defineUpdate<TransactionRecord, [Correction]>('correct');
/** Ends a transaction that is not bound. Refused: `invalidInput`, `alreadyBound`, `bindUnderWay`, `alreadyEnded`. */
export const abandonUpdate = defineUpdate<TransactionRecord, [Abandonment]>('abandon');
