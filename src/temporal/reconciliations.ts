import {
  WorkflowExecutionAlreadyStartedError,
  type WorkflowExecutionDescription,
  WorkflowNotFoundError,
} from '@temporalio/client';
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
import { WORKFLOW_TASK_QUEUE } from '../workflows/task-queues.js';
import { answeredByWorker } from './answered-by-worker.js';
import { type Temporal, withinDeadline } from './deadlines.js';
import { type Execution, statusName } from './executions.js';
import { isFailing } from './workflow-health.js';

/** Type of the workflow that is a comparison of all systems. */
const RECONCILIATION_WORKFLOW = 'reconciliation';

/** A comparison as Temporal knows it, without a worker. */
export interface FoundReconciliation {
  readonly workflowId: string;
  readonly status: string;
  readonly isRunning: boolean;
  readonly isFailing: boolean;
  /** Of what was asked for; null where the schedule or another client of Temporal started it. */
  readonly requestDigest: string | null;
}

/** Starts a comparison. @returns whether it was started now; false where there is one under its name */
export async function startReconciliation(
  { client, deadlines }: Temporal,
  requestId: string,
  input: ReconciliationInput,
  requestDigest: string,
): Promise<boolean> {
  try {
    await withinDeadline(client, deadlines.serverMs, () =>
      client.workflow.start<(given: ReconciliationInput) => Promise<EndedReconciliation>>(
        RECONCILIATION_WORKFLOW,
        {
          workflowId: reconciliationId(requestId),
          taskQueue: WORKFLOW_TASK_QUEUE,
          args: [input],
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          workflowIdConflictPolicy: 'FAIL',
          memo: { requestDigest },
          staticSummary: `All systems compared, ${requestId}`,
        },
      ),
    );
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

/** Looks a comparison up; null when there is none. */
export async function findReconciliation(
  { client, deadlines }: Temporal,
  requestId: string,
): Promise<FoundReconciliation | null> {
  const workflowId = reconciliationId(requestId);
  let description: WorkflowExecutionDescription;
  try {
    description = await withinDeadline(client, deadlines.serverMs, () =>
      client.workflow.getHandle(workflowId).describe(),
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
  if (description.type !== RECONCILIATION_WORKFLOW) return null;
  const { requestDigest } = (description.memo ?? {}) as { readonly requestDigest?: unknown };
  const { name: status } = description.status;
  return {
    workflowId,
    status,
    isRunning: status === 'RUNNING' || status === 'PAUSED',
    isFailing: isFailing(description),
    requestDigest: typeof requestDigest === 'string' ? requestDigest : null,
  };
}

/**
 * How far a comparison is. An ended one has left that; one that runs, or that was ended in Temporal, is asked for by a worker.
 *
 * @throws NoWorkerAnswered when a worker is needed and none answers in time
 * @throws WorkflowFailing when none can
 */
export async function readReport(
  temporal: Temporal,
  found: FoundReconciliation,
): Promise<ReconciliationProgress> {
  const left = await leftBy(temporal, found);
  return (
    left?.progress ?? asked(temporal, found, () => handleOf(temporal, found).query(progressQuery))
  );
}

/** A page of the differences of a comparison. @throws as `readReport` */
export async function readDifferences(
  temporal: Temporal,
  found: FoundReconciliation,
  wanted: DifferencesAsked,
): Promise<DifferencesPage> {
  const left = await leftBy(temporal, found);
  if (left) return differencesPage(left.reported, wanted);
  return asked(temporal, found, () => handleOf(temporal, found).query(differencesQuery, wanted));
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

function handleOf({ client }: Temporal, { workflowId }: FoundReconciliation) {
  return client.workflow.getHandle<(given: ReconciliationInput) => Promise<EndedReconciliation>>(
    workflowId,
  );
}

async function leftBy(
  temporal: Temporal,
  found: FoundReconciliation,
): Promise<EndedReconciliation | null> {
  if (found.status !== 'COMPLETED') return null;
  const { client, deadlines } = temporal;
  return withinDeadline(client, deadlines.serverMs, () => handleOf(temporal, found).result());
}

function asked<T>(
  { client, deadlines }: Temporal,
  { isFailing: isKnownToFail }: FoundReconciliation,
  query: () => Promise<T>,
): Promise<T> {
  return answeredByWorker(() => withinDeadline(client, deadlines.workerMs, query), {
    isKnownToFail,
  });
}
