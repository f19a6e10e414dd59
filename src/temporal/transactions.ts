import {
  type WorkflowExecutionDescription,
  WorkflowFailedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { TransactionRecord } from '../domain/transaction/record.js';
import { kindOf } from '../domain/transaction/kinds.js';
import { isTransactionId } from '../domain/workflow-ids.js';
import { recordQuery, submissionQuery } from '../workflows/transaction/messages.js';
import { answeredByWorker } from './answered-by-worker.js';
import { type Temporal, withinDeadline } from './deadlines.js';
import { isFailing } from './workflow-health.js';
import { type KnownRecord, recordOf, type VisibleTransaction } from './visible-transactions.js';

export interface FoundTransaction {
  readonly visible: VisibleTransaction;
  readonly runId: string;
  readonly isRunning: boolean;
  /** Its code fails in the worker, again and again. */
  readonly isFailing: boolean;
}

/** Looks a transaction up without asking a worker; null when there is none. */
export async function findTransaction(
  temporal: Temporal,
  id: string,
): Promise<FoundTransaction | null> {
  if (!isTransactionId(id)) return null;
  const { client, deadlines } = temporal;
  let description: WorkflowExecutionDescription;
  try {
    description = await withinDeadline(client, deadlines.serverMs, () =>
      client.workflow.getHandle(id).describe(),
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
  const kind = kindOf(description.type);
  if (kind === null) return null;
  return {
    visible: {
      workflowId: id,
      kind,
      status: description.status.name,
      attributes: Object.fromEntries(
        description.typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]),
      ),
      memo: description.memo ?? {},
      startedAt: description.startTime.toISOString(),
      closedAt: description.closeTime?.toISOString() ?? null,
    },
    runId: description.runId,
    isRunning: description.status.name === 'RUNNING' || description.status.name === 'PAUSED',
    isFailing: await isFailing(temporal, description),
  };
}

/**
 * The whole record: from the result of a closed workflow, from its worker while it runs.
 *
 * @throws NoWorkerAnswered when it runs and no worker answers in time
 * @throws WorkflowFailing when none can
 */
export async function readRecord(
  temporal: Temporal,
  found: FoundTransaction,
): Promise<KnownRecord> {
  if (found.isRunning) {
    const { workerMs } = temporal.deadlines;
    return queryRecord(temporal, found.visible.workflowId, workerMs, found.isFailing);
  }
  if (found.visible.status !== 'COMPLETED') return recordOf(found.visible);
  const { client, deadlines } = temporal;
  try {
    return await withinDeadline(client, deadlines.serverMs, () =>
      client.workflow
        .getHandle<() => Promise<TransactionRecord>>(found.visible.workflowId)
        .result(),
    );
  } catch (error) {
    if (error instanceof WorkflowFailedError) return recordOf(found.visible);
    throw error;
  }
}

/** Asks the worker for the record. */
export async function queryRecord(
  temporal: Temporal,
  id: string,
  ms = temporal.deadlines.workerMs,
  isKnownToFail = false,
): Promise<TransactionRecord> {
  const { client } = temporal;
  return answeredByWorker(
    temporal,
    id,
    () => withinDeadline(client, ms, () => client.workflow.getHandle(id).query(recordQuery)),
    { isKnownToFail },
  );
}

/** Asks the worker for what was asked for, as corrected so far; also of a transaction that has ended. */
export async function queryRequest<Request>(temporal: Temporal, id: string): Promise<Request> {
  const { client, deadlines } = temporal;
  const asked = await answeredByWorker(temporal, id, () =>
    withinDeadline(client, deadlines.workerMs, () =>
      client.workflow.getHandle(id).query(submissionQuery),
    ),
  );
  return asked as Request;
}
