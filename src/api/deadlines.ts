import type { Deadlines } from '../temporal/deadlines.js';

/** How long the API waits for Temporal before it answers 503. Milliseconds. */
export interface ApiDeadlines extends Deadlines {
  /** For the readiness check. */
  readonly readyMs: number;
}

/** A correction waits for one activation of the workflow, which takes longest on a busy worker. */
export const DEFAULT_DEADLINES: ApiDeadlines = { serverMs: 5_000, workerMs: 5_000, readyMs: 1_000 };
