import { once, type EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Worker } from '@temporalio/worker';
import type { Logger } from 'pino';

/** What loses one workflow may lose more, and each replacement costs what the worker has in memory. */
const BETWEEN_REPLACEMENTS_MS = 60_000;

/** Temporal may not answer while a worker is being made. */
const BETWEEN_ATTEMPTS_MS = 1_000;

/** What is asked of a worker that runs. */
export interface RunningWorker {
  readonly options: Pick<Worker['options'], 'taskQueue'>;
  readonly getState: Worker['getState'];
  readonly shutdown: () => void;
  readonly run: () => Promise<void>;
}

/** Says `lost` when the worker of this process that runs workflows has lost one. */
export interface Losses {
  readonly lost: [];
}

interface Replacing {
  /** Makes the first worker, and each that takes its place. */
  readonly make: () => Promise<Worker>;
  readonly losses: EventEmitter<Losses>;
  readonly log: Logger;
  /** A minute unless said otherwise. */
  readonly betweenMs?: number;
}

/**
 * A worker whose place another one takes when it has lost a workflow.
 *
 * The SDK's core can lose its place in a workflow (seen with 1.24: "Extra buffered run should not have produced an activation", where
 * its memory is full and two tasks of the same workflow come at once). From then on this worker holds the workflow, and neither goes on
 * with it nor answers for it; any other worker can do both. So a new one begins to take work in the same process, and the old one
 * finishes what it has begun, as when the process is stopped.
 */
export class ReplaceableWorker implements RunningWorker {
  readonly #replacing: Replacing;
  readonly #stop = new AbortController();
  readonly #finishing: Promise<void>[] = [];
  #worker: Worker;
  #isReplaced = false;

  private constructor(worker: Worker, replacing: Replacing) {
    this.#worker = worker;
    this.#replacing = replacing;
  }

  static async create(replacing: Replacing): Promise<ReplaceableWorker> {
    return new ReplaceableWorker(await replacing.make(), replacing);
  }

  get options(): Worker['options'] {
    return this.#worker.options;
  }

  /** That of the worker that takes work now; it runs while another takes its place. */
  getState(): ReturnType<Worker['getState']> {
    return this.#isReplaced ? 'RUNNING' : this.#worker.getState();
  }

  shutdown(): void {
    this.#stop.abort();
    if (!this.#isReplaced) this.#worker.shutdown();
  }

  /** Settles when it was shut down, and whatever took its place has finished what it had begun. */
  async run(): Promise<void> {
    const { log } = this.#replacing;
    const { taskQueue } = this.options;
    let run = this.#worker.run();
    try {
      while (await this.#isLost(run)) {
        // One that ends by itself says why.
        if (this.#worker.getState() !== 'RUNNING') break;
        log.error({ taskQueue }, 'a workflow was lost');
        this.#isReplaced = true;
        // One worker of a queue at a time: the core takes the next when this one begins to stop.
        this.#worker.shutdown();
        this.#finishing.push(this.#finished(run));
        const next = await this.#made();
        if (next === null) return;
        this.#worker = next;
        run = this.#worker.run();
        this.#isReplaced = false;
        if (this.#stop.signal.aborted) this.#worker.shutdown();
        log.info({ taskQueue }, 'another worker goes on');
      }
      await run;
    } finally {
      await Promise.all(this.#finishing);
    }
  }

  /** @returns null when it is shut down before */
  async #made(): Promise<Worker | null> {
    const { make, log } = this.#replacing;
    const { signal } = this.#stop;
    for (;;) {
      if (signal.aborted) return null;
      try {
        return await make();
      } catch (error) {
        const reason = error instanceof Error ? error.name : 'unknown';
        log.warn({ reason }, 'no other worker could be made now');
        await pause(BETWEEN_ATTEMPTS_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** @returns false when the worker ends before it loses anything */
  async #isLost(run: Promise<void>): Promise<boolean> {
    const over = new AbortController();
    try {
      const signal = AbortSignal.any([over.signal, this.#stop.signal]);
      return await Promise.race([run.then(() => false), this.#untilLost(signal)]);
    } finally {
      over.abort();
    }
  }

  async #untilLost(signal: AbortSignal): Promise<boolean> {
    const { losses, betweenMs = BETWEEN_REPLACEMENTS_MS } = this.#replacing;
    const soonest = Date.now() + betweenMs;
    try {
      await once(losses, 'lost', { signal });
      await pause(Math.max(0, soonest - Date.now()), undefined, { signal });
      return true;
    } catch {
      return false;
    }
  }

  /** What it has lost, it cannot finish: the SDK gives up on that after the grace time. */
  async #finished(run: Promise<void>): Promise<void> {
    try {
      await run;
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'unknown';
      this.#replacing.log.warn(
        { reason },
        'a worker that was replaced has not finished everything',
      );
    }
  }
}
