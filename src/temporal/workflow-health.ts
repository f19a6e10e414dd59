import { QueryNotRegisteredError, type WorkflowExecutionDescription } from '@temporalio/client';
import { grpcCode } from './deadlines.js';

/**
 * Set by the Temporal server on a workflow whose tasks fail one after another, taken away when one succeeds. The number
 * of tasks is the server's `system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute`.
 */
export const REPORTED_PROBLEMS = 'TemporalReportedProblems';

/** One task may be lost with its worker; what fails again after that fails for a reason of its own. */
const FAILING_FROM_ATTEMPT = 3;

/** Whether its code fails in the worker, again and again, so that it neither goes on nor answers. */
export function isFailing(description: WorkflowExecutionDescription): boolean {
  const attempt = description.raw.pendingWorkflowTask?.attempt ?? 0;
  const attributes = description.typedSearchAttributes.getAll();
  return (
    attempt >= FAILING_FROM_ATTEMPT || attributes.some(({ key }) => key.name === REPORTED_PROBLEMS)
  );
}

/** The same by what Temporal's index knows. */
export function hasReportedProblems(attributes: Readonly<Record<string, unknown>>): boolean {
  const problems = attributes[REPORTED_PROBLEMS];
  return Array.isArray(problems) && problems.length > 0;
}

const FAILED_PRECONDITION = 9;

/** Whether a query or update was not answered because the workflow's code fails, in the server's or the SDK's words. */
export function isFailureOfTask(error: unknown): boolean {
  // What the SDK makes of every failed query. Ours are all registered: the code could not be run up to its present.
  if (error instanceof QueryNotRegisteredError) return true;
  return grpcCode(error) === FAILED_PRECONDITION && /task in failed state/i.test(textOf(error));
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return `${error.message} ${error.cause instanceof Error ? error.cause.message : ''}`;
}
