import { workflowInfo } from '@temporalio/workflow';
import type { WriteAttempt } from '../../domain/transaction/write-attempt.js';

/** What every write tells of the run that asks for it. */
export type ThisRun = Pick<WriteAttempt, 'runId' | 'firstRunId' | 'begunAt'>;

/**
 * Whether this run is not the first of its workflow: an operator reset it in Temporal. What the run before wrote after
 * the point of the reset is not in this run's history.
 */
export function isLaterRun(): boolean {
  const { runId, firstExecutionRunId } = workflowInfo();
  return runId !== firstExecutionRunId;
}

/** This run, and when it began. @param begunAt of the transaction that a child works for: an ISO instant */
export function thisRun(begunAt?: string): ThisRun {
  const { runId, firstExecutionRunId, startTime } = workflowInfo();
  return {
    runId,
    firstRunId: firstExecutionRunId,
    begunAt: begunAt ?? startTime.toISOString(),
  };
}
