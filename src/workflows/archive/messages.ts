import type { Instant } from '../../domain/calendar/instant.js';

/** Input of the `auditArchive` workflow. */
export interface AuditArchiveInput {
  /** How often it looks for runs that were closed; ten minutes unless said. Milliseconds. */
  readonly everyMs?: number;
  /** What was closed before is kept; absent at the very start. */
  readonly keptUntil?: Instant;
  /** How many runs all its runs have kept. */
  readonly kept?: number;
}
