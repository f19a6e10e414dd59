import { stopInWords, type BatchAct, type BatchState } from '../batch/acts.js';
import { together } from '../batch/pace.js';
import type { Updated } from '../batch/updated.js';
import { sentences } from '../sentence.js';
import type { Instant } from '../calendar/instant.js';

/** One batch has this many at most; of more, the most urgent. */
export const MOST_TASKS = 2_000;
/** Tasks that one batch settles in a minute, at most, and unless somebody says otherwise. */
export const MOST_PER_MINUTE = 6_000;
export const USUAL_PER_MINUTE = 120;
/** Settled together by one step. */
const MOST_TOGETHER = 10;

/** A task by its name. */
export interface NamedTask {
  /** Id of the workflow that has it. */
  readonly id: string;
  /** Its key there. */
  readonly task: string;
}

/**
 * What became of one task. `settled`: by this batch. `notOpen`: nobody is asked that any more. `refused`: it needs more than this, and stays
 * as it is. `failed`: nobody answered, so that it may have been settled, or not.
 */
export const TASK_OUTCOMES = ['settled', 'notOpen', 'refused', 'failed'] as const;
export type TaskOutcome = (typeof TASK_OUTCOMES)[number];

/** One task of a batch that was seen to. */
export interface SeenToTask extends NamedTask {
  readonly outcome: TaskOutcome;
  /** Why, without personal data; null where there is nothing to say. */
  readonly reason: string | null;
}

/** How far a batch of tasks is. */
export interface TaskBatchProgress extends Updated {
  readonly requestId: string;
  readonly state: BatchState;
  readonly by: string;
  readonly reason: string;
  readonly tasks: number;
  readonly outcomes: Readonly<Record<TaskOutcome, number>>;
  readonly toDo: number;
  readonly perMinute: number;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly acts: readonly BatchAct[];
}

/** How many tasks a step settles. */
export function settledTogether(perMinute: number): number {
  return Math.min(MOST_TOGETHER, together(perMinute));
}

/** Of a batch that was started just now. */
export function progressAtStart(
  {
    requestId,
    by,
    reason,
    tasks,
    perMinute,
  }: Pick<TaskBatchProgress, 'requestId' | 'by' | 'reason' | 'tasks' | 'perMinute'>,
  startedAt: Instant,
): TaskBatchProgress {
  return {
    requestId,
    state: 'running',
    by,
    reason,
    tasks,
    outcomes: countOutcomes([]),
    toDo: tasks,
    perMinute,
    startedAt,
    endedAt: null,
    updatedAt: startedAt,
    acts: [],
  };
}

export function countOutcomes(
  seen: readonly Pick<SeenToTask, 'outcome'>[],
): TaskBatchProgress['outcomes'] {
  const count = (outcome: TaskOutcome): number =>
    seen.filter((one) => one.outcome === outcome).length;
  return {
    settled: count('settled'),
    notOpen: count('notOpen'),
    refused: count('refused'),
    failed: count('failed'),
  };
}

/** What the page of a batch says. */
export function batchInWords(progress: TaskBatchProgress): string {
  const { requestId, state, by, reason, tasks, toDo } = progress;
  const { settled, notOpen, refused, failed } = progress.outcomes;
  return [
    sentences(
      `The tasks of batch ${requestId}, for ${by}, are ${state}: ${tasks - toDo} of ${tasks} are seen to`,
      reason,
    ),
    `${settled} were settled, ${notOpen} were not open any more, ${refused} were refused and ${failed} failed; ${toDo} are to do.`,
    ...stopInWords(progress),
  ].join('\n\n');
}
