import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  makeContinueAsNewFunc,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';
import type { TaskBatchActivities } from '../../activities/task-batch/task-batch-activities.js';
import { refuseOtherMembers, refuseUnreadable } from '../transaction/readable-act.js';
import { readTaskBatch } from './input.js';
import {
  cancelTasksUpdate,
  pauseTasksUpdate,
  resumeTasksUpdate,
  taskProgressQuery,
  taskResultsQuery,
  type EndedTaskBatch,
  type TaskBatchInput,
  type TaskBatchOrder,
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
 * Trigger: a request at the API. Updates: `pause`, `resume`, `cancel`, each with who and why. Queries: `progress`, `results`. Timer: until
 * more may be settled. Continues as new with what became of each. Ends when every task was seen to, or when it is cancelled. A request to
 * cancel the workflow cancels the batch.
 */
export async function taskBatch(given: TaskBatchInput): Promise<EndedTaskBatch> {
  const batch = new OpenTaskBatch(readTaskBatch(given));
  answerOrders(batch);
  CancellationScope.current().cancelRequested.catch(() => {
    batch.order('cancel', {
      by: 'Temporal',
      reason: 'The cancellation of the workflow was asked for.',
    });
  });
  return CancellationScope.nonCancellable(() => untilEnded(batch));
}

async function untilEnded(batch: OpenTaskBatch): Promise<EndedTaskBatch> {
  while (!batch.isOver) {
    if (batch.isDueToContinue) {
      await condition(allHandlersFinished);
      await continueOnCurrentVersion(batch.nextInput);
    }
    if (batch.isPaused) await condition(() => !batch.isPaused);
    else if (batch.pauseMs > 0)
      await condition(() => batch.isOver || batch.isPaused, Math.ceil(batch.pauseMs));
    else await settleNext(batch);
  }
  await condition(allHandlersFinished);
  return batch.end();
}

async function settleNext(batch: OpenTaskBatch): Promise<void> {
  const { requestId, by, reason, decision } = batch.input;
  const askedAtMs = Date.now();
  const tasks = batch.next;
  batch.seenTo(
    await settleTasks({ batch: requestId, settling: { by, reason, decision }, tasks }),
    askedAtMs,
  );
}

/** The next run belongs to the version of the workers that is current then; without versions there is only one. */
const continueOnCurrentVersion = makeContinueAsNewFunc<typeof taskBatch>({
  initialVersioningBehavior: 'AUTO_UPGRADE',
});

const ORDERS = [
  ['pause', pauseTasksUpdate, 'Settles no more until it is resumed.'],
  ['resume', resumeTasksUpdate, 'Goes on.'],
  ['cancel', cancelTasksUpdate, 'Settles no more, and ends.'],
] as const;

/** Answers whoever asks how a batch is, or has it stop or go on. */
function answerOrders(batch: OpenTaskBatch): void {
  setHandler(taskProgressQuery, () => batch.progress);
  setHandler(taskResultsQuery, () => batch.seen);
  for (const [act, update, description] of ORDERS) {
    const validator = (order: TaskBatchOrder): void => {
      refuseUnreadable(order);
      refuseOtherMembers(order, ['by', 'reason']);
      if (batch.state === 'done' || (batch.state === 'cancelled' && act !== 'cancel'))
        throw ApplicationFailure.nonRetryable(`The batch is ${batch.state}.`, 'alreadyEnded');
    };
    const carryOut = (order: TaskBatchOrder) => {
      batch.order(act, order);
      return batch.progress;
    };
    setHandler(update, carryOut, { description, validator });
  }
}
