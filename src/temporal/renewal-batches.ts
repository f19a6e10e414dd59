import { WorkflowNotFoundError } from '@temporalio/client';
import { resultsPage, type ResultsAsked, type ResultsPage } from '../domain/renewal-batch/items.js';
import type { BatchProgress } from '../domain/renewal-batch/progress.js';
import { renewalBatchId } from '../domain/workflow-ids.js';
import {
  askedQuery,
  progressQuery,
  resultsQuery,
  seenElsewhereSignal,
  type AskedOfPeople,
  type EndedBatch,
  type RenewalBatchInput,
} from '../workflows/renewal-batch/messages.js';
import { type Temporal, withinDeadline } from './deadlines.js';
import { listExecutions } from './executions.js';
import {
  askRequested,
  findRequested,
  readRequested,
  startRequested,
  type RequestedWorkflow,
} from './requested-workflow.js';
import { attentionQuery } from './transaction-search.js';

/** Type of the workflow that is a batch of renewals. */
const BATCH_WORKFLOW = 'renewalBatch';

/** Starts a batch. @returns whether it was started now; false where there is one under its name */
export function startBatch(
  temporal: Temporal,
  input: RenewalBatchInput,
  requestDigest: string,
): Promise<boolean> {
  const { requestId, policyNumbers } = input;
  return startRequested(temporal, {
    type: BATCH_WORKFLOW,
    workflowId: renewalBatchId(requestId),
    input,
    requestDigest,
    summary: `Renewals of ${policyNumbers.length} policies, ${requestId}`,
  });
}

/** Looks a batch up; null when there is none. */
export function findBatch(
  temporal: Temporal,
  requestId: string,
): Promise<RequestedWorkflow | null> {
  return findRequested(temporal, BATCH_WORKFLOW, renewalBatchId(requestId));
}

/** How far a batch is. @throws the errors of `readRequested` */
export function readProgress(temporal: Temporal, found: RequestedWorkflow): Promise<BatchProgress> {
  return readRequested(temporal, found, {
    ended: ({ progress }: EndedBatch) => progress,
    ask: (handle) => handle.query(progressQuery),
  });
}

/** Asks the worker how far a batch is. @throws the errors of `readRequested` */
export function queryProgress(
  temporal: Temporal,
  found: Pick<RequestedWorkflow, 'workflowId' | 'isFailing'>,
): Promise<BatchProgress> {
  return askRequested(temporal, found, (handle) => handle.query(progressQuery));
}

/** Asks the worker what a batch asks of people. @throws the errors of `readRequested` */
export function queryAsked(
  temporal: Temporal,
  found: Pick<RequestedWorkflow, 'workflowId' | 'isFailing'>,
): Promise<AskedOfPeople> {
  return askRequested(temporal, found, (handle) => handle.query(askedQuery));
}

/** A page of what became of the policies of a batch. @throws the errors of `readRequested` */
export function readResults(
  temporal: Temporal,
  found: RequestedWorkflow,
  wanted: ResultsAsked,
): Promise<ResultsPage> {
  return readRequested(temporal, found, {
    ended: (left: EndedBatch) => resultsPage(left.policyNumbers, left, wanted),
    ask: (handle) => handle.query(resultsQuery, wanted),
  });
}

/** More batches that wait for people are not told. */
const MOST_TOLD = 100;

/** Other batches that wait for a person about these policies need not any more: this one sees to them now. */
export async function tellOtherBatches(
  temporal: Temporal,
  requestId: string,
  policyNumbers: readonly string[],
): Promise<void> {
  const { client, deadlines } = temporal;
  const query = attentionQuery(BATCH_WORKFLOW);
  const { executions } = await listExecutions(temporal, { query, pageSize: MOST_TOLD });
  for (const { execution } of executions) {
    const workflowId = execution?.workflowId ?? '';
    if (workflowId === renewalBatchId(requestId)) continue;
    try {
      await withinDeadline(client, deadlines.serverMs, () =>
        client.workflow.getHandle(workflowId).signal(seenElsewhereSignal, { policyNumbers }),
      );
    } catch (error) {
      // It has ended meanwhile.
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }
}
