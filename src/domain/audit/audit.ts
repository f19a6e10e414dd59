import type { Instant } from '../calendar/instant.js';

/** Who did something, when and why. Nothing of it says anything about an insured, unless somebody typed that as the reason. */
export interface AuditEntry {
  readonly at: Instant;
  /** A person or client by name, `billing`, or `Bindery` for what it did by itself. */
  readonly who: string;
  /** The name of a message, of a step, or of what became of the run. */
  readonly what: string;
  /** As it was said; null where nobody was asked. */
  readonly why: string | null;
  /** False where it was refused: nothing was changed by it. */
  readonly isTaken: boolean;
  /** Ids, amounts and choices that came with it. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** One run of a workflow as it is kept for ever: a term that continues as new has one for each part of its life. */
export interface AuditedRun {
  readonly workflowId: string;
  readonly runId: string;
  readonly type: string;
  readonly startedAt: Instant;
  /** Null while it runs. */
  readonly closedAt: Instant | null;
  readonly entries: readonly AuditEntry[];
}

/** What happened in all runs, the earliest first; a run that is kept and known counts once. */
export function auditOf(runs: readonly AuditedRun[]): readonly AuditEntry[] {
  const byRun = new Map(runs.map((run) => [run.runId, run]));
  return [...byRun.values()]
    .flatMap(({ entries }) => entries)
    .sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}
