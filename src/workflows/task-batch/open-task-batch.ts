import { setCurrentDetails } from '@temporalio/workflow';
import {
  NOT_ORDERED,
  orderedBy,
  stateOf,
  type BatchOrder,
  type BatchState,
} from '../../domain/batch/acts.js';
import { begunWith, mayBeginAt } from '../../domain/batch/pace.js';
import {
  batchInWords,
  countOutcomes,
  settledTogether,
  type NamedTask,
  type SeenToTask,
  type TaskBatchProgress,
} from '../../domain/task-batch/task-batch.js';
import { updatedIn } from '../../domain/batch/updated.js';
import { tasksOfPaused } from '../../domain/task/batch-tasks.js';
import { ListedTasks } from '../listed-tasks.js';
import { RunLength } from '../policy-term/run-length.js';
import type { Order } from '../orders.js';
import type { CarriedTaskBatch, EndedTaskBatch, TaskBatchInput } from './messages.js';

const STEPS_PER_RUN = 200;

/** What a batch does next. Moments in milliseconds since 1970. */
type TaskBatchStep =
  | { readonly kind: 'settle'; readonly tasks: readonly NamedTask[] }
  /** Null: until somebody acts. */
  | { readonly kind: 'wait'; readonly untilMs: number | null };

/** A batch of tasks under way. */
export class OpenTaskBatch {
  readonly input: TaskBatchInput;
  readonly #run: RunLength;
  #carried: CarriedTaskBatch;
  /** Counts what people did. */
  #orders = 0;
  #endedAt: string | null = null;
  readonly #listed = new ListedTasks();

  constructor(input: TaskBatchInput) {
    this.input = input;
    this.#run = new RunLength(input.stepsPerRun ?? STEPS_PER_RUN);
    const now = new Date().toISOString();
    this.#carried = input.carried ?? {
      startedAt: now,
      updatedAt: now,
      seen: [],
      ...NOT_ORDERED,
      begun: [],
    };
    this.#show();
  }

  get isDueToContinue(): boolean {
    return this.#run.isDueToContinue;
  }

  /** Counts what people did. */
  get orders(): number {
    return this.#orders;
  }

  get isOver(): boolean {
    return this.#carried.isCancelled || this.seen.length >= this.input.tasks.length;
  }

  get next(): TaskBatchStep {
    const { isPaused, begun, seen } = this.#carried;
    if (isPaused) return { kind: 'wait', untilMs: null };
    const { perMinute, tasks } = this.input;
    const together = tasks.slice(seen.length, seen.length + settledTogether(perMinute));
    const startMs = mayBeginAt(begun, { perMinute, count: together.length });
    return startMs > Date.now()
      ? { kind: 'wait', untilMs: startMs }
      : { kind: 'settle', tasks: together };
  }

  get seen(): readonly SeenToTask[] {
    return this.#carried.seen;
  }

  /** The next ones were seen to. @param askedAtMs when that began */
  seenTo(seen: readonly SeenToTask[], askedAtMs: number): void {
    const step = { askedAtMs, doneAtMs: Date.now(), count: seen.length };
    const begun = begunWith(this.#carried.begun, step);
    const updatedAt = new Date().toISOString();
    this.#carried = { ...this.#carried, seen: [...this.seen, ...seen], begun, updatedAt };
    this.#run.count();
    this.#show();
  }

  /** Somebody has it stop or go on. What it does already changes nothing. */
  order(act: BatchOrder, { by, reason }: Order): void {
    const at = new Date().toISOString();
    const ordered = orderedBy(this.#carried, { at, act, by, reason });
    if (ordered === null) return;
    this.#carried = { ...this.#carried, ...ordered, updatedAt: at };
    this.#orders += 1;
    this.#show();
  }

  get state(): BatchState {
    return stateOf(this.#carried, this.isOver);
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
      ...updatedIn(this.#carried),
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
    const { progress } = this;
    setCurrentDetails(batchInWords(progress));
    this.#listed.tell(tasksOfPaused({ what: 'batch', ...progress }));
  }
}
