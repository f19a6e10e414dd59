import type { Request, Response } from 'express';
import { progressAtStart, type NamedTask } from '../../domain/task-batch/task-batch.js';
import { taskBatchId } from '../../domain/workflow-ids.js';
import { findTaskBatch, readTaskBatch, startTaskBatch } from '../../temporal/task-batches.js';
import type { TaskBatchInput } from '../../workflows/task-batch/messages.js';
import type { ApiContext } from '../context.js';
import { factsOf } from '../request-facts.js';
import { begunBefore } from '../requested/begun-before.js';
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
  response.status(202).location(taskBatchPath(requestId));
  let tasks: readonly NamedTask[] = [];
  const found = await begunBefore(
    { what: 'batch', requestId, posted },
    {
      start: async (digest) => {
        if ((await findTaskBatch(context, requestId)) !== null) return false;
        tasks = await tasksOf();
        return startTaskBatch(context, { ...asked, tasks }, digest);
      },
      find: () => findTaskBatch(context, requestId),
    },
  );
  const progress = found
    ? (await readTaskBatch(context, found)).progress
    : progressAtStart({ ...asked, tasks: tasks.length }, context.today().toISOString());
  response.json(taskBatchAnswer(progress, found, context));
}
