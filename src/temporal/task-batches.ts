import type { TaskBatchProgress } from '../domain/task-batch/task-batch.js';
import { taskBatchId } from '../domain/workflow-ids.js';
import {
  taskProgressQuery,
  taskResultsQuery,
  type EndedTaskBatch,
  type TaskBatchInput,
} from '../workflows/task-batch/messages.js';
import type { Temporal } from './deadlines.js';
import {
  askRequested,
  findRequested,
  readRequested,
  startRequested,
  type RequestedWorkflow,
} from './requested-workflow.js';

/** Type of the workflow that settles many tasks. */
const TASK_BATCH_WORKFLOW = 'taskBatch';

/** Starts a batch. @returns whether it was started now; false where there is one under its name */
export function startTaskBatch(
  temporal: Temporal,
  input: TaskBatchInput,
  requestDigest: string,
): Promise<boolean> {
  const { requestId, tasks, by } = input;
  return startRequested(temporal, {
    type: TASK_BATCH_WORKFLOW,
    workflowId: taskBatchId(requestId),
    input,
    requestDigest,
    summary: `${tasks.length} tasks settled for ${by}, ${requestId}`,
  });
}

/** Looks a batch up; null when there is none. */
export function findTaskBatch(
  temporal: Temporal,
  requestId: string,
): Promise<RequestedWorkflow | null> {
  return findRequested(temporal, TASK_BATCH_WORKFLOW, taskBatchId(requestId));
}

/** Asks the worker how far a batch is. @throws the errors of `readRequested` */
export function queryTaskBatch(
  temporal: Temporal,
  found: Pick<RequestedWorkflow, 'workflowId' | 'isFailing'>,
): Promise<TaskBatchProgress> {
  return askRequested(temporal, found, (handle) => handle.query(taskProgressQuery));
}

/** How far a batch is, and what became of the tasks that were seen to, in its order. @throws the errors of `readRequested` */
export function readTaskBatch(
  temporal: Temporal,
  found: RequestedWorkflow,
): Promise<EndedTaskBatch> {
  return readRequested(temporal, found, {
    ended: (left: EndedTaskBatch) => left,
    ask: async (handle) => ({
      progress: await handle.query(taskProgressQuery),
      seen: await handle.query(taskResultsQuery),
    }),
  });
}
