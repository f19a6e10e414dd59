import { ApplicationFailure, proxyActivities, setHandler } from '@temporalio/workflow';
import type { UpdateDefinition } from '@temporalio/common';
import type { WebhookActivities } from '../../activities/webhooks/webhook-activities.js';
import type { WebhookStatus } from '../../domain/webhooks/status.js';
import { moreEventsSignal } from '../event-log/messages.js';
import { readChange, readOrder, readRemoval, readResend, readRotation, readSkip } from './input.js';
import {
  changeUpdate,
  nextInputQuery,
  pauseUpdate,
  removeUpdate,
  resendUpdate,
  resumeUpdate,
  rotateUpdate,
  skipUpdate,
  testUpdate,
  webhookQuery,
} from './messages.js';
import type { OpenWebhook } from './open-webhook.js';

/** A test is made once: whoever asked for it reads what came of it. */
const { testWebhook } = proxyActivities<WebhookActivities>({
  startToCloseTimeout: '25s',
  retry: { maximumAttempts: 1 },
});

/** Lets a subscription hear the log and people, and answer. Call it before the first await. */
export function answerWebhook(webhook: OpenWebhook): void {
  setHandler(webhookQuery, () => webhook.status);
  setHandler(nextInputQuery, () => webhook.nextInput);
  setHandler(moreEventsSignal, () => {
    webhook.wake();
  });
  answer(webhook, changeUpdate, readChange, (change) => {
    webhook.change(change);
  });
  answer(webhook, rotateUpdate, readRotation, (rotation) => {
    webhook.rotate(rotation);
  });
  answer(webhook, pauseUpdate, readOrder, (order) => {
    webhook.pause(order);
  });
  answer(webhook, resumeUpdate, readOrder, (order) => {
    webhook.resume(order);
  });
  answer(webhook, resendUpdate, readResend, (resend) => {
    if (!webhook.resend(resend)) throw noSuchEvent(`${resend.sequence} was not come to yet.`);
  });
  answer(webhook, skipUpdate, readSkip, (skip) => {
    if (!webhook.skip(skip)) throw noSuchEvent(`${skip.sequence} does not wait.`);
  });
  answer(webhook, removeUpdate, readRemoval, ({ by }) => {
    webhook.remove(by);
  });
  setHandler(
    testUpdate,
    () => {
      const nth = webhook.nextTest();
      const { id, url, secrets } = webhook;
      return testWebhook({ id, url, secrets, nth });
    },
    { validator: refusing(webhook, readRemoval), description: 'Sends a test event.' },
  );
}

function answer<Argument>(
  webhook: OpenWebhook,
  update: UpdateDefinition<WebhookStatus, [Argument]>,
  read: (argument: Argument) => void,
  carryOut: (argument: Argument) => void,
): void {
  const handler = (argument: Argument): WebhookStatus => {
    carryOut(argument);
    return webhook.status;
  };
  setHandler(update, handler, { validator: refusing(webhook, read) });
}

function refusing<Argument>(webhook: OpenWebhook, read: (argument: Argument) => void) {
  return (argument: Argument): void => {
    read(argument);
    if (webhook.isRemoved) throw ApplicationFailure.nonRetryable('It is removed.', 'alreadyEnded');
  };
}

function noSuchEvent(reason: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(`The event ${reason}`, 'noSuchEvent');
}
