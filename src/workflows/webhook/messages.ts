import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { DeliveryOrder, DeliveryReport } from '../../domain/webhooks/deliveries.js';
import type { BegunWebhook, StandingWebhook, WebhookStatus } from '../../domain/webhooks/status.js';
import type { SecretGeneration, Subscription } from '../../domain/webhooks/subscription.js';
import type { Order } from '../orders.js';

/** Input of the `webhook` workflow; its id names the subscription. */
export interface WebhookInput extends BegunWebhook {
  readonly id: string;
  readonly createdBy: string;
  /** Between attempts; those of Standard Webhooks unless said. Milliseconds. */
  readonly pausesMs?: readonly number[];
  /** Steps that one run makes before the next goes on; 200 unless said. */
  readonly stepsPerRun?: number;
  /** What the run before left; absent of one that begins. */
  readonly carried?: StandingWebhook;
}

/** Other things of a subscription than before; what is absent stays. */
export interface WebhookChange extends Partial<Subscription> {
  readonly by: string;
}

/** A new secret, once for each name. */
export interface Rotation {
  readonly by: string;
  /** The caller's own name for it. */
  readonly requestId: string;
  readonly keyId: string;
  /** How long messages are signed with the secret before, too. Milliseconds. */
  readonly overlapMs: number;
}

/** Events that are sent again: all from a number on, or that one alone. */
export interface Resend extends Order {
  readonly sequence: number;
  readonly isAlone: boolean;
}

/** An event that is never sent. */
export interface Skip extends Order {
  readonly sequence: number;
}

/** Who ends it. */
export interface Removal {
  readonly by: string;
}

/** What a step is to deliver, and to whom. */
export interface DeliveryStep extends Subscription {
  readonly id: string;
  readonly secrets: readonly SecretGeneration[];
  readonly order: DeliveryOrder;
}

/** What a step has delivered. */
export interface DeliveredStep extends DeliveryReport {
  /** Whether there are events that were not read. Where there are none, the log tells the workflow of the next one. */
  readonly isMore: boolean;
  /** Why nothing can be sent from here at all; null where it can. */
  readonly unready: string | null;
}

/** What a test is sent to. */
export interface TestStep {
  readonly id: string;
  readonly url: string;
  readonly secrets: readonly SecretGeneration[];
  /** Tells one test from another. */
  readonly nth: number;
}

/** What became of a test. */
export interface TestOutcome {
  readonly isTaken: boolean;
  readonly status: number | null;
  /** Null where it was taken. */
  readonly reason: string | null;
  readonly tookMs: number;
}

export const webhookQuery = defineQuery<WebhookStatus>('status');
/** What the next run would be begun with: how one that was ended in Temporal still leaves something. */
export const nextInputQuery = defineQuery<WebhookInput>('nextInput');

/** Each is refused (`ApplicationFailure`) as `invalidInput` where it cannot be read, and as `alreadyEnded` once it is removed. */
export const changeUpdate = defineUpdate<WebhookStatus, [WebhookChange]>('change');
export const rotateUpdate = defineUpdate<WebhookStatus, [Rotation]>('rotateSecret');
export const pauseUpdate = defineUpdate<WebhookStatus, [Order]>('pause');
/** What is parked or stopped goes on, too. */
export const resumeUpdate = defineUpdate<WebhookStatus, [Order]>('resume');
export const resendUpdate = defineUpdate<WebhookStatus, [Resend]>('resend');
/** Refused also as `noSuchEvent`: it does not wait. */
export const skipUpdate = defineUpdate<WebhookStatus, [Skip]>('skip');
export const testUpdate = defineUpdate<TestOutcome, [Removal]>('test');
export const removeUpdate = defineUpdate<WebhookStatus, [Removal]>('remove');
