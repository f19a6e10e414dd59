import { workflowInfo } from '@temporalio/workflow';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import type { WriteAttempt } from '../../domain/transaction/write-attempt.js';
import type { TransactionMemo } from './messages.js';

/** What every write tells of the run that asks for it. */
export type ThisRun = Pick<WriteAttempt, 'runId' | 'firstRunId' | 'begunAt'>;

/**
 * Whether this run is not the first of its transaction: an operator reset it in Temporal, or ended it there and the same
 * request was posted again. What the run before wrote is not, or not all, in this run's history.
 */
export function isLaterRun(): boolean {
  return workflowInfo().runId !== firstRunId();
}

/** The run that was ended in Temporal counts as the first one of the run that takes up its work. */
export function firstRunId(): string {
  const { firstExecutionRunId, memo } = workflowInfo();
  const takesUpRun = memo?.['takesUpRun' satisfies keyof TransactionMemo];
  return typeof takesUpRun === 'string' ? takesUpRun : firstExecutionRunId;
}

/** Whether this run takes up the work of one that was ended in Temporal, of which it has nothing but what was posted. */
export function takesUpEndedRun(): boolean {
  return typeof workflowInfo().memo?.['takesUpRun' satisfies keyof TransactionMemo] === 'string';
}

/** This run, and when it began. @param begunAt of the transaction that a child works for: an ISO instant */
export function thisRun(begunAt?: string): ThisRun {
  const { runId, startTime } = workflowInfo();
  return {
    runId,
    firstRunId: firstRunId(),
    begunAt: begunAt ?? startTime.toISOString(),
  };
}

/** Whether somebody has had it go further than it was posted to, in this run or in the one whose work it takes up. */
export function wasAdvanced({ advances }: Pick<TransactionRecord, 'advances'>): boolean {
  const { memo } = workflowInfo();
  return advances.length > 0 || memo?.['wasAdvanced' satisfies keyof TransactionMemo] === true;
}

/** What the run whose work this one takes up has left unbound in the policy system; null where nothing. */
export function leftUnbound(): string | null {
  const quoteGuid = workflowInfo().memo?.['unboundQuote' satisfies keyof TransactionMemo];
  return typeof quoteGuid === 'string' ? quoteGuid : null;
}

/** Digest of the numbers that were accepted in the run whose work this one takes up; null where none were. */
export function acceptedBefore(): string | null {
  const digest = workflowInfo().memo?.['acceptedDigest' satisfies keyof TransactionMemo];
  return typeof digest === 'string' ? digest : null;
}
