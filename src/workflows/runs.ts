import { workflowInfo } from '@temporalio/workflow';

/**
 * Whether this run is not the first of its workflow: an operator reset it in Temporal. What the run before wrote after
 * the point of the reset is not in this run's history.
 */
export function isLaterRun(): boolean {
  const { runId, firstExecutionRunId } = workflowInfo();
  return runId !== firstExecutionRunId;
}

/** When this run began: an ISO instant. */
export function begunAt(): string {
  return workflowInfo().startTime.toISOString();
}
