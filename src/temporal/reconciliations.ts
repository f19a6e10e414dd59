import type { Instant } from '../domain/calendar/instant.js';
import {
  differencesPage,
  type DifferencesAsked,
  type DifferencesPage,
  type ReconciliationProgress,
} from '../domain/reconciliation/report.js';
import { reconciliationId } from '../domain/workflow-ids.js';
import {
  differencesQuery,
  progressQuery,
  type EndedReconciliation,
  type ReconciliationInput,
} from '../workflows/reconciliation/messages.js';
import type { Temporal } from './deadlines.js';
import { type Execution, statusName } from './executions.js';
import {
  askRequested,
  findRequested,
  readRequested,
  startRequested,
  type RequestedWorkflow,
} from './requested-workflow.js';

/** Type of the workflow that is a comparison of all systems. */
const RECONCILIATION_WORKFLOW = 'reconciliation';

/** Starts a comparison. @returns whether it was started now; false where there is one under its name */
export function startReconciliation(
  temporal: Temporal,
  requestId: string,
  input: ReconciliationInput,
  requestDigest: string,
): Promise<boolean> {
  return startRequested(temporal, {
    type: RECONCILIATION_WORKFLOW,
    workflowId: reconciliationId(requestId),
    input,
    requestDigest,
    summary: `All systems compared, ${requestId}`,
  });
}

/** Looks a comparison up; null when there is none. */
export function findReconciliation(
  temporal: Temporal,
  requestId: string,
): Promise<RequestedWorkflow | null> {
  return findRequested(temporal, RECONCILIATION_WORKFLOW, reconciliationId(requestId));
}

/** How far a comparison is. @throws the errors of `readRequested` */
export function readReport(
  temporal: Temporal,
  found: RequestedWorkflow,
): Promise<ReconciliationProgress> {
  return readRequested(temporal, found, {
    ended: ({ progress }: EndedReconciliation) => progress,
    ask: (handle) => handle.query(progressQuery),
  });
}

/** Asks the worker how far a comparison is. @throws the errors of `readRequested` */
export function queryReport(
  temporal: Temporal,
  found: Pick<RequestedWorkflow, 'workflowId' | 'isFailing'>,
): Promise<ReconciliationProgress> {
  return askRequested(temporal, found, (handle) => handle.query(progressQuery));
}

/** A page of the differences of a comparison. @throws the errors of `readRequested` */
export function readDifferences(
  temporal: Temporal,
  found: RequestedWorkflow,
  wanted: DifferencesAsked,
): Promise<DifferencesPage> {
  return readRequested(temporal, found, {
    ended: ({ reported }: EndedReconciliation) => differencesPage(reported, wanted),
    ask: (handle) => handle.query(differencesQuery, wanted),
  });
}

/** All comparisons that Temporal remembers, in Temporal's query language. */
export const RECONCILIATIONS_QUERY = `WorkflowType = '${RECONCILIATION_WORKFLOW}' AND ExecutionStatus != 'ContinuedAsNew'`;

/** A comparison as the index lists it. */
export function listedReconciliation({ execution, startTime, closeTime, status }: Execution) {
  return {
    workflowId: execution?.workflowId ?? '',
    isRunning: ['RUNNING', 'PAUSED'].includes(statusName(status)),
    startedAt: instantOf(startTime) ?? '',
    endedAt: instantOf(closeTime),
  };
}

function instantOf(
  stamp: { readonly seconds?: unknown; readonly nanos?: number | null } | null | undefined,
): Instant | null {
  if (stamp?.seconds === undefined || stamp.seconds === null) return null;
  return new Date(Number(stamp.seconds) * 1_000 + (stamp.nanos ?? 0) / 1e6).toISOString();
}
