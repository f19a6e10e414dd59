import type { CarriedTerm, Errand, OutgoingSignal } from './messages.js';
import { withoutTask, withTask, type NewTask } from './task-list.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** All that is kept of a term in a run, with what is asked of people and what other workflows are yet to be told. */
export class TermFile {
  readonly held: Mutable<CarriedTerm>;

  constructor(carried: CarriedTerm) {
    this.held = { ...carried };
  }

  /** Opens a task, or says of an open one of the same key what holds now. */
  addTask(task: NewTask): void {
    this.held.tasks = withTask(this.held.tasks, task, now());
  }

  /** Closes a task, if it is open. What it asks for is not done by Bindery any more either. */
  closeTask(key: string): void {
    this.held.tasks = withoutTask(this.held.tasks, key);
    this.held.errands = this.held.errands.filter(({ kind }) => kind !== key);
    if (key === 'rescindCancellation')
      this.held.notices = this.held.notices.filter(({ kind }) => kind !== 'rescind');
  }

  /** Has a step do something, after all that is to be done already. */
  send(errand: Errand): void {
    const others = this.held.errands.filter(({ kind }) => kind !== errand.kind);
    this.held.errands = [...others, errand];
  }

  /** A step has done it. */
  errandDone(errand: Errand): void {
    this.held.errands = this.held.errands.filter((other) => other !== errand);
    // The newer one of its kind has its task still.
    if (this.held.errands.some(({ kind }) => kind === errand.kind)) return;
    this.held.tasks = withoutTask(this.held.tasks, errand.kind);
  }

  /** A step could not do it: the others come first, and a person is asked. */
  errandFailed(errand: Errand, task: NewTask): void {
    const { errands } = this.held;
    // A person has said meanwhile that it is done, or something that came makes it needless.
    if (!errands.includes(errand)) return;
    this.held.errands = [...errands.filter((other) => other !== errand), errand];
    this.addTask(task);
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
