import {
  type WorkflowExecutionDescription,
  type WorkflowExecutionStatusName,
  WorkflowFailedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { type EndedTerm, termQuery, type TermRecord } from '../../workflows/term-messages.js';
import { withinDeadline } from '../temporal-deadline.js';
import { isFailing } from '../workflow-health.js';
import { answeredByWorker, type Temporal } from '../transactions/find-transaction.js';

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
export async function findTerm(
  { client, deadlines }: Temporal,
  workflowId: string,
): Promise<FoundTerm | null> {
  let description: WorkflowExecutionDescription;
  try {
    description = await withinDeadline(client, deadlines.serverMs, () =>
      client.workflow.getHandle(workflowId).describe(),
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
  if (description.type !== TERM_WORKFLOW) return null;
  return foundTerm(workflowId, description.status.name, isFailing(description));
}

export function foundTerm(
  workflowId: string,
  status: WorkflowExecutionStatusName,
  isFailing: boolean,
): FoundTerm {
  return { workflowId, status, isRunning: status === 'RUNNING' || status === 'PAUSED', isFailing };
}

/**
 * The whole record: what the term left behind when it ended, otherwise from its worker.
 *
 * @throws Problem `worker-unavailable` when a worker is needed and none answers in time, `workflow-failing` when
 * none can
 */
export async function readTerm(temporal: Temporal, found: FoundTerm): Promise<TermRecord> {
  const left = found.isRunning ? null : await resultOfTerm(temporal, found);
  if (left) return left;
  const { client, deadlines } = temporal;
  return answeredByWorker(
    () =>
      withinDeadline(client, deadlines.workerMs, () =>
        client.workflow.getHandle(found.workflowId).query(termQuery),
      ),
    found.isFailing,
  );
}

/** What a term left behind; null when it was ended in Temporal and left nothing. No worker is asked. */
export async function resultOfTerm(
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
