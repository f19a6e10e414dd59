import { activityInfo } from '@temporalio/activity';
import type { WriteAttempt } from '../domain/write-attempt.js';

/**
 * Whether the transaction may have made the write in a past that it has forgotten: in a run before this one, or before
 * Temporal's own books were put back to an earlier state.
 *
 * @param begunBefore an ISO instant: every transaction begun before it may have forgotten writes; null when none has
 */
export function comesAfterForgetting(
  { earlierRun, runId, begunAt }: Omit<WriteAttempt, 'again'>,
  begunBefore: string | null,
): boolean {
  const isAnotherRuns = runId !== activityInfo().workflowExecution?.runId;
  return (
    earlierRun ||
    isAnotherRuns ||
    (begunBefore !== null && Date.parse(begunAt) < Date.parse(begunBefore))
  );
}
