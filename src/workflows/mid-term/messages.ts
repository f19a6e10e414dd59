import { defineUpdate } from '@temporalio/workflow';
import type { CivilDate } from '../../domain/calendar/civil-date.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { NoticeProof } from '../../domain/notice/notice-days.js';
import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import type { Milestone } from '../../domain/transaction/kinds.js';
import type { TransactionRecord } from '../../domain/transaction/record.js';

/** Input of the workflow of a change. */
export interface ChangeInput<Request extends ChangeRequest> {
  readonly request: Request;
  /** Digest of the request as it was posted. */
  readonly requestDigest: string;
  /** How far it is asked to go; to its end unless said. */
  readonly advanceTo?: Milestone;
  /** Name of the API client, or of the term that began it by itself. */
  readonly requestedBy: string;
  /** From the product: how long one step waits out an outage before a person is asked. Milliseconds. */
  readonly outagePatienceMs: number;
  /** When a worker that does not come back from a call is taken for dead. Milliseconds. */
  readonly callLimitMs?: number;
}

/** Somebody acts on a change; kept for the audit. */
interface Act {
  readonly by: string;
}

/** It shall not happen. */
export interface Withdrawal extends Act {
  readonly reason: string;
}

/** The notice is out. */
export interface RecordedNotice extends Act {
  readonly proof: NoticeProof;
}

/** It shall hold from another day, be booked on another, or go on on another; one of them at the least. */
export interface Rescheduling extends Act {
  readonly reason: string;
  readonly effectiveDate?: CivilDate;
  readonly processOn?: CivilDate;
  /** Of a renewal. */
  readonly startOn?: CivilDate;
  readonly offerOn?: CivilDate;
  readonly issueOn?: CivilDate;
  readonly payableUntil?: CivilDate;
}

/** Billing, or a person in its name, says that a cancellation shall not happen: what was past due is paid, or is forgiven. */
export interface Rescinding extends Act {
  readonly reason: string;
  /** When the money was received; now unless said. */
  readonly receivedAt?: Instant;
}

/** A person decides what was referred. */
export interface Decision extends Act {
  readonly reason: string;
  readonly decision: 'approve' | 'decline';
}

/** Something else is asked for than was; it is quoted again as a new revision, and waits to be accepted. */
export interface Edit extends Act {
  readonly reason: string;
  /** What was seen; refused as `staleRevision` where it is another by now. */
  readonly revision?: number;
  /** What of the request changes, as its kind takes it. */
  readonly changes: object;
}

/**
 * All of them answer the record, and are refused (`ApplicationFailure` type): `invalidInput`, `staleRevision`, or `refused` with the refusal of the
 * business as its first detail.
 */
export const withdrawUpdate = defineUpdate<TransactionRecord, [Withdrawal]>('withdraw');
export const recordNoticeUpdate = defineUpdate<TransactionRecord, [RecordedNotice]>('recordNotice');
export const rescheduleUpdate = defineUpdate<TransactionRecord, [Rescheduling]>('reschedule');
export const rescindUpdate = defineUpdate<TransactionRecord, [Rescinding]>('rescind');
export const editUpdate = defineUpdate<TransactionRecord, [Edit]>('edit');
export const decideUpdate = defineUpdate<TransactionRecord, [Decision]>('decide');
