import type { AuditedRun } from '../domain/audit/audit.js';

/** Where audits are kept that Temporal has forgotten. Bindery never changes or takes away what is in it. */
export interface Archive {
  /** Whether a run is kept. */
  has(run: Pick<AuditedRun, 'workflowId' | 'runId'>): Promise<boolean>;
  /** Keeps a closed run. The same again changes nothing; what differs from what is kept under its name is kept beside it. */
  keep(run: AuditedRun): Promise<void>;
  /** All runs of a workflow that are kept, the earliest first; none of one that is not. */
  read(workflowId: string): Promise<readonly AuditedRun[]>;
}
