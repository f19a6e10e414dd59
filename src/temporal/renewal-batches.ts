import { resultsPage, type ResultsAsked, type ResultsPage } from '../domain/renewal-batch/items.js';
import type { BatchProgress } from '../domain/renewal-batch/progress.js';
import { renewalBatchId } from '../domain/workflow-ids.js';
import {
  progressQuery,
  resultsQuery,
  type EndedBatch,
  type RenewalBatchInput,
} from '../workflows/renewal-batch/messages.js';
import type { Temporal } from './deadlines.js';
import {
  askRequested,
  findRequested,
  readRequested,
  startRequested,
  type RequestedWorkflow,
} from './requested-workflow.js';

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
