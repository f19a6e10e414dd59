import { CancellationScope } from '@temporalio/workflow';
import type { TransactionDesk } from './transaction-desk.js';

interface Answer<T> {
  readonly revision: number;
  readonly promise: Promise<T>;
}

/**
 * The policy system's answer to a question about the submission, asked once for each revision of it: a correction may
 * have changed what is asked about, and a failed question may be asked again.
 */
export class Remembered<T> {
  readonly #desk: TransactionDesk;
  readonly #ask: () => Promise<T>;
  #answer: Answer<T> | null = null;

  constructor(desk: TransactionDesk, ask: () => Promise<T>) {
    this.#desk = desk;
    this.#ask = ask;
  }

  /** Asks without waiting, because the answer will be wanted soon. */
  askAhead(): void {
    this.#current();
  }

  /** The next to want the answer asks again. */
  forget(): void {
    this.#answer = null;
  }

  async get(): Promise<T> {
    const answer = this.#current();
    try {
      // The question may have been asked outside of the step that waits for it now, and must still end with that step.
      return await Promise.race([answer.promise, CancellationScope.current().cancelRequested]);
    } catch (error) {
      if (this.#answer === answer) this.#answer = null;
      throw error;
    }
  }

  #current(): Answer<T> {
    const { revision } = this.#desk.record;
    if (this.#answer?.revision === revision) return this.#answer;
    const promise = this.#ask();
    // A failure is told to whoever wants the answer; until then nobody listens.
    promise.catch(() => undefined);
    this.#answer = { revision, promise };
    return this.#answer;
  }
}
