import { patched, setCurrentDetails } from '@temporalio/workflow';
import {
  NOT_ORDERED,
  orderedBy,
  stateOf,
  withAct,
  type BatchOrder,
  type BatchState,
} from '../../domain/batch/acts.js';
import { begunTogether, type BegunItem } from '../../domain/renewal-batch/begun-item.js';
import { Items, resultsPage, type Item } from '../../domain/renewal-batch/items.js';
import {
  begunWith,
  nextTogether,
  ratePerMinute,
  seenWith,
  together,
} from '../../domain/batch/pace.js';
import { progressInWords, type BatchProgress } from '../../domain/renewal-batch/progress.js';
import type { ResultsAsked, ResultsPage } from '../../domain/renewal-batch/items.js';
import { updatedIn } from '../../domain/batch/updated.js';
import { isUnbegun, unbegunOf } from '../../domain/renewal-batch/unbegun.js';
import { tasksOfBatch, unbegunKey } from '../../domain/task/batch-tasks.js';
import { RunLength } from '../policy-term/run-length.js';
import { ListedTasks } from '../listed-tasks.js';
import type { Order } from '../orders.js';
import type {
  AskedOfPeople,
  CarriedBatch,
  EndedBatch,
  RenewalBatchInput,
  SettledUnbegun,
} from './messages.js';

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
  /** Counts what it is woken by. */
  #orders = 0;
  readonly #listed = new ListedTasks();

  constructor(input: RenewalBatchInput) {
    this.input = input;
    this.#run = new RunLength(input.stepsPerRun ?? STEPS_PER_RUN);
    const { rows, reasons, startedAt, ...carried } = input.carried ?? NOTHING;
    this.#items = new Items({ rows, reasons });
    this.#startedAt = startedAt ?? new Date().toISOString();
    this.#carried = carried;
    this.#show();
  }

  /** Counts what it is woken by: what people did, and what tells it to go on as the next run. */
  get orders(): number {
    return this.#orders;
  }

  /** Nothing is left to do, or nothing more shall be, and no person is waited for. */
  get isOver(): boolean {
    return this.#carried.isCancelled || (this.#isDone && this.#unsettled.length === 0);
  }

  /** Every policy was seen to, and nothing that was begun is being quoted. */
  get #isDone(): boolean {
    return this.#toDo === 0 && this.#carried.open.length === 0;
  }

  get #unsettled(): NonNullable<CarriedBatch['unsettled']> {
    return this.#carried.unsettled ?? [];
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
    const most = Math.min(room, together(perMinute));
    const lookMs = open.length > 0 ? this.#lookedAtMs + this.#lookAfterMs : null;
    const nowMs = Date.now();
    const start = most > 0 ? nextTogether(begun, { perMinute, most, nowMs }) : null;
    if (start !== null && start.atMs <= nowMs)
      return { kind: 'start', from: this.#items.length, count: start.count };
    if (lookMs !== null && lookMs <= nowMs) return { kind: 'look', at: open };
    const moments = [start?.atMs ?? null, lookMs].filter((moment) => moment !== null);
    return { kind: 'wait', untilMs: moments.length === 0 ? null : Math.min(...moments) };
  }

  /** The next ones of the batch were seen to. */
  started(items: readonly BegunItem[], askedAtMs: number): void {
    const { open, begun, seenBy } = this.#carried;
    const from = this.#items.length;
    for (const item of items) this.#items.add(item);
    const added = items.flatMap(({ outcome }, at) => (outcome === 'started' ? [from + at] : []));
    this.#carried = {
      ...this.#carried,
      open: [...open, ...added],
      begun: begunWith(begun, begunTogether(items, { askedAtMs, doneAtMs: Date.now() })),
      seenBy: seenWith(seenBy, { atMs: askedAtMs, seen: from }),
    };
    this.#lookAfterMs = LOOK_AFTER_MS;
    this.#askFor(items.flatMap((item, at) => (isUnbegun(item) ? [from + at] : [])));
    this.#stepped();
  }

  /**
   * The renewals that were open were looked at.
   *
   * @param settled what became of those that are open no longer, by position
   * @param gone of them, those that cannot ask a person themselves
   */
  looked(settled: ReadonlyMap<number, Partial<Item>>, gone: readonly number[]): void {
    for (const [at, changes] of settled) this.#items.change(at, changes);
    const open = this.#carried.open.filter((at) => !settled.has(at));
    this.#carried = { ...this.#carried, open };
    this.#lookAfterMs =
      settled.size > 0 ? LOOK_AFTER_MS : Math.min(LONGEST_LOOK_AFTER_MS, 2 * this.#lookAfterMs);
    this.#lookedAtMs = Date.now();
    this.#askFor(gone);
    this.#stepped();
  }

  item(at: number): Item | undefined {
    return this.#items.at(at);
  }

  /** Somebody has it stop or go on. What it does already changes nothing. */
  order(act: BatchOrder, { by, reason }: Order): void {
    const at = new Date().toISOString();
    const ordered = orderedBy(this.#carried, { at, act, by, reason });
    if (ordered === null) return;
    this.#carried = {
      ...this.#carried,
      ...ordered,
      // How quick it was before says nothing.
      seenBy: [],
      updatedAt: at,
    };
    this.#orders += 1;
    this.#show();
  }

  /** A person has seen to a policy whose renewal was not begun. */
  settle({ task, by, reason }: SettledUnbegun): void {
    const act = { at: new Date().toISOString(), act: 'settle', by, reason } as const;
    this.#seenTo([task], { acts: withAct(this.#carried.acts, act) });
  }

  /** Another batch sees to these, and asks about them itself where it must. */
  leaveToAnother(policyNumbers: readonly string[]): void {
    if (!this.#seenTo(policyNumbers.map(unbegunKey))) this.moveOn();
  }

  /** What came changes nothing here. A run that has heard enough, or that newer code takes over from, ends by it all the same. */
  moveOn(): void {
    if (!patched('moves-on')) return;
    this.#run.count();
    if (this.isDueToContinue) this.#orders += 1;
  }

  /** Whether a person is asked for something of that key. */
  isAsked(task: string): boolean {
    return this.#unsettled.some(({ at }) => this.#keyOf(at) === task);
  }

  get state(): BatchState {
    return stateOf(this.#carried, this.#isDone);
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
      endedAt: this.#carried.endedAt ?? null,
      ...updatedIn(this.#carried),
      unsettled: this.#unsettled.length,
      requestedBy,
      acts,
    };
  }

  results(asked: ResultsAsked): ResultsPage {
    return resultsPage(this.input.policyNumbers, this.#items.packed(), asked);
  }

  get asked(): AskedOfPeople {
    const itemAt = (at: number): Item | undefined => this.#items.at(at);
    const unbegun = unbegunOf(this.#unsettled, this.input.policyNumbers, itemAt);
    return { progress: this.progress, unbegun };
  }

  /** The input of the next run. */
  get nextInput(): RenewalBatchInput {
    const carried = { ...this.#carried, ...this.#items.packed(), startedAt: this.#startedAt };
    return { ...this.input, carried };
  }

  end(): EndedBatch {
    const endedAt = this.#carried.endedAt ?? new Date().toISOString();
    this.#carried = { ...this.#carried, endedAt };
    this.#show();
    const { policyNumbers } = this.input;
    return { progress: this.progress, policyNumbers, ...this.#items.packed() };
  }

  get #toDo(): number {
    return this.input.policyNumbers.length - this.#items.length;
  }

  #keyOf(at: number): string {
    return unbegunKey(this.input.policyNumbers[at] ?? '');
  }

  /** No renewal asks a person about these: the batch does, and stays until somebody has seen to them. */
  #askFor(positions: readonly number[]): void {
    if (positions.length === 0 || !patched('asks-for-unbegun')) return;
    const since = new Date().toISOString();
    const added = positions.map((at) => ({ at, since }));
    this.#carried = { ...this.#carried, unsettled: [...this.#unsettled, ...added] };
  }

  /** Nobody is asked about these any more. @returns whether anybody was */
  #seenTo(tasks: readonly string[], known: Partial<Pick<CarriedBatch, 'acts'>> = {}): boolean {
    const keys = new Set(tasks);
    const unsettled = this.#unsettled.filter(({ at }) => !keys.has(this.#keyOf(at)));
    if (unsettled.length === this.#unsettled.length) return false;
    const updatedAt = new Date().toISOString();
    this.#carried = { ...this.#carried, ...known, unsettled, updatedAt };
    this.#orders += 1;
    this.#run.count();
    this.#show();
    return true;
  }

  #stepped(): void {
    this.#run.count();
    const now = new Date().toISOString();
    const ended = this.#isDone ? { endedAt: this.#carried.endedAt ?? now } : {};
    this.#carried = { ...this.#carried, updatedAt: now, ...ended };
    this.#show();
  }

  #show(): void {
    const { asked } = this;
    setCurrentDetails(progressInWords(asked.progress));
    this.#listed.tell(tasksOfBatch(asked));
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
