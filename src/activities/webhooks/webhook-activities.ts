import { Context } from '@temporalio/activity';
import { webhookId } from '../../domain/workflow-ids.js';
import type { SecretGeneration } from '../../domain/webhooks/subscription.js';
import type { WebhookReceivers } from '../../ports/webhook-receivers.js';
import type { WebhookSecrets } from '../../ports/webhook-secrets.js';
import { type EventPage, readEvents, wakeWhenMore } from '../../temporal/event-log.js';
import type { Temporal } from '../../temporal/deadlines.js';
import type { EventsAsked } from '../../workflows/event-log/messages.js';
import type {
  DeliveredStep,
  DeliveryStep,
  TestOutcome,
  TestStep,
} from '../../workflows/webhook/messages.js';
import { CALL_LIMIT_MS, temporal, told } from '../told.js';
import { translated } from '../translated.js';
import { deliver, messageOf } from './deliver.js';

export type WebhookActivities = ReturnType<typeof createWebhookActivities>;

/** With what a worker delivers. */
export interface WebhookMeans {
  readonly receivers: WebhookReceivers;
  /** Null where the worker has no keys to make them of. */
  readonly secrets: WebhookSecrets | null;
}

/** No message is sent any more after this, so that the step ends before its worker is taken for dead. */
const LATE_AFTER_MS = 60_000;
const HEARTBEAT_MS = 4_000;

/** Delivery of events to whoever has subscribed to them. */
export function createWebhookActivities({ receivers, secrets }: WebhookMeans) {
  const log = new SharedReads();
  const secretsOf = (webhook: string, generations: readonly SecretGeneration[]) =>
    secretsFor(secrets, webhook, generations);
  return translated({
    /** Reads on in the log and sends what is wanted. A repeat sends the same events under the same ids. */
    async deliverEvents(step: DeliveryStep): Promise<DeliveredStep> {
      const signedWith = secretsOf(step.id, step.secrets);
      if (typeof signedWith === 'string') return nothingDelivered(step, signedWith);
      const { url } = step;
      const lateAtMs = Date.now() + LATE_AFTER_MS;
      const asked = temporal(CALL_LIMIT_MS);
      return beating(async () => {
        const done = await deliver(step, {
          read: (part) => told('event-log', () => log.read(asked, part)),
          send: (event) => receivers.send({ url, ...messageOf(event), secrets: signedWith }),
          isLate: () => Date.now() > lateAtMs,
        });
        if (!done.isMore) {
          const reader = { workflowId: webhookId(step.id), after: done.cursor };
          await told('event-log', () => wakeWhenMore(asked, reader));
        }
        return { ...done, unready: null };
      });
    },

    /** Sends an event that says nothing. */
    async testWebhook({ id, url, secrets: generations, nth }: TestStep): Promise<TestOutcome> {
      const signedWith = secretsOf(id, generations);
      if (typeof signedWith === 'string') {
        return { isTaken: false, status: null, reason: signedWith, tookMs: 0 };
      }
      const beganAtMs = Date.now();
      const message = testMessage(id, nth);
      const answer = await receivers.send({ url, ...message, secrets: signedWith });
      const { isTaken, status } = answer;
      const reason = answer.isTaken ? null : answer.reason;
      return { isTaken, status, reason, tookMs: Date.now() - beganAtMs };
    },
  });
}

/** The secrets themselves; a sentence where they cannot be made. */
function secretsFor(
  secrets: WebhookSecrets | null,
  webhook: string,
  generations: readonly SecretGeneration[],
): readonly string[] | string {
  if (secrets === null) return 'WEBHOOK_KEYS_FILE is not set for this worker.';
  const [current, ...before] = generations;
  if (current === undefined) return 'it has no secret.';
  const secret = secrets.secretOf(webhook, current);
  if (secret === null) {
    return `the key ${current.keyId} is not in the WEBHOOK_KEYS_FILE of this worker.`;
  }
  // A secret that was is let go with its key.
  return [secret, ...before.flatMap((one) => secrets.secretOf(webhook, one) ?? [])];
}

function nothingDelivered({ order }: DeliveryStep, unready: string): DeliveredStep {
  return { cursor: order.after, isMore: true, lanes: [], goneUntil: null, unready };
}

/**
 * One event wakes many subscriptions, and the log answers one question at a time: those who ask the same at once share the answer. Where
 * that is a moment too old, the log wakes them again.
 */
class SharedReads {
  readonly #underWay = new Map<string, Promise<EventPage>>();

  read(temporal: Temporal, asked: EventsAsked): Promise<EventPage> {
    const key = `${asked.after} ${asked.limit}`;
    const before = this.#underWay.get(key);
    if (before) return before;
    const reading = readEvents(temporal, asked).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, reading);
    return reading;
  }
}

/** Says that the worker lives while it works. */
async function beating<T>(work: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const beat = setInterval(() => {
    context.heartbeat();
  }, HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}

function testMessage(webhook: string, nth: number): { readonly id: string; readonly body: string } {
  const { workflowExecution } = Context.current().info;
  const id = `evt_test_${workflowExecution?.runId ?? ''}_${nth}`;
  const source = `/api/webhooks/${encodeURIComponent(webhook)}`;
  const body = {
    specversion: '1.0',
    id,
    source,
    type: 'bindery.webhook.test',
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    data: { id: webhookId(webhook), links: { self: source } },
  };
  return { id, body: JSON.stringify(body) };
}
