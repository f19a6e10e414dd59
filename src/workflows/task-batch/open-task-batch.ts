import { setCurrentDetails } from '@temporalio/workflow';
import {
  batchInWords,
  countOutcomes,
  together,
  type NamedTask,
  type SeenToTask,
  type TaskBatchAct,
  type TaskBatchProgress,
  type TaskBatchState,
} from '../../domain/task-batch/task-batch.js';
import { RunLength } from '../policy-term/run-length.js';
import type {
  CarriedTaskBatch,
  EndedTaskBatch,
  TaskBatchInput,
  TaskBatchOrder,
} from './messages.js';

const STEPS_PER_RUN = 200;
const KEPT_ACTS = 50;
const MINUTE_MS = 60_000;

/** A batch of tasks under way. */
export class OpenTaskBatch {
  readonly input: TaskBatchInput;
  readonly #run: RunLength;
  #carried: CarriedTaskBatch;
  #mayGoOnAtMs = 0;
  #endedAt: string | null = null;

  constructor(input: TaskBatchInput) {
    this.input = input;
    this.#run = new RunLength(input.stepsPerRun ?? STEPS_PER_RUN);
    this.#carried = input.carried ?? {
      startedAt: new Date().toISOString(),
      seen: [],
      isPaused: false,
      isCancelled: false,
      acts: [],
    };
    this.#show();
  }

  get isDueToContinue(): boolean {
    return this.#run.isDueToContinue;
  }

  get isPaused(): boolean {
    return this.#carried.isPaused && !this.#carried.isCancelled;
  }

  get isOver(): boolean {
    return this.#carried.isCancelled || this.seen.length >= this.input.tasks.length;
  }

  /** How long it waits before the next step, by its throttle. Milliseconds. */
  get pauseMs(): number {
    return Math.max(0, this.#mayGoOnAtMs - Date.now());
  }

  /** Those that are settled next. */
  get next(): readonly NamedTask[] {
    const from = this.seen.length;
    return this.input.tasks.slice(from, from + together(this.input.perMinute));
  }

  get seen(): readonly SeenToTask[] {
    return this.#carried.seen;
  }

  /** The next ones were seen to. @param askedAtMs when that began */
  seenTo(seen: readonly SeenToTask[], askedAtMs: number): void {
    this.#carried = { ...this.#carried, seen: [...this.seen, ...seen] };
    this.#mayGoOnAtMs = askedAtMs + (seen.length * MINUTE_MS) / this.input.perMinute;
    this.#run.count();
    this.#show();
  }

  /** Somebody has it stop or go on. What it does already changes nothing. */
  order(act: TaskBatchAct['act'], { by, reason }: TaskBatchOrder): void {
    const { isPaused, isCancelled, acts } = this.#carried;
    const isSo = act === 'cancel' ? isCancelled : act === 'pause' ? isPaused : !isPaused;
    if (isSo) return;
    const kept = [...acts, { at: new Date().toISOString(), act, by, reason }];
    this.#carried = {
      ...this.#carried,
      acts: kept.slice(-KEPT_ACTS),
      isPaused: act === 'pause',
      isCancelled: act === 'cancel',
    };
    this.#show();
  }

  get state(): TaskBatchState {
    if (this.#carried.isCancelled) return 'cancelled';
    if (this.isOver) return 'done';
    return this.isPaused ? 'paused' : 'running';
  }

  get progress(): TaskBatchProgress {
    const { requestId, by, reason, tasks, perMinute } = this.input;
    return {
      requestId,
      state: this.state,
      by,
      reason,
      tasks: tasks.length,
      outcomes: countOutcomes(this.seen),
      toDo: tasks.length - this.seen.length,
      perMinute,
      startedAt: this.#carried.startedAt,
      endedAt: this.#endedAt,
      acts: this.#carried.acts,
    };
  }

  get nextInput(): TaskBatchInput {
    return { ...this.input, carried: this.#carried };
  }

  end(): EndedTaskBatch {
    this.#endedAt = new Date().toISOString();
    this.#show();
    return { progress: this.progress, seen: this.seen };
  }

  #show(): void {
    setCurrentDetails(batchInWords(this.progress));
  }
}
