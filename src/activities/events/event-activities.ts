import { createHash } from 'node:crypto';
import { Context } from '@temporalio/activity';
import type { HappenedEvent, LoggedEvent } from '../../domain/events/event.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { recordInLog } from '../../temporal/event-log.js';
import { CALL_LIMIT_MS, temporal } from '../told.js';

export type EventActivities = ReturnType<typeof createEventActivities>;

/** The step by which a workflow tells what happened in it. */
export function createEventActivities() {
  const together = new Together();
  return {
    /** Hands events over to the log, in their order. Repeatable: the id of an event is made of what it is. */
    async recordEvents({ events }: { readonly events: readonly HappenedEvent[] }): Promise<void> {
      const source = Context.current().info.workflowExecution?.workflowId ?? '';
      await together.record(
        temporal(CALL_LIMIT_MS),
        events.map((event) => logged(event, source)),
      );
    },
  };
}

function logged({ key, ...event }: HappenedEvent, source: string): LoggedEvent {
  const name = JSON.stringify([source, event.type, key]);
  const digest = createHash('sha256').update(name).digest('base64url');
  return { id: `evt_${digest.slice(0, ID_LENGTH)}`, source, ...event };
}

/** 132 bits. */
const ID_LENGTH = 22;

/** What one message to the log holds at most: well below what Temporal takes in one piece. */
const MOST_AT_ONCE = 500;

/**
 * What many workflows hand over at once goes to the log in one message: while one is on its way, the next gathers. No order is
 * lost, for a workflow waits for one step before it begins the next.
 */
class Together {
  #gathering: { readonly events: LoggedEvent[]; readonly sent: Promise<void> } | null = null;
  #onItsWay: Promise<unknown> = Promise.resolve();

  async record(asked: Temporal, events: readonly LoggedEvent[]): Promise<void> {
    if (this.#gathering === null || this.#gathering.events.length + events.length > MOST_AT_ONCE) {
      this.#gathering = this.#nextMessage(asked);
    }
    this.#gathering.events.push(...events);
    await this.#gathering.sent;
  }

  #nextMessage(asked: Temporal): { events: LoggedEvent[]; sent: Promise<void> } {
    const events: LoggedEvent[] = [];
    const message = {
      events,
      sent: this.#onItsWay.then(async () => {
        if (this.#gathering === message) this.#gathering = null;
        await recordInLog(asked, events);
      }),
    };
    this.#onItsWay = message.sent.catch(() => undefined);
    return message;
  }
}
