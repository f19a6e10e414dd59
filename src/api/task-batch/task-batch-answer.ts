import { z } from 'zod';
import type { TaskBatchProgress } from '../../domain/task-batch/task-batch.js';
import { taskBatchId } from '../../domain/workflow-ids.js';
import type { FoundTaskBatch } from '../../temporal/task-batches.js';
import { answer } from '../route.js';
import { type TemporalUi, workflowUrl } from '../transactions/answer-of-record.js';

const count = (description: string) => z.int().meta({ description });
const moment = () => z.string().meta({ format: 'date-time' });

/** How far a batch of tasks is, as JSON for clients. */
const taskBatchSchema = z
  .strictObject({
    id: z.string().meta({ description: 'Of its workflow.' }),
    requestId: z.string(),
    state: z.enum(['running', 'paused', 'cancelled', 'done', 'endedInTemporal']),
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
    startedAt: moment(),
    endedAt: moment().nullable(),
    acts: z.array(
      z.strictObject({
        at: moment(),
        act: z.enum(['pause', 'resume', 'cancel']),
        by: z.string(),
        reason: z.string(),
      }),
    ),
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
  found: FoundTaskBatch | null,
  ui: TemporalUi | undefined,
): z.infer<typeof taskBatchSchema> {
  const { requestId, acts, outcomes } = progress;
  const isCutOff = found !== null && !found.isRunning && !found.isOver;
  const self = taskBatchPath(requestId);
  const id = taskBatchId(requestId);
  return {
    ...progress,
    id,
    state: isCutOff ? 'endedInTemporal' : progress.state,
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
  return `/api/task-batches/${encodeURIComponent(requestId).replaceAll('%3A', ':')}`;
}
