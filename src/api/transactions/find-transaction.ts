import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { WorkflowFailedError, WorkflowNotFoundError } from '@temporalio/client';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import { kindOf } from '../../domain/transaction/kinds.js';
import { isTransactionId } from '../../domain/workflow-ids.js';
import { recordQuery } from '../../workflows/transaction/messages.js';
import { Problem } from '../problem.js';
import { type Deadlines, grpcCode, isUnavailable, withinDeadline } from '../temporal-deadline.js';
import { isFailing, isFailureOfTask, workflowFailing } from '../workflow-health.js';
import type { KnownRecord } from './answer-of-record.js';
import { recordOf, type VisibleTransaction } from './visible-record.js';

export interface FoundTransaction {
  readonly visible: VisibleTransaction;
  readonly runId: string;
  readonly isRunning: boolean;
  /** Its code fails in the worker, again and again. */
  readonly isFailing: boolean;
}

/** What the API needs to ask Temporal. */
export interface Temporal {
  readonly client: Client;
  readonly deadlines: Deadlines;
}

/**
 * Looks a transaction up without asking a worker.
 *
 * @throws Problem `unknown-transaction`
 */
export async function findTransaction(
  { client, deadlines }: Temporal,
  id: string,
): Promise<FoundTransaction> {
  if (!isTransactionId(id)) throw new Problem('unknown-transaction');
  let description: WorkflowExecutionDescription;
  try {
    description = await withinDeadline(client, deadlines.serverMs, () =>
      client.workflow.getHandle(id).describe(),
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) throw new Problem('unknown-transaction');
    throw error;
  }
  const kind = kindOf(description.type);
  if (kind === null) throw new Problem('unknown-transaction');
  return {
    visible: {
      workflowId: id,
      kind,
      status: description.status.name,
      attributes: Object.fromEntries(
        description.typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]),
      ),
      memo: description.memo ?? {},
    },
    runId: description.runId,
    isRunning: description.status.name === 'RUNNING' || description.status.name === 'PAUSED',
    isFailing: isFailing(description),
  };
}

/**
 * The whole record: from the result of a closed workflow, from its worker while it runs.
 *
 * @throws Problem `worker-unavailable` when it runs and no worker answers in time, `workflow-failing` when none can
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
  { client, deadlines }: Temporal,
  id: string,
  ms = deadlines.workerMs,
  isKnownToFail = false,
): Promise<TransactionRecord> {
  return answeredByWorker(
    () => withinDeadline(client, ms, () => client.workflow.getHandle(id).query(recordQuery)),
    isKnownToFail,
  );
}

/** gRPC code of a query that the server cannot hand to anyone, for there is no poller. */
const FAILED_PRECONDITION = 9;

/**
 * Turns the silence of a worker into its own problem; Temporal itself has answered just before.
 *
 * @param isKnownToFail what Temporal said then: a worker is there, and the code of the workflow fails in it
 */
export async function answeredByWorker<T>(
  call: () => Promise<T>,
  isKnownToFail = false,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (isFailureOfTask(error)) throw workflowFailing(error);
    if (isUnavailable(error) || grpcCode(error) === FAILED_PRECONDITION) {
      if (isKnownToFail) throw workflowFailing(error);
      throw new Problem('worker-unavailable', {
        detail: 'It is known, and no worker answered for it in time. Ask again later.',
        cause: error,
      });
    }
    throw error;
  }
}
