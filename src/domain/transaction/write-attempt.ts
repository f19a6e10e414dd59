/**
 * What a transaction knows before it makes a write: whether an attempt before this one may have made it already.
 *
 * It travels with every write, so that the step that makes it can look first.
 */
export interface WriteAttempt {
  /** An earlier attempt may have made it: its answer was lost, or an earlier run of the transaction came so far. */
  readonly again: boolean;
  /** The earlier attempt may be another run's, of which this one knows nothing, not even where it wrote. */
  readonly earlierRun: boolean;
  /**
   * The run that asked for it. Temporal hands out what a run was waiting for again after a reset, word for word, to the run
   * that goes on.
   */
  readonly runId: string;
  /** The first run of the workflow: another one, when that which asks was made by a reset. */
  readonly firstRunId: string;
  /** The run for which it was waited out that requests of the run before it may still arrive; null when none was. */
  readonly waitedFor: string | null;
  /** When the transaction began: an ISO instant. A worker may be told that those begun before an instant forgot writes. */
  readonly begunAt: string;
}
