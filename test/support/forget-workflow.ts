import type { TestWorkflowEnvironment } from '@temporalio/testing';

/** Has Temporal forget a workflow, as it does by itself long after the workflow's end. */
export async function forgetWorkflow(
  env: TestWorkflowEnvironment,
  workflowId: string,
): Promise<void> {
  await env.connection.workflowService.deleteWorkflowExecution({
    namespace: env.namespace ?? 'default',
    workflowExecution: { workflowId },
  });
}
