import { kindOfWrite } from '../../domain/transaction/plan.js';
import type { WriteAttempt } from '../../domain/transaction/write-attempt.js';
import type { ThisRun } from './runs.js';
import { stopOf, type Stop } from './stops.js';

/**
 * The writes of one transaction: which were made, and which may have been.
 *
 * A write that is known to be made is never made again. A write whose answer was lost is uncertain until a look, or a person,
 * settles it; only then can it be repeated.
 */
export class Writes {
  readonly #run: ThisRun;
  readonly #made = new Map<string, unknown>();
  /** Attempted, and neither made nor settled. */
  readonly #open = new Map<string, OpenWrite>();
  readonly #waitUntil: (settleTimeOverAtMs: number, key: string) => Promise<void>;
  /** Somebody looked, and they did not happen: by which run's stop that was asked, where it is known. */
  readonly #notMade = new Map<string, string | null>();
  /** True when an earlier run of the transaction may have made any of them. */
  #allUncertain = false;
  /** The write whose failure was reported last. */
  #lastFailed: string | null = null;
  /** See `WriteAttempt.waitedFor`, and until when that is waited for. Milliseconds since 1970. */
  #waiting: { readonly run: string; readonly untilMs: number } | null = null;

  /** @param waitUntil waits for an instant, and says what for; milliseconds since 1970, and the key of the write */
  constructor(run: ThisRun, waitUntil: (settleTimeOverAtMs: number, key: string) => Promise<void>) {
    this.#run = run;
    this.#waitUntil = waitUntil;
  }

  /** From now on every write that is not known to be made is looked up before it is made. */
  suspectEarlierRun(): void {
    this.#allUncertain = true;
  }

  get mayHaveEarlierRun(): boolean {
    return this.#allUncertain;
  }

  /**
   * Makes a write unless it is known to be made. However soon it is asked for again, the policy system first gets the time that it
   * may still need for an attempt whose answer was lost.
   *
   * @param key names the write and what it writes
   * @param write told whether an earlier attempt may have reached the policy system
   */
  async once<T>(key: string, write: (attempt: WriteAttempt) => Promise<T>): Promise<T> {
    await this.untilSettleTimeOver(key);
    if (this.#made.has(key)) return this.#made.get(key) as T;
    try {
      const made = await write(this.attempt(key));
      this.noteMade(key, made);
      return made;
    } catch (error) {
      const stop = stopOf(error);
      if (stop) this.noteWaiting(stop);
      const mayHaveHappened = stop?.mayHaveHappened !== false;
      if (mayHaveHappened) this.#notMade.delete(key);
      this.#open.set(key, {
        mayHaveHappened: mayHaveHappened || this.#isUncertain(key),
        settleTimeOverAtMs: Math.max(
          this.settleTimeOverAtMs(key),
          Date.now() + (stop?.settleMs ?? 0),
        ),
        stoppedIn: stop?.run ?? null,
      });
      this.#lastFailed = key;
      throw error;
    }
  }

  /** What the next attempt of a write is told of those before it. */
  attempt(key: string): WriteAttempt {
    // What was found out in an earlier run says nothing of what that run wrote afterwards.
    const earlierRun = this.#allUncertain && this.#notMade.get(key) !== this.#run.runId;
    const isOver = this.#waiting !== null && Date.now() >= this.#waiting.untilMs;
    return {
      again: earlierRun || this.#isUncertain(key),
      earlierRun,
      waitedFor: isOver ? (this.#waiting?.run ?? null) : null,
      ...this.#run,
    };
  }

  /** A look would have come too early, since requests of an earlier run may still arrive. */
  noteWaiting({ settlesRun, settleMs = 0 }: Stop): void {
    if (settlesRun === undefined || settlesRun === this.#waiting?.run) return;
    this.#waiting = { run: settlesRun, untilMs: Date.now() + settleMs };
  }

  /** When requests of an earlier run will all have arrived, as far as is known; milliseconds since 1970. */
  get allArrivedAtMs(): number {
    return this.#waiting?.untilMs ?? 0;
  }

  /** It was made, and is not made again. @param made what it gave */
  noteMade(key: string, made: unknown): void {
    this.#made.set(key, made);
    this.#open.delete(key);
  }

  isMade(key: string): boolean {
    return this.#made.has(key);
  }

  /** Every write that may have happened and was never settled. */
  get uncertain(): readonly string[] {
    return [...this.#open.keys()].filter((key) => this.#isUncertain(key));
  }

  /** The writes of a kind that were made, or may have been. */
  attempted(kind: string): readonly string[] {
    return [...this.#made.keys(), ...this.uncertain].filter((key) => kindOfWrite(key) === kind);
  }

  /**
   * What the writes of a kind made is given up; each is made anew, as if it never had been. An earlier run that gave it up, too, may
   * have made it anew.
   */
  takeBack(kind: string): void {
    for (const known of [this.#made, this.#open, this.#notMade])
      for (const key of known.keys()) if (kindOfWrite(key) === kind) known.delete(key);
  }

  /** Somebody looked: this write did not happen. */
  settleAsNotMade(key: string): void {
    this.#notMade.set(key, this.#open.get(key)?.stoppedIn ?? null);
    this.#open.delete(key);
  }

  /**
   * The write that a person speaks of who found out what it came to: any that was attempted and is not settled.
   *
   * @param name its key; left out for the one whose failure stopped the step
   * @returns its key; null when there is no such write
   */
  unsettled(name?: string): string | null {
    const key = name ?? this.#lastFailed;
    return key !== null && this.#open.has(key) ? key : null;
  }

  /** When a look for a write begins to prove something; milliseconds since 1970, 0 when it was not attempted. */
  settleTimeOverAtMs(key: string): number {
    return this.#open.get(key)?.settleTimeOverAtMs ?? 0;
  }

  /** When looks for all writes in doubt prove something; milliseconds since 1970. */
  get settleTimesOverAtMs(): number {
    return Math.max(0, ...this.uncertain.map((key) => this.settleTimeOverAtMs(key)));
  }

  /** Waits until a look for the write proves something. */
  async untilSettleTimeOver(key: string): Promise<void> {
    const settleTimeOverAtMs = this.settleTimeOverAtMs(key);
    if (Date.now() < settleTimeOverAtMs) await this.#waitUntil(settleTimeOverAtMs, key);
  }

  /** Waits until looks for all writes in doubt prove something. */
  async untilSettleTimesOver(): Promise<void> {
    for (const key of this.uncertain) await this.untilSettleTimeOver(key);
  }

  #isUncertain(key: string): boolean {
    return this.#open.get(key)?.mayHaveHappened ?? false;
  }
}

interface OpenWrite {
  /** False when the attempts surely wrote nothing. */
  readonly mayHaveHappened: boolean;
  /** Until then the policy system may still be working on it. Milliseconds since 1970. */
  readonly settleTimeOverAtMs: number;
  /** The run whose attempt was the last; null where that is not known. */
  readonly stoppedIn: string | null;
}
