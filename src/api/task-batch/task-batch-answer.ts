import { z } from 'zod';
import type { TaskBatchProgress } from '../../domain/task-batch/task-batch.js';
import { taskBatchId } from '../../domain/workflow-ids.js';
import { isCutOff, type RequestedWorkflow } from '../../temporal/requested-workflow.js';
import type { ApiContext } from '../context.js';
import { actsField, count, timeFields, timesOf, workState } from '../requested/work-fields.js';
import { answer } from '../route.js';
import { inPath, workflowUrl } from '../transactions/answer-of-record.js';

/** How far a batch of tasks is, as JSON for clients. */
const taskBatchSchema = z
  .strictObject({
    id: z.string().meta({ description: 'Of its workflow.' }),
    requestId: z.string(),
    state: workState(),
    by: z.string(),
    reason: z.string(),
    tasks: count('Of the batch.'),
    outcomes: z.strictObject({
      settled: count('By this batch.'),
      notOpen: count('Nobody was asked that any more.'),
      refused: count('They need more than this, and stay as they are.'),
      failed: count('Nobody answered; look whether they were settled.'),
    }),
    toDo: count('Tasks that were not looked at yet.'),
    perMinute: count('Settled in a minute, at most.'),
    ...timeFields,
    acts: actsField(),
    links: z.strictObject({
      self: z.string(),
      results: z.string(),
      temporalUi: z.string().optional(),
    }),
  })
  .meta({ id: 'TaskBatch' });

export const taskBatchResponse = (description: string) => answer(description, taskBatchSchema);

/** @param found null: it was started just now */
export function taskBatchAnswer(
  progress: TaskBatchProgress,
  found: RequestedWorkflow | null,
  { temporalUi: ui }: Pick<ApiContext, 'temporalUi'>,
): z.infer<typeof taskBatchSchema> {
  const { requestId, acts, outcomes } = progress;
  const self = taskBatchPath(requestId);
  const id = taskBatchId(requestId);
  return {
    ...progress,
    ...timesOf(progress),
    id,
    state: isCutOff(found) ? 'endedInTemporal' : progress.state,
    outcomes: { ...outcomes },
    acts: [...acts],
    links: {
      self,
      results: `${self}/results`,
      ...(ui ? { temporalUi: workflowUrl(ui, id) } : {}),
    },
  };
}

/** Address of a batch. */
export function taskBatchPath(requestId: string): string {
  return `/api/task-batches/${inPath(requestId)}`;
}
