import { patched, setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import {
  NOT_ORDERED,
  orderedBy,
  stateOf,
  type BatchAct,
  type BatchState,
} from '../../domain/batch/acts.js';
import { Items, resultsPage, type Item } from '../../domain/renewal-batch/items.js';
import {
  begunWith,
  mayBeginAt,
  ratePerMinute,
  seenWith,
  together,
} from '../../domain/batch/pace.js';
import { progressInWords, type BatchProgress } from '../../domain/renewal-batch/progress.js';
import type { ResultsAsked, ResultsPage } from '../../domain/renewal-batch/items.js';
import { RunLength } from '../policy-term/run-length.js';
import { tasksOfBatch } from '../../domain/task/batch-tasks.js';
import { headsOf } from '../../domain/task/task-head.js';
import { searchAttributes } from '../search-attributes.js';
import type { Order } from '../orders.js';
import type { CarriedBatch, EndedBatch, RenewalBatchInput } from './messages.js';

/** What a batch does next. Moments in milliseconds since 1970. */
export type BatchStep =
  | { readonly kind: 'start'; readonly from: number; readonly count: number }
  | { readonly kind: 'look'; readonly at: readonly number[] }
  /** Null: until somebody acts. */
  | { readonly kind: 'wait'; readonly untilMs: number | null };

const STEPS_PER_RUN = 300;
/** The renewals that are open are looked at so often at first, and less and less often while nothing comes of it. */
const LOOK_AFTER_MS = 1_000;
const LONGEST_LOOK_AFTER_MS = 15_000;

/** A batch under way. */
export class OpenBatch {
  readonly input: RenewalBatchInput;
  readonly #items: Items;
  readonly #startedAt: string;
  #carried: Omit<CarriedBatch, 'rows' | 'reasons' | 'startedAt'>;
  #lookAfterMs = LOOK_AFTER_MS;
  #lookedAtMs = 0;
  /** Counts steps. */
  readonly #run: RunLength;
  /** Counts what people did. */
  #orders = 0;
  #endedAt: string | null = null;
  /** What the list of all tasks says of it. */
  #listedTasks = '[]';

  constructor(input: RenewalBatchInput) {
    this.input = input;
    this.#run = new RunLength(input.stepsPerRun ?? STEPS_PER_RUN);
    const { rows, reasons, startedAt, ...carried } = input.carried ?? NOTHING;
    this.#items = new Items({ rows, reasons });
    this.#startedAt = startedAt ?? new Date().toISOString();
    this.#carried = carried;
    this.#show();
  }

  /** Counts what people did. */
  get orders(): number {
    return this.#orders;
  }

  /** Nothing is left to do, or nothing more shall be. */
  get isOver(): boolean {
    const { isCancelled, open } = this.#carried;
    return isCancelled || (this.#toDo === 0 && open.length === 0);
  }

  /** Enough has happened in this run, or there is newer code: the next one goes on. */
  get isDueToContinue(): boolean {
    return this.#run.isDueToContinue;
  }

  /** What is done next: what is begun is finished before more is begun than may be open. */
  get next(): BatchStep {
    const { perMinute, mostOpen } = this.input;
    const { open, begun, isPaused } = this.#carried;
    const room = isPaused ? 0 : Math.min(this.#toDo, mostOpen - open.length);
    const count = Math.min(room, together(perMinute));
    const startMs = count > 0 ? mayBeginAt(begun, { perMinute, count }) : null;
    const lookMs = open.length > 0 ? this.#lookedAtMs + this.#lookAfterMs : null;
    const nowMs = Date.now();
    if (startMs !== null && startMs <= nowMs)
      return { kind: 'start', from: this.#items.length, count };
    if (lookMs !== null && lookMs <= nowMs) return { kind: 'look', at: open };
    const moments = [startMs, lookMs].filter((moment) => moment !== null);
    return { kind: 'wait', untilMs: moments.length === 0 ? null : Math.min(...moments) };
  }

  /** The next ones of the batch were seen to. */
  started(items: readonly Item[], askedAtMs: number): void {
    const { open, begun, seenBy } = this.#carried;
    const from = this.#items.length;
    for (const item of items) this.#items.add(item);
    const added = items.flatMap(({ outcome }, at) => (outcome === 'started' ? [from + at] : []));
    // What is known has asked the policy system for nothing.
    const count = items.filter(({ outcome }) => outcome !== 'known').length;
    this.#carried = {
      ...this.#carried,
      open: [...open, ...added],
      begun: begunWith(begun, { askedAtMs, doneAtMs: Date.now(), count }),
      seenBy: seenWith(seenBy, { atMs: askedAtMs, seen: from }),
    };
    this.#lookAfterMs = LOOK_AFTER_MS;
    this.#stepped();
  }

  /** The renewals that were open were looked at. @param settled what became of those that are open no longer, by position */
  looked(settled: ReadonlyMap<number, Partial<Item>>): void {
    for (const [at, changes] of settled) this.#items.change(at, changes);
    const open = this.#carried.open.filter((at) => !settled.has(at));
    this.#carried = { ...this.#carried, open };
    this.#lookAfterMs =
      settled.size > 0 ? LOOK_AFTER_MS : Math.min(LONGEST_LOOK_AFTER_MS, 2 * this.#lookAfterMs);
    this.#lookedAtMs = Date.now();
    this.#stepped();
  }

  item(at: number): Item | undefined {
    return this.#items.at(at);
  }

  /** Somebody has it stop or go on. What it does already changes nothing. */
  order(act: BatchAct['act'], { by, reason }: Order): void {
    const ordered = orderedBy(this.#carried, { at: new Date().toISOString(), act, by, reason });
    if (ordered === null) return;
    this.#carried = {
      ...this.#carried,
      ...ordered,
      // How quick it was before says nothing.
      seenBy: [],
    };
    this.#orders += 1;
    this.#show();
  }

  get state(): BatchState {
    return stateOf(this.#carried, this.isOver);
  }

  get progress(): BatchProgress {
    const { requestId, perMinute, mostOpen, requestedBy, policyNumbers } = this.input;
    const { open, seenBy, acts } = this.#carried;
    const seen = this.#items.length;
    // Where nothing is left to begin, what is open takes as long as it takes.
    const isGoingOn = this.state === 'running' && this.#toDo > 0;
    const rate = isGoingOn ? ratePerMinute(seenBy, { atMs: Date.now(), seen }) : null;
    return {
      requestId,
      state: this.state,
      policies: policyNumbers.length,
      started: this.#items.count('started'),
      known: this.#items.count('known'),
      refused: this.#items.count('refused'),
      unknown: this.#items.count('unknown'),
      failed: this.#items.count('failed'),
      toDo: this.#toDo,
      open: open.length,
      perMinute,
      mostOpen,
      ratePerMinute: rate,
      estimatedEnd:
        rate === null ? null : new Date(Date.now() + (this.#toDo / rate) * 60_000).toISOString(),
      startedAt: this.#startedAt,
      endedAt: this.#endedAt,
      requestedBy,
      acts,
    };
  }

  results(asked: ResultsAsked): ResultsPage {
    return resultsPage(this.input.policyNumbers, this.#items.packed(), asked);
  }

  /** The input of the next run. */
  get nextInput(): RenewalBatchInput {
    const carried = { ...this.#carried, ...this.#items.packed(), startedAt: this.#startedAt };
    return { ...this.input, carried };
  }

  end(): EndedBatch {
    this.#endedAt = new Date().toISOString();
    this.#show();
    const { policyNumbers } = this.input;
    return { progress: this.progress, policyNumbers, ...this.#items.packed() };
  }

  get #toDo(): number {
    return this.input.policyNumbers.length - this.#items.length;
  }

  #stepped(): void {
    this.#run.count();
    this.#show();
  }

  #show(): void {
    const { progress } = this;
    setCurrentDetails(progressInWords(progress));
    const heads = headsOf(tasksOfBatch(progress));
    if (JSON.stringify(heads) === this.#listedTasks || !patched('lists-tasks')) return;
    this.#listedTasks = JSON.stringify(heads);
    upsertSearchAttributes([
      { key: searchAttributes.needsAttention, value: heads.length > 0 },
      { key: searchAttributes.tasks, value: heads },
    ]);
  }
}

const NOTHING: Omit<CarriedBatch, 'startedAt'> & { readonly startedAt?: string } = {
  rows: [],
  reasons: [],
  open: [],
  ...NOT_ORDERED,
  begun: [],
  seenBy: [],
};
