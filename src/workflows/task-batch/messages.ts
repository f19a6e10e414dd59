import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { Instant } from '../../domain/calendar/instant.js';
import type { Ordered } from '../../domain/batch/acts.js';
import type { BegunTogether } from '../../domain/batch/pace.js';
import type {
  NamedTask,
  SeenToTask,
  TaskBatchProgress,
} from '../../domain/task-batch/task-batch.js';
import type { Updated } from '../../domain/batch/updated.js';
import type { Order } from '../orders.js';

/** How tasks of a batch are settled; kept with each of them for the audit. */
export interface Settling {
  readonly by: string;
  readonly reason: string;
  /** Of what is to be decided; null: that is refused. */
  readonly decision: 'approve' | 'decline' | null;
}

/** Input of the `taskBatch` workflow. */
export interface TaskBatchInput extends Settling {
  /** The caller's own name for it; the same for every repeat. */
  readonly requestId: string;
  readonly tasks: readonly NamedTask[];
  /** Settled in a minute, at most. */
  readonly perMinute: number;
  /** Steps that one run of the workflow makes before the next goes on; 200 unless said. */
  readonly stepsPerRun?: number;
  /** What the run before left; absent for a batch that begins. */
  readonly carried?: CarriedTaskBatch;
}

/** What the runs of a batch leave to each other, beside the input. */
export interface CarriedTaskBatch extends Ordered, Updated {
  readonly startedAt: Instant;
  readonly seen: readonly SeenToTask[];
  readonly begun: readonly BegunTogether[];
}

/** Result of the workflow. */
export interface EndedTaskBatch {
  readonly progress: TaskBatchProgress;
  readonly seen: readonly SeenToTask[];
}

export const taskProgressQuery = defineQuery<TaskBatchProgress>('progress');
export const taskResultsQuery = defineQuery<readonly SeenToTask[]>('results');

/** Refused (`ApplicationFailure`): `invalidInput`, `alreadyEnded`. Signals of the same names do the same without an answer. */
export const pauseTasksUpdate = defineUpdate<TaskBatchProgress, [Order]>('pause');
export const resumeTasksUpdate = defineUpdate<TaskBatchProgress, [Order]>('resume');
export const cancelTasksUpdate = defineUpdate<TaskBatchProgress, [Order]>('cancel');

/** As a quote takes it whose rules of underwriting could not run. */
export const underwriteUpdate = defineUpdate<unknown, [{ readonly by: string }]>('underwrite');
