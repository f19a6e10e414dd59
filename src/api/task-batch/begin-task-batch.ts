import type { Request, Response } from 'express';
import { countOutcomes, type NamedTask } from '../../domain/task-batch/task-batch.js';
import { taskBatchId } from '../../domain/workflow-ids.js';
import { requestDigest } from '../../requests/request-digest.js';
import { findTaskBatch, readTaskBatch, startTaskBatch } from '../../temporal/task-batches.js';
import type { TaskBatchInput } from '../../workflows/task-batch/messages.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { factsOf } from '../request-facts.js';
import { taskBatchAnswer, taskBatchPath } from './task-batch-answer.js';

/** A batch as it was asked for. */
type Asked = Omit<TaskBatchInput, 'tasks'>;

/**
 * Starts a batch of tasks, and answers how far it is: 202. The same request again is the same batch, with the tasks that it found then.
 *
 * @param posted all of the request, by which its repeats are known
 * @throws Problem `different-request`
 */
export async function beginTaskBatch(
  context: ApiContext,
  { request, response }: { readonly request: Request; readonly response: Response },
  asked: Asked,
  posted: object,
  tasksOf: () => Promise<readonly NamedTask[]>,
): Promise<void> {
  const { requestId } = asked;
  factsOf(request).transactionId = taskBatchId(requestId);
  const digest = requestDigest(posted);
  response.status(202).location(taskBatchPath(requestId));
  if ((await findTaskBatch(context, requestId)) === null) {
    const tasks = await tasksOf();
    if (await startTaskBatch(context, { ...asked, tasks }, digest)) {
      const { by, reason, perMinute } = asked;
      const progress = {
        requestId,
        state: 'running',
        by,
        reason,
        tasks: tasks.length,
        outcomes: countOutcomes([]),
        toDo: tasks.length,
        perMinute,
        startedAt: context.today().toISOString(),
        endedAt: null,
        acts: [],
      } as const;
      response.json(taskBatchAnswer(progress, null, context.temporalUi));
      return;
    }
  }
  const found = await findTaskBatch(context, requestId);
  if (found?.requestDigest !== digest)
    throw new Problem('different-request', {
      detail: `The batch ${requestId} was started with other content. Post the same content, or use another id.`,
    });
  const { progress } = await readTaskBatch(context, found);
  response.json(taskBatchAnswer(progress, found, context.temporalUi));
}
