import {
  WorkflowExecutionAlreadyStartedError,
  type WorkflowExecutionDescription,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { type Temporal, withinDeadline } from './deadlines.js';
import { isFailing } from './workflow-health.js';

/** A workflow that a request began under a name of its own, as Temporal knows it without a worker. */
export interface RequestedWorkflow {
  readonly workflowId: string;
  readonly isRunning: boolean;
  /** It came to its own end; false of one that was ended in Temporal. */
  readonly isOver: boolean;
  readonly isFailing: boolean;
  /** Of what was asked for; null where another client of Temporal started it. */
  readonly requestDigest: string | null;
}

/** Looks one up; null when there is none of that type. */
export async function findRequested(
  { client, deadlines }: Temporal,
  type: string,
  workflowId: string,
): Promise<RequestedWorkflow | null> {
  let description: WorkflowExecutionDescription;
  try {
    description = await withinDeadline(client, deadlines.serverMs, () =>
      client.workflow.getHandle(workflowId).describe(),
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
  if (description.type !== type) return null;
  const { requestDigest } = (description.memo ?? {}) as { readonly requestDigest?: unknown };
  const { name: status } = description.status;
  return {
    workflowId,
    isRunning: status === 'RUNNING' || status === 'PAUSED',
    isOver: status === 'COMPLETED',
    isFailing: isFailing(description),
    requestDigest: typeof requestDigest === 'string' ? requestDigest : null,
  };
}

/** Begins one. @returns whether it was begun now; false where there is one under its name, or was where that counts */
export async function isBegunNow(
  { client, deadlines }: Temporal,
  start: () => Promise<unknown>,
): Promise<boolean> {
  try {
    await withinDeadline(client, deadlines.serverMs, start);
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}
