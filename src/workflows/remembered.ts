import { CancellationScope } from '@temporalio/workflow';
import type { TransactionDesk } from './transaction-desk.js';

/**
 * The policy system's answer to a question about the submission, asked once for each revision of it: a correction may
 * have changed what is asked about, and a failed question may be asked again.
 */
export class Remembered<T> {
  readonly #desk: TransactionDesk;
  readonly #ask: () => Promise<T>;
  #answer: { readonly revision: number; readonly promise: Promise<T> } | null = null;

  constructor(desk: TransactionDesk, ask: () => Promise<T>) {
    this.#desk = desk;
    this.#ask = ask;
  }

  /** Asks without waiting, because the answer will be wanted soon. */
  askAhead(): void {
    void this.#current();
  }

  get(): Promise<T> {
    // The question may have been asked outside of the step that waits for it now, and must still end with that step.
    return Promise.race([this.#current(), CancellationScope.current().cancelRequested]);
  }

  #current(): Promise<T> {
    const { revision } = this.#desk.record;
    if (this.#answer?.revision === revision) return this.#answer.promise;
    const promise = this.#ask();
    this.#answer = { revision, promise };
    promise.catch(() => {
      if (this.#answer?.promise === promise) this.#answer = null;
    });
    return promise;
  }
}
