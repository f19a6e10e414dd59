import type { MinimumEarned } from './minimum-earned.js';
import type { CancellationMethod } from './short-rate.js';

/** How a cancellation is computed. */
export interface CancellationTerms {
  /** From the first day of the term on, every method is flat. */
  readonly method: CancellationMethod;
  /** Null where none holds, as when the insurer cancels. */
  readonly minimum: MinimumEarned | null;
}
