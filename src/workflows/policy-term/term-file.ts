import { errandKey } from './effects.js';
import type { Outbox } from '../events/outbox.js';
import type { CarriedTerm, OutgoingSignal, PolicyTermInput, TermTask } from './messages.js';
import { withoutTask, withTask, type NewTask } from './task-list.js';
import { TermEvents } from './term-events.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** All that is kept of a term in a run, with what is asked of people and what other workflows are yet to be told. */
export class TermFile {
  readonly held: Mutable<CarriedTerm>;
  /** What others are told of the term. */
  readonly events: TermEvents;

  constructor(carried: CarriedTerm, input: PolicyTermInput, outbox: Outbox) {
    this.held = { ...carried };
    this.events = new TermEvents(outbox, input, this.held);
  }

  /** Something became of the term. */
  touch(): void {
    this.held.updatedAt = now();
  }

  /** Opens a task, or says of an open one of the same key what holds now. */
  addTask(task: NewTask): void {
    this.#setTasks(withTask(this.held.tasks, task, now()));
  }

  /** Closes a task, if it is open. What it asks for is not done by Bindery any more either. */
  closeTask(key: string): void {
    this.#setTasks(withoutTask(this.held.tasks, key));
    this.held.errands = this.held.errands.filter((errand) => errandKey(errand) !== key);
    if (key === 'rescindCancellation')
      this.held.notices = this.held.notices.filter(({ kind }) => kind !== 'rescind');
  }

  #setTasks(tasks: readonly TermTask[]): void {
    const before = this.held.tasks;
    if (tasks !== before) this.touch();
    this.held.tasks = tasks;
    this.events.tasksChanged(before, tasks);
  }

  /** Has another workflow told. */
  notify(signal: OutgoingSignal): void {
    this.held.notices = [...this.held.notices, signal];
  }
}

/** Workflow time, which replays. */
export function now(): string {
  return new Date().toISOString();
}
