import type { SearchAttributePair } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';

/**
 * What Temporal's lists show of a workflow. Each write of it costs the server as much as a step, so that all that changes in
 * one go is written at once.
 */
export class ListEntry {
  readonly #shown = new Map<string, string>();
  readonly #changes = new Map<string, SearchAttributePair>();
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

  /** Something is to be shown now. */
  get isDue(): boolean {
    return this.#isDue;
  }

  /** Writes all that is not shown yet. */
  write(): void {
    this.#isDue = false;
    if (this.#changes.size === 0) return;
    const pairs = [...this.#changes.values()];
    for (const { key, value } of pairs) this.#shown.set(key.name, JSON.stringify(value));
    this.#changes.clear();
    upsertSearchAttributes(pairs);
  }
}
