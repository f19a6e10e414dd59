import { setTimeout as pause } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';

type Server = Pick<TestWorkflowEnvironment, 'client' | 'connection' | 'namespace'>;

/** Has Temporal forget a workflow, as it does by itself long after the workflow's end. */
export async function forgetWorkflow(env: Server, workflowId: string): Promise<void> {
  await env.connection.workflowService.deleteWorkflowExecution({
    namespace: env.namespace ?? 'default',
    workflowExecution: { workflowId },
  });
  // It is deleted a moment after that was taken.
  while (await isKnown(env, workflowId)) await pause(LOOK_EVERY_MS);
}

const LOOK_EVERY_MS = 20;

async function isKnown({ client }: Server, workflowId: string): Promise<boolean> {
  try {
    await client.workflow.getHandle(workflowId).describe();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
