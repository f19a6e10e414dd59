import pLimit from 'p-limit';
import { cloudEvent } from '../../domain/events/cloud-event.js';
import type { NumberedEvent } from '../../domain/events/event.js';
import { isWanted } from '../../domain/events/wanted.js';
import type { LaneReport, SendFailure } from '../../domain/webhooks/deliveries.js';
import type { WebhookAnswer } from '../../ports/webhook-receivers.js';
import { EventsGone, type EventPage } from '../../temporal/event-log.js';
import type { DeliveredStep, DeliveryStep } from '../../workflows/webhook/messages.js';

/** What a step of delivery works with. */
export interface DeliveryMeans {
  /** A page of the log. @throws EventsGone */
  readonly read: (asked: { readonly after: number; readonly limit: number }) => Promise<EventPage>;
  readonly send: (event: NumberedEvent) => Promise<WebhookAnswer>;
  /** Whether the step has taken so long that it must come to its end. */
  readonly isLate: () => boolean;
}

/** Messages that are on their way at once: of one policy never more than one. */
const AT_ONCE = 8;

/** Events of one policy, in the order in which they are to be sent. */
interface Batch {
  readonly of: string;
  readonly read: number[];
  readonly events: NumberedEvent[];
  readonly isHeld: boolean;
}

/** Reads what is to be delivered and sends it, policy by policy in order. Whatever the receiver does is part of the report. */
export async function deliver(
  step: DeliveryStep,
  means: DeliveryMeans,
): Promise<Omit<DeliveredStep, 'unready'>> {
  const { order } = step;
  const batches = new Map<string, Batch>();
  const batchOf = (of: string): Batch => {
    const batch = batches.get(of) ?? { of, read: [], events: [], isHeld: order.held.includes(of) };
    batches.set(of, batch);
    return batch;
  };
  try {
    for (const { of, waiting } of order.due) {
      batchOf(of).events.push(...(await eventsNumbered(waiting, means)));
    }
    const { cursor, isMore } = await readOn(step, means, batchOf);
    const atOnce = pLimit(AT_ONCE);
    const lanes = await Promise.all(
      [...batches.values()].map((batch) => atOnce(() => sendInOrder(batch, means))),
    );
    return { cursor, isMore, lanes, goneUntil: null };
  } catch (error) {
    if (!(error instanceof EventsGone)) throw error;
    return { cursor: order.after, isMore: true, lanes: [], goneUntil: error.goneUntil };
  }
}

/** Reads on in the log as far as there is room, and puts what is wanted to the events of its policy. */
async function readOn(
  { order, types, products }: DeliveryStep,
  { read }: DeliveryMeans,
  batchOf: (of: string) => Batch,
): Promise<{ readonly cursor: number; readonly isMore: boolean }> {
  if (order.events === 0) return { cursor: order.after, isMore: true };
  const page = await read({ after: order.after, limit: order.events });
  const wanted = { types: types ?? undefined, products: products ?? undefined };
  const known = new Set([...order.held, ...order.due.map(({ of }) => of)]);
  let [cursor, policies] = [order.after, order.policies];
  for (const event of page.events) {
    if (isWanted(wanted, event)) {
      const of = policyOf(event);
      if (!known.has(of) && policies === 0) return { cursor, isMore: true };
      if (!known.has(of)) policies -= 1;
      known.add(of);
      const batch = batchOf(of);
      batch.read.push(event.sequence);
      batch.events.push(event);
    }
    cursor = event.sequence;
  }
  return { cursor, isMore: cursor < page.last };
}

/** What is kept in order with it. */
function policyOf({ data, source }: NumberedEvent): string {
  return data.policyNumber ?? source;
}

const READ_TOGETHER = 200;

/** Events by their numbers, which ascend. */
async function eventsNumbered(
  numbers: readonly number[],
  { read }: DeliveryMeans,
): Promise<readonly NumberedEvent[]> {
  const found: NumberedEvent[] = [];
  for (let rest = numbers; rest[0] !== undefined;) {
    const { events } = await read({ after: rest[0] - 1, limit: READ_TOGETHER });
    const last = events.at(-1)?.sequence;
    if (last === undefined) break;
    found.push(...events.filter(({ sequence }) => rest.includes(sequence)));
    rest = rest.filter((number) => number > last);
  }
  return found;
}

/** Sends one event after the other, until one is not taken. */
async function sendInOrder(
  { of, read, events, isHeld }: Batch,
  { send, isLate }: DeliveryMeans,
): Promise<LaneReport> {
  const taken: number[] = [];
  if (isHeld) return { of, read, taken, failure: null };
  for (const event of events) {
    if (isLate()) break;
    const answer = await send(event);
    if (!answer.isTaken) return { of, read, taken, failure: failureOf(answer) };
    taken.push(event.sequence);
  }
  return { of, read, taken, failure: null };
}

function failureOf(answer: WebhookAnswer & { readonly isTaken: false }): SendFailure {
  const { reason, status, retryAfterMs, isGone } = answer;
  return { reason, status, retryAfterMs, isGone };
}

/** What is posted of an event: a CloudEvent in JSON, structured. */
export function messageOf(event: NumberedEvent): { readonly id: string; readonly body: string } {
  return { id: event.id, body: JSON.stringify(cloudEvent(event)) };
}
