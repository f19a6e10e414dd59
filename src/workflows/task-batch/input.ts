import { ApplicationFailure } from '@temporalio/workflow';
import { MOST_PER_MINUTE, MOST_TASKS } from '../../domain/task-batch/task-batch.js';
import { INPUT, listOf, object, oneOf, orNull, text, whole } from '../transaction/input-shape.js';
import type { TaskBatchInput } from './messages.js';

const SHAPE = object({
  requestId: text,
  by: text,
  reason: text,
  decision: orNull(oneOf('approve', 'decline')),
  tasks: listOf(object({ id: text, task: text })),
  perMinute: whole,
});

/**
 * Reads what a batch is started with.
 *
 * @throws ApplicationFailure of type `invalidInput`, with which the workflow fails
 */
export function readTaskBatch(given: TaskBatchInput): TaskBatchInput {
  const wrong = SHAPE(given, INPUT) ?? beyondLimits(given);
  if (wrong !== null) throw ApplicationFailure.nonRetryable(wrong, 'invalidInput');
  return given;
}

function beyondLimits({ tasks, perMinute }: TaskBatchInput): string | null {
  if (tasks.length > MOST_TASKS) return `tasks has more than ${MOST_TASKS}`;
  if (perMinute < 1 || perMinute > MOST_PER_MINUTE)
    return `perMinute is not from 1 to ${MOST_PER_MINUTE}`;
  return null;
}
