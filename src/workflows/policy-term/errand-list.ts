import { errandKey, newTaskOf } from './effects.js';
import type { Errand, OutgoingSignal } from './messages.js';
import type { TermFile } from './term-file.js';
import { sentence } from '../../domain/sentence.js';

/** What a term is yet to have done by steps. Of each key one is kept, the newest. */
export class ErrandList {
  readonly #file: TermFile;
  readonly #show: () => void;

  /** @param show called after each change that comes from a step */
  constructor(file: TermFile, show: () => void) {
    this.#file = file;
    this.#show = show;
  }

  get all(): readonly Errand[] {
    return this.#file.held.errands;
  }

  /** Has a step do something, after all that is to be done already. */
  add(errand: Errand): void {
    const isOfKey = (other: Errand): boolean => errandKey(other) === errandKey(errand);
    const before = this.all.find(isOfKey);
    this.#file.held.errands = [
      ...this.all.filter((other) => !isOfKey(other)),
      before && before !== errand ? withBoth(before, errand) : errand,
    ];
  }

  /** A step has done it. @param signals whom else to tell because of it */
  done(errand: Errand, signals: readonly OutgoingSignal[] = []): void {
    for (const signal of signals) this.#file.notify(signal);
    this.#drop(errand);
    // A newer one of its key has the task still.
    const key = errandKey(errand);
    if (!this.all.some((other) => errandKey(other) === key)) this.#file.closeTask(key);
    this.#show();
  }

  /** No step will ever do it: a person is asked, unless it need not be done any more. */
  refused(errand: Errand, reason: string): void {
    if (!this.all.includes(errand)) return;
    this.#drop(errand);
    this.#ask(errand, reason);
  }

  /** A step could not do it now: the others come first, and a person is asked, unless it need not be done any more. */
  failed(errand: Errand, reason: string): void {
    if (!this.all.includes(errand)) return;
    this.add(errand);
    this.#ask(errand, reason);
  }

  #ask(errand: Errand, reason: string): void {
    const task = newTaskOf(errand, `Bindery could not do it by itself. ${sentence(reason)}`);
    if (task) this.#file.addTask(task);
    this.#show();
  }

  #drop(errand: Errand): void {
    this.#file.held.errands = this.all.filter((other) => other !== errand);
  }
}

/** The newer one, with all that is yet to be passed on: no money is dropped for what comes after it. */
function withBoth(before: Errand, errand: Errand): Errand {
  if (before.kind !== 'passOn' || errand.kind !== 'passOn') return errand;
  return {
    ...errand,
    payments: [...before.payments, ...errand.payments],
    reversals: [...before.reversals, ...errand.reversals],
    confirmation: before.confirmation ?? errand.confirmation,
  };
}
