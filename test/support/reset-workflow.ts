import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';

/** A run of a workflow. */
export interface Run {
  readonly workflowId: string;
  readonly runId: string;
}

/** The events to which Temporal's Web UI offers to reset a run: every workflow task that was completed. */
export async function resettablePoints(
  env: TestWorkflowEnvironment,
  { workflowId, runId }: Run,
): Promise<readonly number[]> {
  const { events } = await env.client.workflow.getHandle(workflowId, runId).fetchHistory();
  return (events ?? [])
    .filter((event) => event.workflowTaskCompletedEventAttributes)
    .map((event) => Number(event.eventId));
}

/** Resets a run, as an operator does with the button of the Web UI. @returns the run that goes on from there */
export async function resetWorkflow(
  env: TestWorkflowEnvironment,
  { workflowId, runId }: Run,
  eventId: number,
): Promise<Run> {
  const answer = await env.client.workflowService.resetWorkflowExecution({
    namespace: env.namespace ?? 'default',
    workflowExecution: { workflowId, runId },
    reason: 'an operator pressed Reset',
    workflowTaskFinishEventId: eventId as never,
    requestId: randomUUID(),
  });
  return { workflowId, runId: answer.runId };
}
