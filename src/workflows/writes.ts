import { sleep } from '@temporalio/workflow';
import { stopOf, type Stop } from './stops.js';

/**
 * The writes of one transaction: which were made, and which may have been.
 *
 * A write that is recorded is never made again. A write whose answer was lost is uncertain until a look, or a person,
 * settles it; only then can it be repeated.
 */
export class Writes {
  readonly #made = new Map<string, unknown>();
  readonly #uncertain = new Set<string>();
  /** A person looked, and they did not happen. */
  readonly #notMade = new Set<string>();
  /** True when an earlier run of the transaction may have made any of them. */
  #allUncertain = false;
  #wereEverUncertain = false;
  /** The write whose failure was reported last, if it may have happened. */
  #inDoubt: string | null = null;
  #settleMs = 0;

  /** From now on every write that is not recorded is looked up before it is made. */
  suspectEarlierRun(): void {
    this.#allUncertain = true;
    this.#wereEverUncertain = true;
  }

  /** Whether any write was ever in doubt, settled or not. */
  get wereEverUncertain(): boolean {
    return this.#wereEverUncertain;
  }

  /**
   * Makes a write unless it is recorded.
   *
   * @param key names the write and what it writes
   * @param write told whether an earlier attempt may have reached the policy system
   */
  async once<T>(key: string, write: (again: boolean) => Promise<T>): Promise<T> {
    if (this.#made.has(key)) return this.#made.get(key) as T;
    try {
      const made = await write(this.#mayBeMade(key));
      this.record(key, made);
      return made;
    } catch (error) {
      const stop = stopOf(error);
      this.#settleMs = stop?.settleMs ?? 0;
      if (stop?.mayHaveHappened !== false) {
        this.#uncertain.add(key);
        this.#notMade.delete(key);
        this.#wereEverUncertain = true;
      }
      this.#inDoubt = this.#uncertain.has(key) ? key : null;
      throw error;
    }
  }

  record(key: string, made: unknown): void {
    this.#made.set(key, made);
    this.#uncertain.delete(key);
    if (this.#inDoubt === key) this.#inDoubt = null;
  }

  has(key: string): boolean {
    return this.#made.has(key);
  }

  /** Every write that was attempted and never settled. */
  get uncertain(): readonly string[] {
    return [...this.#uncertain];
  }

  /** The writes of a kind that were made, or may have been. */
  attempted(kind: string): readonly string[] {
    return [...this.#made.keys(), ...this.#uncertain].filter((key) => kindOfWrite(key) === kind);
  }

  /** What the writes of a kind made is given up; each is made anew, as if it never had been. */
  takeBack(kind: string): void {
    for (const key of new Set([kind, ...this.attempted(kind)])) {
      this.#made.delete(key);
      this.settleAsNotMade(key);
    }
  }

  /** A person looked: this write did not happen. */
  settleAsNotMade(key: string): void {
    this.#uncertain.delete(key);
    this.#notMade.add(key);
    if (this.#inDoubt === key) this.#inDoubt = null;
  }

  /** The write that a person may settle: the one whose failure stopped the step. Null when the step has none in doubt. */
  get inDoubt(): string | null {
    return this.#inDoubt;
  }

  /** How long the policy system may still be working on the write that failed last. Milliseconds. */
  get settleMs(): number {
    return this.#settleMs;
  }

  #mayBeMade(key: string): boolean {
    return this.#uncertain.has(key) || (this.#allUncertain && !this.#notMade.has(key));
  }
}

/** What kind of write a key names: its first word. */
export function kindOfWrite(key: string): string {
  return key.split(':')[0] ?? '';
}

/**
 * Runs work until it ends in something other than a lost answer. After each lost answer the policy system gets the time
 * it may still need for the lost request, because a look before that proves nothing.
 *
 * @param patienceMs after so long of lost answers the last one is thrown
 */
export async function untilAnswered<T>(
  work: () => Promise<T>,
  patienceMs: number,
  onLost: (stop: Stop) => void,
): Promise<T> {
  const since = Date.now();
  for (let pauseMs = 500; ; pauseMs = Math.min(pauseMs * 2, 60_000)) {
    try {
      return await work();
    } catch (error) {
      const stop = stopOf(error);
      if (stop?.kind !== 'lostAnswer' || Date.now() - since > patienceMs) throw error;
      onLost(stop);
      await sleep(Math.max(stop.settleMs ?? 0, pauseMs));
    }
  }
}
