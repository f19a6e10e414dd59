import {
  allHandlersFinished,
  CancellationScope,
  condition,
  makeContinueAsNewFunc,
  proxyActivities,
} from '@temporalio/workflow';
import type { WebhookActivities } from '../../activities/webhooks/webhook-activities.js';
import { answerWebhook } from './handlers.js';
import { readWebhook } from './input.js';
import type { WebhookInput } from './messages.js';
import { OpenWebhook } from './open-webhook.js';

/** What a receiver does not take is no failure of the step: it fails where Temporal, or the log, does not answer. */
const { deliverEvents } = proxyActivities<WebhookActivities>({
  startToCloseTimeout: '3m',
  // A worker that dies is noticed soon: each says so often that it lives.
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '15s' },
});

/**
 * One subscription to events: delivers what happens to its receiver, in order for each policy, at least once.
 *
 * Trigger: a request at the API. Signal: `moreEvents` from the log. Updates: `change`, `rotateSecret`, `pause`, `resume`, `resend`, `skip`,
 * `test`, `remove`. Queries: `status`, `nextInput`. Timers: until what was not taken is sent again, and now and then to look for what the log
 * did not tell. Continues as new with its place in the log and what waits. Ends when it is removed, and leaves what the next run would be begun
 * with. A request to cancel the workflow ends nothing.
 */
export async function webhook(given: WebhookInput): Promise<WebhookInput> {
  const open = new OpenWebhook(readWebhook(given));
  answerWebhook(open);
  return CancellationScope.nonCancellable(() => untilRemoved(open));
}

async function untilRemoved(open: OpenWebhook): Promise<WebhookInput> {
  while (!open.isRemoved) await (open.isDueToContinue ? continueRun(open) : goOn(open));
  await condition(allHandlersFinished);
  return open.nextInput;
}

/** What is removed while a test is on its way has no next run. */
async function continueRun(open: OpenWebhook): Promise<void> {
  await condition(allHandlersFinished);
  if (!open.isRemoved) await continueOnCurrentVersion(open.nextInput);
}

async function goOn(open: OpenWebhook): Promise<void> {
  const { next, news } = open;
  if (next.kind === 'deliver') {
    open.delivered(await deliverEvents(open.begin(next.order)), next.order.after);
    return;
  }
  const untilMs = Math.min(next.untilMs ?? Infinity, Date.now() + LOOK_AGAIN_MS);
  const waitMs = Math.max(1, untilMs - Date.now());
  const summary =
    untilMs === next.untilMs ? 'Next attempt at what was not taken' : 'Next look into the log';
  const isNews = await condition(() => open.news !== news, waitMs, { summary });
  if (!isNews && untilMs !== next.untilMs) open.wake();
}

/** The log tells of what is new; what it could not tell is found after this. */
const LOOK_AGAIN_MS = 10 * 60_000;

/** The next run belongs to the version of the workers that is current then; without versions there is only one. */
const continueOnCurrentVersion = makeContinueAsNewFunc<typeof webhook>({
  initialVersioningBehavior: 'AUTO_UPGRADE',
});
