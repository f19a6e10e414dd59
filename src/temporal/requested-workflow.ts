import {
  WorkflowExecutionAlreadyStartedError,
  type WorkflowExecutionDescription,
  type WorkflowHandle,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { WORKFLOW_TASK_QUEUE } from '../workflows/task-queues.js';
import { answeredByWorker } from './answered-by-worker.js';
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

/** It was ended in Temporal, before its own end. @param found null: it was started just now */
export function isCutOff(found: RequestedWorkflow | null): boolean {
  return found !== null && !found.isRunning && !found.isOver;
}

/** Looks one up; null when there is none of that type. */
export async function findRequested(
  temporal: Temporal,
  type: string,
  workflowId: string,
): Promise<RequestedWorkflow | null> {
  const { client, deadlines } = temporal;
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
    isFailing: await isFailing(temporal, description),
    requestDigest: typeof requestDigest === 'string' ? requestDigest : null,
  };
}

/** A workflow that a request begins. */
interface Begun<Input> {
  readonly type: string;
  readonly workflowId: string;
  readonly input: Input;
  /** Null where what it goes on from had none. */
  readonly requestDigest: string | null;
  /** For people who look at it in Temporal. */
  readonly summary: string;
}

/**
 * Starts one under a name that is its own for ever.
 *
 * @param workflowIdReusePolicy `ALLOW_DUPLICATE` has one go on that has ended
 * @returns whether it was started now; false where there is one under its name, or was where that counts
 */
export async function startRequested<Input>(
  { client, deadlines }: Temporal,
  { type, workflowId, input, requestDigest, summary }: Begun<Input>,
  workflowIdReusePolicy: 'REJECT_DUPLICATE' | 'ALLOW_DUPLICATE' = 'REJECT_DUPLICATE',
): Promise<boolean> {
  try {
    await withinDeadline(client, deadlines.serverMs, () =>
      client.workflow.start<(given: Input) => Promise<unknown>>(type, {
        workflowId,
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [input],
        workflowIdReusePolicy,
        workflowIdConflictPolicy: 'FAIL',
        ...(requestDigest === null ? {} : { memo: { requestDigest } }),
        staticSummary: summary,
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

/** How one is read. */
interface Reading<Result, Answer> {
  /** By what it has left. */
  readonly ended: (left: Result) => Answer;
  /** By its worker. */
  readonly ask: (handle: WorkflowHandle) => Promise<Answer>;
}

/**
 * Reads one. An ended one has left its result; one that runs, or that was ended in Temporal, is asked for by a worker.
 *
 * @throws NoWorkerAnswered when a worker is needed and none answers in time
 * @throws WorkflowFailing when none can
 */
export async function readRequested<Result, Answer>(
  temporal: Temporal,
  found: RequestedWorkflow,
  { ended, ask }: Reading<Result, Answer>,
): Promise<Answer> {
  if (!found.isOver) return askRequested(temporal, found, ask);
  const { client, deadlines } = temporal;
  const handle = client.workflow.getHandle<() => Promise<Result>>(found.workflowId);
  return ended(await withinDeadline(client, deadlines.serverMs, () => handle.result()));
}

/** Has a worker asked, however it stands. @throws as `readRequested` */
export function askRequested<Answer>(
  temporal: Temporal,
  { workflowId, isFailing: isKnownToFail }: Pick<RequestedWorkflow, 'workflowId' | 'isFailing'>,
  ask: (handle: WorkflowHandle) => Promise<Answer>,
): Promise<Answer> {
  const { client, deadlines } = temporal;
  return answeredByWorker(
    temporal,
    workflowId,
    () =>
      withinDeadline(client, deadlines.workerMs, () => ask(client.workflow.getHandle(workflowId))),
    { isKnownToFail },
  );
}
