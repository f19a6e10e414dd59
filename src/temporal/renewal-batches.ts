import { resultsPage, type ResultsAsked, type ResultsPage } from '../domain/renewal-batch/items.js';
import type { BatchProgress } from '../domain/renewal-batch/progress.js';
import { renewalBatchId } from '../domain/workflow-ids.js';
import {
  progressQuery,
  resultsQuery,
  type EndedBatch,
  type RenewalBatchInput,
} from '../workflows/renewal-batch/messages.js';
import { WORKFLOW_TASK_QUEUE } from '../workflows/task-queues.js';
import { answeredByWorker } from './answered-by-worker.js';
import { type Temporal, withinDeadline } from './deadlines.js';
import { findRequested, isBegunNow, type RequestedWorkflow } from './requested-workflow.js';

/** Type of the workflow that is a batch of renewals. */
const BATCH_WORKFLOW = 'renewalBatch';

/** A batch as Temporal knows it, without a worker. */
export type FoundBatch = RequestedWorkflow;

/** Starts a batch. @returns whether it was started now; false where there is one under its name */
export function startBatch(
  temporal: Temporal,
  input: RenewalBatchInput,
  requestDigest: string,
): Promise<boolean> {
  const { requestId, policyNumbers } = input;
  const { workflow } = temporal.client;
  return isBegunNow(temporal, () =>
    workflow.start<(given: RenewalBatchInput) => Promise<EndedBatch>>(BATCH_WORKFLOW, {
      workflowId: renewalBatchId(requestId),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [input],
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
      memo: { requestDigest },
      staticSummary: `Renewals of ${policyNumbers.length} policies, ${requestId}`,
    }),
  );
}

/** Looks a batch up; null when there is none. */
export function findBatch(temporal: Temporal, requestId: string): Promise<FoundBatch | null> {
  return findRequested(temporal, BATCH_WORKFLOW, renewalBatchId(requestId));
}

/**
 * How far a batch is. An ended one has left that; one that runs, or that was ended in Temporal, is asked for by a worker.
 *
 * @throws NoWorkerAnswered when a worker is needed and none answers in time
 * @throws WorkflowFailing when none can
 */
export async function readProgress(temporal: Temporal, found: FoundBatch): Promise<BatchProgress> {
  const left = await leftBy(temporal, found);
  if (left) return left.progress;
  return queryProgress(temporal, found);
}

/** Asks the worker how far a batch is. @throws as `readProgress` */
export function queryProgress(
  temporal: Temporal,
  found: Pick<FoundBatch, 'workflowId' | 'isFailing'>,
): Promise<BatchProgress> {
  return asked(temporal, found, () => handleOf(temporal, found).query(progressQuery));
}

/** A page of what became of the policies of a batch. @throws as `readProgress` */
export async function readResults(
  temporal: Temporal,
  found: FoundBatch,
  wanted: ResultsAsked,
): Promise<ResultsPage> {
  const left = await leftBy(temporal, found);
  if (left) return resultsPage(left.policyNumbers, left, wanted);
  return asked(temporal, found, () => handleOf(temporal, found).query(resultsQuery, wanted));
}

function handleOf({ client }: Temporal, { workflowId }: Pick<FoundBatch, 'workflowId'>) {
  return client.workflow.getHandle<(given: RenewalBatchInput) => Promise<EndedBatch>>(workflowId);
}

async function leftBy(temporal: Temporal, found: FoundBatch): Promise<EndedBatch | null> {
  if (!found.isOver) return null;
  const { client, deadlines } = temporal;
  return withinDeadline(client, deadlines.serverMs, () => handleOf(temporal, found).result());
}

function asked<T>(
  { client, deadlines }: Temporal,
  { isFailing: isKnownToFail }: Pick<FoundBatch, 'isFailing'>,
  query: () => Promise<T>,
): Promise<T> {
  return answeredByWorker(() => withinDeadline(client, deadlines.workerMs, query), {
    isKnownToFail,
  });
}
