import type { SearchAttributePair } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';

/**
 * What Temporal's lists show of a workflow. Each write of it costs the server as much as a step, so that all that changes in
 * one go is written at once.
 */
export class ListEntry {
  readonly #shown = new Map<string, string>();
  readonly #changes = new Map<string, SearchAttributePair>();
  /** Written with whatever else is written. */
  readonly #companions = new Map<string, SearchAttributePair>();
  #isDue = false;

  /** Shows a value when what happens now is over. */
  show(pair: SearchAttributePair): void {
    this.showInTime(pair);
    this.#isDue ||= this.#changes.has(pair.key.name);
  }

  /** Shows a value together with the next one that is shown, or with `write`. */
  showInTime(pair: SearchAttributePair): void {
    if (this.#shown.get(pair.key.name) === JSON.stringify(pair.value)) {
      this.#changes.delete(pair.key.name);
    } else {
      this.#changes.set(pair.key.name, pair);
    }
  }

  /** Shows a value together with the next one that is shown, and never has one written that would not be without it. */
  accompany(pair: SearchAttributePair): void {
    this.#companions.set(pair.key.name, pair);
  }

  /** Whether a value is shown as it is. */
  shows({ key, value }: SearchAttributePair): boolean {
    return this.#shown.get(key.name) === JSON.stringify(value);
  }

  /** Something is to be shown now. */
  get isDue(): boolean {
    return this.#isDue;
  }

  /** Writes all that is not shown yet. */
  write(): void {
    this.#isDue = false;
    if (this.#changes.size === 0) return;
    const pairs = [...new Map([...this.#companions, ...this.#changes]).values()].filter(
      (pair) => !this.shows(pair),
    );
    for (const { key, value } of pairs) this.#shown.set(key.name, JSON.stringify(value));
    this.#changes.clear();
    upsertSearchAttributes(pairs);
  }
}
