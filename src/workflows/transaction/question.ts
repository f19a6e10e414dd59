import { CancellationScope } from '@temporalio/workflow';

interface Answer<T> {
  readonly revision: number;
  readonly promise: Promise<T>;
}

/** What a question is asked for: each revision of its request. */
interface Asker {
  readonly record: { readonly revision: number };
}

/**
 * A question about the request of a transaction, asked of another system once for each revision: a correction may have
 * changed what is asked about, and a failed question may be asked again.
 */
export class Question<T> {
  readonly #asker: Asker;
  readonly #ask: () => Promise<T>;
  #answer: Answer<T> | null = null;

  constructor(asker: Asker, ask: () => Promise<T>) {
    this.#asker = asker;
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
    const { revision } = this.#asker.record;
    if (this.#answer?.revision === revision) return this.#answer;
    const promise = this.#ask();
    // A failure is told to whoever wants the answer; until then nobody listens.
    promise.catch(() => undefined);
    this.#answer = { revision, promise };
    return this.#answer;
  }
}
