import {
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import { answeredByWorker } from './answered-by-worker.js';
import { type Temporal, withinDeadline } from './deadlines.js';
import { NoWorkerAnswered, UpdateRefused, WorkflowEnded } from './errors.js';

/**
 * Sends an act of a person to a running transaction or term and waits for its word on it.
 *
 * @param to its id; with a run, to that run alone: a later one has not heard what the act answers to
 * @param updateId names it, where the sender repeats it under an id of its own: then it counts once
 * @throws UpdateRefused with the reason as its cause
 * @throws WorkflowEnded when it is over
 * @throws NoWorkerAnswered when nobody answered, and then it may have happened or may happen yet
 * @throws WorkflowFailing when no worker can
 */
export async function sendAct<Answer, Argument>(
  temporal: Temporal,
  to: string | { readonly workflowId: string; readonly runId: string },
  update: UpdateDefinition<Answer, [Argument]>,
  argument: Argument,
  updateId?: string,
): Promise<Answer> {
  const { client, deadlines } = temporal;
  const [workflowId, runId] = typeof to === 'string' ? [to] : [to.workflowId, to.runId];
  const sent = updateId === undefined ? 'takenPerhapsNotOnce' : 'takenPerhaps';
  try {
    return await answeredByWorker(
      temporal,
      workflowId,
      () =>
        withinDeadline(client, deadlines.workerMs, () =>
          client.workflow.getHandle(workflowId, runId).executeUpdate(update, {
            args: [argument],
            ...(updateId === undefined ? {} : { updateId }),
          }),
        ),
      { sent },
    );
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) throw new UpdateRefused({ cause: error.cause });
    if (error instanceof WorkflowNotFoundError) throw new WorkflowEnded({ cause: error });
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) {
      throw new NoWorkerAnswered(sent, { cause: error });
    }
    throw error;
  }
}
