import { QueryNotRegisteredError, type WorkflowExecutionDescription } from '@temporalio/client';
import { grpcCode, type Temporal, withinDeadline } from './deadlines.js';

/**
 * Set by the Temporal server on a workflow whose tasks come to nothing one after another, taken away when one succeeds. The number
 * of tasks is the server's `system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute`.
 */
const REPORTED_PROBLEMS = 'TemporalReportedProblems';
/** What it says of tasks that failed. Those that ran out of time had a worker that died, or was too busy: a healthy one makes them. */
const FAILED = 'category=WorkflowTaskFailed';

/** In Temporal's query language: the code of a workflow fails, by what the index knows; and its contrary. */
export const IS_FAILING = `${REPORTED_PROBLEMS} = '${FAILED}'`;
export const IS_NOT_FAILING = `(${REPORTED_PROBLEMS} IS NULL OR ${REPORTED_PROBLEMS} != '${FAILED}')`;

/** One task may be lost with its worker; what comes to nothing again after that does so for a reason of its own. */
const FAILING_FROM_ATTEMPT = 3;

/** Whether its code fails in the worker, again and again, so that it neither goes on nor answers. */
export async function isFailing(
  temporal: Temporal,
  description: WorkflowExecutionDescription,
): Promise<boolean> {
  const attributes = description.typedSearchAttributes.getAll();
  const reported = attributes.find(({ key }) => key.name === REPORTED_PROBLEMS)?.value;
  if (reported !== undefined) return tellsOfFailure(reported);
  const attempt = description.raw.pendingWorkflowTask?.attempt ?? 0;
  return attempt >= FAILING_FROM_ATTEMPT && (await hasFailedTask(temporal, description));
}

/** The same by what Temporal's index knows. */
export function hasReportedProblems(attributes: Readonly<Record<string, unknown>>): boolean {
  return tellsOfFailure(attributes[REPORTED_PROBLEMS]);
}

function tellsOfFailure(reported: unknown): boolean {
  return Array.isArray(reported) && reported.includes(FAILED);
}

/** More events than come in while a task is tried. */
const LAST_EVENTS = 100;
/** Of the server's `EventType`. */
const [TASK_COMPLETED, TASK_TIMED_OUT, TASK_FAILED] = [7, 8, 9];

/** Of tasks that come to nothing one after another the history has the first alone: whether that failed, or ran out of time. */
async function hasFailedTask(
  { client, deadlines }: Temporal,
  { workflowId, runId }: Pick<WorkflowExecutionDescription, 'workflowId' | 'runId'>,
): Promise<boolean> {
  const { namespace } = client.options;
  const { history } = await withinDeadline(client, deadlines.serverMs, () =>
    client.workflowService.getWorkflowExecutionHistoryReverse({
      namespace,
      execution: { workflowId, runId },
      maximumPageSize: LAST_EVENTS,
    }),
  );
  const ends: readonly unknown[] = [TASK_COMPLETED, TASK_TIMED_OUT, TASK_FAILED];
  const types = (history?.events ?? []).map(({ eventType }): unknown => eventType);
  return types.find((type) => ends.includes(type)) === TASK_FAILED;
}

const FAILED_PRECONDITION = 9;

/**
 * Whether a query or update was not answered because the workflow's code fails. The server refuses both after a few tasks that came to
 * nothing, for whatever reason: it is asked for which.
 */
export async function isFailureOfTask(
  temporal: Temporal,
  workflowId: string,
  error: unknown,
): Promise<boolean> {
  // What the SDK makes of every failed query. Ours are all registered: the code could not be run up to its present.
  if (error instanceof QueryNotRegisteredError) return true;
  const isRefused =
    grpcCode(error) === FAILED_PRECONDITION && /task in failed state/i.test(textOf(error));
  if (!isRefused) return false;
  const { client, deadlines } = temporal;
  const description = await withinDeadline(client, deadlines.serverMs, () =>
    client.workflow.getHandle(workflowId).describe(),
  );
  return isFailing(temporal, description);
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return `${error.message} ${error.cause instanceof Error ? error.cause.message : ''}`;
}
