import { taskBatchId } from '../domain/workflow-ids.js';
import type { SeenToTask, TaskBatchProgress } from '../domain/task-batch/task-batch.js';
import {
  taskProgressQuery,
  taskResultsQuery,
  type EndedTaskBatch,
  type TaskBatchInput,
} from '../workflows/task-batch/messages.js';
import { WORKFLOW_TASK_QUEUE } from '../workflows/task-queues.js';
import { answeredByWorker } from './answered-by-worker.js';
import { type Temporal, withinDeadline } from './deadlines.js';
import { findRequested, isBegunNow, type RequestedWorkflow } from './requested-workflow.js';

/** Type of the workflow that settles many tasks. */
const TASK_BATCH_WORKFLOW = 'taskBatch';

/** A batch as Temporal knows it, without a worker. */
export type FoundTaskBatch = RequestedWorkflow;

/** Starts a batch. @returns whether it was started now; false where there is one under its name */
export function startTaskBatch(
  temporal: Temporal,
  input: TaskBatchInput,
  requestDigest: string,
): Promise<boolean> {
  const { requestId, tasks, by } = input;
  const { workflow } = temporal.client;
  return isBegunNow(temporal, () =>
    workflow.start<(given: TaskBatchInput) => Promise<EndedTaskBatch>>(TASK_BATCH_WORKFLOW, {
      workflowId: taskBatchId(requestId),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [input],
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
      memo: { requestDigest },
      staticSummary: `${tasks.length} tasks settled for ${by}, ${requestId}`,
    }),
  );
}

/** Looks a batch up; null when there is none. */
export function findTaskBatch(
  temporal: Temporal,
  requestId: string,
): Promise<FoundTaskBatch | null> {
  return findRequested(temporal, TASK_BATCH_WORKFLOW, taskBatchId(requestId));
}

/**
 * How far a batch is, and what became of the tasks that were seen to, in its order. An ended one has left that; any other is asked for
 * by a worker.
 *
 * @throws NoWorkerAnswered when a worker is needed and none answers in time
 * @throws WorkflowFailing when none can
 */
export async function readTaskBatch(
  temporal: Temporal,
  { workflowId, isOver, isFailing }: FoundTaskBatch,
): Promise<{ readonly progress: TaskBatchProgress; readonly seen: readonly SeenToTask[] }> {
  const { client, deadlines } = temporal;
  const handle =
    client.workflow.getHandle<(given: TaskBatchInput) => Promise<EndedTaskBatch>>(workflowId);
  if (isOver) return withinDeadline(client, deadlines.serverMs, () => handle.result());
  return answeredByWorker(
    () =>
      withinDeadline(client, deadlines.workerMs, async () => ({
        progress: await handle.query(taskProgressQuery),
        seen: await handle.query(taskResultsQuery),
      })),
    { isKnownToFail: isFailing },
  );
}
