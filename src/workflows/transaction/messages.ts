import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Milestone } from '../../domain/transaction/kinds.js';
import type { TransactionRecord } from '../../domain/transaction/record.js';

/** What Temporal remembers of a transaction beside its history; readable without a worker. */
export interface TransactionMemo {
  readonly requestDigest: string;
  readonly product: string;
  readonly expirationDate: string;
  /** Of a change: the term that it changes. */
  readonly termNumber?: number;
  /** Of a change: when it was asked for. Days that were not said follow from it, also for a run that takes it up later. */
  readonly requestedAt?: string;
  /** The run id of this transaction's run that was ended in Temporal, past Bindery, where this run takes up its work. */
  readonly takesUpRun?: string;
  /** How far it was asked to go, by now; absent: to its end. */
  readonly advanceTo?: Milestone;
  /** Whether somebody has had it go further than it was posted to, in this run or in one that it takes up; absent: nobody. */
  readonly wasAdvanced?: boolean;
  /** Of a change: digest of the numbers that were accepted last. A run that takes it up goes on at those numbers alone. */
  readonly acceptedDigest?: string;
  /** Of a change: what stands for it in the policy system and is not bound. A run that takes it up gives up what it does not go on with. */
  readonly unboundQuote?: string | null;
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

/** Has a transaction go further than it was asked to before. */
export interface Advance {
  readonly by: string;
  /** To its end unless said: what is quoted is accepted, and bound. */
  readonly advanceTo?: Milestone;
  /** Revision of the record that was seen; refused when it has moved on, because another price is another quote. */
  readonly revision?: number;
}

/** The whole record, at any time. */
export const recordQuery = defineQuery<TransactionRecord>('record');
/** The request as corrected so far; the base of the next correction. Its shape is its kind's. */
export const submissionQuery = defineQuery<unknown>('submission');

/**
 * Replaces the offending input and runs the stopped step again; also while the transaction is held at a milestone, and then
 * what led to it is made again.
 * Refused (`ApplicationFailure` type): `invalidInput` (its first detail has the faults by field), `nothingToCorrect`,
 * `staleRevision`, `alreadyUsed` (the policy system has that part already, or may have it), `outcomeNeeded` (a write is
 * in doubt and cannot be looked up), `outcomeNotNeeded`, `outcomeDiffers` (the policy system or billing says otherwise),
 * `tooEarly` (it cannot be said yet that a write did not happen), `notChecked` (no worker checked it in time; send it again).
 */
export const correctUpdate = defineUpdate<TransactionRecord, [Correction]>('correct');
/** Ends a transaction that is not bound. Refused: `invalidInput`, `alreadyBound`, `bindUnderWay`, `alreadyEnded`. */
export const abandonUpdate = defineUpdate<TransactionRecord, [Abandonment]>('abandon');
/**
 * Has a transaction go further. What it was asked for before, has reached or passed changes nothing and answers the record.
 * Refused: `invalidInput`, `staleRevision`, `alreadyEnded`.
 */
export const advanceUpdate = defineUpdate<TransactionRecord, [Advance]>('advance');
/** To whoever has a new term made: what stopped that was corrected. */
export const newTermCorrectedSignal = defineSignal('newTermCorrected');
