import type { Instant } from '../domain/calendar/instant.js';
import { begunWebhook, webhookStatus, type WebhookStatus } from '../domain/webhooks/status.js';
import { webhookId } from '../domain/workflow-ids.js';
import { nextInputQuery, webhookQuery, type WebhookInput } from '../workflows/webhook/messages.js';
import type { Temporal } from './deadlines.js';
import {
  askRequested,
  findRequested,
  startRequested,
  type RequestedWorkflow,
} from './requested-workflow.js';

/** Type of the workflow that delivers events to one receiver. */
const WEBHOOK_WORKFLOW = 'webhook';

/** Begins a subscription. @returns whether it was begun now; false where there is one under its name, or was */
export function startWebhook(
  temporal: Temporal,
  input: WebhookInput,
  requestDigest: string,
): Promise<boolean> {
  return startRequested(temporal, begun(input, requestDigest));
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
  await startRequested(temporal, begun(left, found.requestDigest), 'ALLOW_DUPLICATE');
}

function begun(input: WebhookInput, requestDigest: string | null) {
  return {
    type: WEBHOOK_WORKFLOW,
    workflowId: webhookId(input.id),
    input,
    requestDigest,
    summary: `Webhook ${input.id}`,
  };
}

/** How a subscription stands that was begun just now. */
export function statusAtStart(input: WebhookInput, at: Instant): WebhookStatus {
  return webhookStatus(input, begunWebhook(input, at));
}

/** All subscriptions that are not removed, in Temporal's query language. */
export const WEBHOOKS_QUERY = `WorkflowType = '${WEBHOOK_WORKFLOW}' AND ExecutionStatus = 'Running'`;
