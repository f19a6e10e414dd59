import { proxyActivities, setHandler } from '@temporalio/workflow';
import type { TaskBatchActivities } from '../../activities/task-batch/task-batch-activities.js';
import { answerOrders } from '../orders.js';
import { untilOrdered, untilOver } from '../step-by-step.js';
import { readTaskBatch } from './input.js';
import {
  taskProgressQuery,
  taskResultsQuery,
  type EndedTaskBatch,
  type TaskBatchInput,
} from './messages.js';
import { OpenTaskBatch } from './open-task-batch.js';

/** As long as Temporal or its workers are away, the batch waits: it is theirs to say when it goes on. */
const { settleTasks } = proxyActivities<TaskBatchActivities>({
  startToCloseTimeout: '10m',
  // A worker that dies is noticed soon: each says so often that it lives.
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
});

/**
 * Many tasks settled in the name of one person, so many in a minute, each once and with what became of it.
 *
 * Trigger: a request at the API. Updates: `pause`, `resume`, `cancel`, each with who and why; signals of the same names. Queries: `progress`,
 * `results`. Timer: until more may be settled. Continues as new with what became of each. Ends when every task was seen to, or when it is cancelled. A request to
 * cancel the workflow cancels the batch.
 */
export async function taskBatch(given: TaskBatchInput): Promise<EndedTaskBatch> {
  const batch = new OpenTaskBatch(readTaskBatch(given));
  setHandler(taskProgressQuery, () => batch.progress);
  setHandler(taskResultsQuery, () => batch.seen);
  answerOrders(batch);
  return untilOver(batch, () => goOn(batch));
}

async function goOn(batch: OpenTaskBatch): Promise<void> {
  const { next, input } = batch;
  if (next.kind === 'wait') {
    await untilOrdered(batch, next.untilMs);
    return;
  }
  const { requestId, by, reason, decision } = input;
  const askedAtMs = Date.now();
  const asked = { batch: requestId, settling: { by, reason, decision }, tasks: next.tasks };
  batch.seenTo(await settleTasks(asked), askedAtMs);
}
