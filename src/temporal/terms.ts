import {
  type WorkflowExecutionDescription,
  type WorkflowExecutionStatusName,
  WorkflowFailedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import {
  carriedQuery,
  type EndedTerm,
  type SealedTerm,
  termQuery,
  type TermRecord,
} from '../workflows/policy-term/messages.js';
import type { CivilDate } from '../domain/calendar/civil-date.js';
import { searchAttributes } from '../workflows/search-attributes.js';
import { answeredByWorker } from './answered-by-worker.js';
import { type Temporal, withinDeadline } from './deadlines.js';
import { NoWorkerAnswered, WorkflowFailing } from './errors.js';
import { isFailing } from './workflow-health.js';

/** Type of the workflow that is a policy term. */
export const TERM_WORKFLOW = 'policyTerm';

/** A term as Temporal knows it, without a worker. */
export interface FoundTerm {
  readonly workflowId: string;
  readonly status: WorkflowExecutionStatusName;
  readonly isRunning: boolean;
  /** Its code fails in the worker, again and again. */
  readonly isFailing: boolean;
}

/** Looks a term up; null when there is none. */
export async function findTerm(temporal: Temporal, workflowId: string): Promise<FoundTerm | null> {
  const description = await describe(temporal, workflowId);
  if (description === null) return null;
  const fails = await isFailing(temporal, description);
  return foundTerm(workflowId, description.status.name, fails);
}

/** Whether a term is known and was bound: it knows the day on which it begins. */
export async function isBoundTerm(temporal: Temporal, workflowId: string): Promise<boolean> {
  return (await firstDayOfTerm(temporal, workflowId)) !== null;
}

/** The first day of a term; null of one that is not known, or not bound. */
export async function firstDayOfTerm(
  temporal: Temporal,
  workflowId: string,
): Promise<CivilDate | null> {
  const description = await describe(temporal, workflowId);
  return description?.typedSearchAttributes.get(searchAttributes.effectiveDate) ?? null;
}

async function describe(
  { client, deadlines }: Temporal,
  workflowId: string,
): Promise<WorkflowExecutionDescription | null> {
  try {
    const description = await withinDeadline(client, deadlines.serverMs, () =>
      client.workflow.getHandle(workflowId).describe(),
    );
    return description.type === TERM_WORKFLOW ? description : null;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

function foundTerm(
  workflowId: string,
  status: WorkflowExecutionStatusName,
  isFailing: boolean,
): FoundTerm {
  return { workflowId, status, isRunning: status === 'RUNNING' || status === 'PAUSED', isFailing };
}

/**
 * The whole record: what the term left behind when it ended, otherwise from its worker.
 *
 * @throws NoWorkerAnswered when a worker is needed and none answers in time
 * @throws WorkflowFailing when none can
 */
export async function readTerm(temporal: Temporal, found: FoundTerm): Promise<TermRecord> {
  const left = found.isRunning ? null : await resultOfTerm(temporal, found);
  return left ?? queryTerm(temporal, found.workflowId, found.isFailing);
}

/** Asks the worker for the record of a term. */
export function queryTerm(
  temporal: Temporal,
  workflowId: string,
  isKnownToFail = false,
): Promise<TermRecord> {
  const { client, deadlines } = temporal;
  return answeredByWorker(
    temporal,
    workflowId,
    () =>
      withinDeadline(client, deadlines.workerMs, () =>
        client.workflow.getHandle(workflowId).query(termQuery),
      ),
    { isKnownToFail },
  );
}

/** Ended in Temporal, by an operator or a fault, with its work undone: nobody decided that the term is over. */
export function isCutOffTerm({ isRunning, status }: FoundTerm): boolean {
  return !isRunning && status !== 'COMPLETED';
}

/**
 * All that a closed run knew, for the next one to go on from. One that was cut off said nothing at its end: a worker is
 * asked, which learns it from the history.
 *
 * @returns null when no worker had begun the run: it had answered nobody
 * @throws NoWorkerAnswered when a worker is needed and none answers in time
 * @throws WorkflowFailing when none can
 */
export async function leftByTerm(temporal: Temporal, found: FoundTerm): Promise<SealedTerm | null> {
  const left = await resultOfTerm(temporal, found);
  if (left) return left.carried;
  const { client, deadlines } = temporal;
  try {
    return await answeredByWorker(temporal, found.workflowId, () =>
      withinDeadline(client, deadlines.workerMs, () =>
        client.workflow.getHandle(found.workflowId).query(carriedQuery),
      ),
    );
  } catch (error) {
    if (isOfNeverBegun(error)) return null;
    throw error;
  }
}

function isOfNeverBegun(error: unknown): boolean {
  const cause = isUnanswered(error) ? error.cause : error;
  const message = cause instanceof Error ? `${cause.message} ${String(cause.cause)}` : '';
  return /closed before workflow task/i.test(message);
}

function isUnanswered(error: unknown): error is NoWorkerAnswered | WorkflowFailing {
  return error instanceof NoWorkerAnswered || error instanceof WorkflowFailing;
}

/** What a term left behind; null when it was ended in Temporal and left nothing. No worker is asked. */
async function resultOfTerm(
  { client, deadlines }: Temporal,
  found: FoundTerm,
): Promise<EndedTerm | null> {
  if (found.status !== 'COMPLETED') return null;
  const handle = client.workflow.getHandle<() => Promise<EndedTerm>>(found.workflowId);
  try {
    return await withinDeadline(client, deadlines.serverMs, () => handle.result());
  } catch (error) {
    if (error instanceof WorkflowFailedError) return null;
    throw error;
  }
}
