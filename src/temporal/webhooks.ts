import type { UpdateDefinition } from '@temporalio/common';
import type { Instant } from '../domain/calendar/instant.js';
import { begunWebhook, webhookStatus, type WebhookStatus } from '../domain/webhooks/status.js';
import { webhookId } from '../domain/workflow-ids.js';
import { nextInputQuery, webhookQuery, type WebhookInput } from '../workflows/webhook/messages.js';
import { WORKFLOW_TASK_QUEUE } from '../workflows/task-queues.js';
import type { Temporal } from './deadlines.js';
import {
  askRequested,
  findRequested,
  isBegunNow,
  startRequested,
  type RequestedWorkflow,
} from './requested-workflow.js';
import { sendAct } from './send-act.js';

/** Type of the workflow that delivers events to one receiver. */
const WEBHOOK_WORKFLOW = 'webhook';

/** Begins a subscription. @returns whether it was begun now; false where there is one under its name, or was */
export function startWebhook(
  temporal: Temporal,
  input: WebhookInput,
  requestDigest: string,
): Promise<boolean> {
  return startRequested(temporal, {
    type: WEBHOOK_WORKFLOW,
    workflowId: webhookId(input.id),
    input,
    requestDigest,
    summary: `Webhook ${input.id}`,
  });
}

/** Looks a subscription up; null when there is none, and never was. */
export function findWebhook(temporal: Temporal, id: string): Promise<RequestedWorkflow | null> {
  return findRequested(temporal, WEBHOOK_WORKFLOW, webhookId(id));
}

/** How a subscription stands, or stood when it was ended. @throws the errors of `readRequested` */
export function readWebhook(
  temporal: Temporal,
  found: Pick<RequestedWorkflow, 'workflowId' | 'isFailing'>,
): Promise<WebhookStatus> {
  return askRequested(temporal, found, (handle) => handle.query(webhookQuery));
}

/** One that was ended in Temporal goes on with what it knew. */
export async function beginWebhookAgain(
  temporal: Temporal,
  found: RequestedWorkflow,
): Promise<void> {
  const left = await askRequested(temporal, found, (handle) => handle.query(nextInputQuery));
  const { workflow } = temporal.client;
  await isBegunNow(temporal, () =>
    workflow.start<(given: WebhookInput) => Promise<WebhookInput>>(WEBHOOK_WORKFLOW, {
      workflowId: found.workflowId,
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [left],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
      ...(found.requestDigest === null ? {} : { memo: { requestDigest: found.requestDigest } }),
      staticSummary: `Webhook ${left.id}`,
    }),
  );
}

/** How a subscription stands that was begun just now. */
export function statusAtStart(input: WebhookInput, at: Instant): WebhookStatus {
  return webhookStatus(input, begunWebhook(input, at));
}

/** Has a subscription do something. @throws the errors of `sendAct` */
export function actOnWebhook<Answer, Argument>(
  temporal: Temporal,
  { workflowId }: Pick<RequestedWorkflow, 'workflowId'>,
  update: UpdateDefinition<Answer, [Argument]>,
  argument: Argument,
): Promise<Answer> {
  return sendAct(temporal, workflowId, update, argument);
}

/** All subscriptions that are not removed, in Temporal's query language. */
export const WEBHOOKS_QUERY = `WorkflowType = '${WEBHOOK_WORKFLOW}' AND ExecutionStatus = 'Running'`;
