import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { SignalDefinition } from '@temporalio/common';
import { numberedAfter, segmentAfter, type Segment } from '../domain/events/event-log.js';
import type { LoggedEvent, NumberedEvent } from '../domain/events/event.js';
import { EVENT_LOG_ID, eventSegmentId } from '../domain/workflow-ids.js';
import {
  eventsHappenedSignal,
  eventsQuery,
  nextInputQuery,
  wakeMeSignal,
  type EventLogInput,
  type EventsAsked,
  type EventsFound,
  type WakeAsked,
} from '../workflows/event-log/messages.js';
import { WORKFLOW_TASK_QUEUE } from '../workflows/task-queues.js';
import { answeredByWorker } from './answered-by-worker.js';
import { type Temporal, withinDeadline } from './deadlines.js';

const LOG_WORKFLOW = 'eventLog';

/** Hands events over to the log, which begins with the first of them. */
export async function recordInLog(
  temporal: Temporal,
  events: readonly LoggedEvent[],
): Promise<void> {
  await tellLog(temporal, eventsHappenedSignal, [events]);
}

/** Has the log tell a workflow (`moreEvents`), once, as soon as there is more than that has read. */
export async function wakeWhenMore(temporal: Temporal, asked: WakeAsked): Promise<void> {
  await tellLog(temporal, wakeMeSignal, [asked]);
}

async function tellLog<Args extends unknown[]>(
  temporal: Temporal,
  signal: SignalDefinition<Args>,
  args: Args,
): Promise<void> {
  const { client, deadlines } = temporal;
  try {
    await withinDeadline(client, deadlines.serverMs, () =>
      client.workflow.getHandle(EVENT_LOG_ID).signal(signal, ...args),
    );
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    await beginLog(temporal, signal, args);
  }
}

/** There is none yet, or it was ended in Temporal: then it goes on with what it left. */
async function beginLog<Args extends unknown[]>(
  temporal: Temporal,
  signal: SignalDefinition<Args>,
  signalArgs: Args,
): Promise<void> {
  const { client, deadlines } = temporal;
  const input = await leftByLog(temporal);
  await withinDeadline(client, deadlines.serverMs, () =>
    client.workflow.signalWithStart<(given: EventLogInput) => Promise<never>, unknown[]>(
      LOG_WORKFLOW,
      {
        workflowId: EVENT_LOG_ID,
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [input],
        signal: signal.name,
        signalArgs,
        staticSummary: 'The log of all events',
      },
    ),
  );
}

async function leftByLog(temporal: Temporal): Promise<EventLogInput> {
  const { client, deadlines } = temporal;
  const log = client.workflow.getHandle(EVENT_LOG_ID);
  try {
    return await answeredByWorker(temporal, EVENT_LOG_ID, () =>
      withinDeadline(client, deadlines.workerMs, () => log.query(nextInputQuery)),
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return {};
    throw error;
  }
}

/** A page of the log. */
export interface EventPage {
  readonly events: readonly NumberedEvent[];
  /** The number of the newest event there is. */
  readonly last: number;
}

/** What was asked for is older than what Temporal keeps. */
export class EventsGone extends Error {
  override readonly name = 'EventsGone';
  /** The number after which events are still there. */
  readonly goneUntil: number;

  constructor(goneUntil: number) {
    super('these events are not kept any more');
    this.goneUntil = goneUntil;
  }
}

/**
 * Reads on in the log, in its order: from the log itself, which is asked each time, or from the segment to which it points.
 *
 * @returns at most so many; fewer where a segment ends, and none only where there are none
 * @throws EventsGone when Temporal does not keep what was asked for any more
 * @throws NoWorkerAnswered when none answers for the log in time
 */
export async function readEvents(temporal: Temporal, asked: EventsAsked): Promise<EventPage> {
  const { segmentSize, filed, last, events } = await askLog(temporal, asked);
  if (asked.after >= filed) return { events, last };
  const number = segmentAfter(asked.after, segmentSize);
  const segment = await readSegment(temporal, number);
  if (segment === null) {
    const oldest = await oldestKept(temporal, number + 1, filed / segmentSize);
    throw new EventsGone(oldest * segmentSize);
  }
  return { events: numberedAfter(number * segmentSize, segment.events, asked), last };
}

/** The number of the newest event there is; 0 while there is none. @throws as `readEvents` */
export async function newestEvent(temporal: Temporal): Promise<number> {
  const { last } = await askLog(temporal, { after: Number.MAX_SAFE_INTEGER, limit: 0 });
  return last;
}

async function askLog(temporal: Temporal, asked: EventsAsked): Promise<EventsFound> {
  const { client, deadlines } = temporal;
  const log = client.workflow.getHandle(EVENT_LOG_ID);
  try {
    return await answeredByWorker(temporal, EVENT_LOG_ID, () =>
      withinDeadline(client, deadlines.workerMs, () => log.query(eventsQuery, asked)),
    );
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    return { segmentSize: 1, filed: 0, last: 0, events: [] };
  }
}

/** The first segment from one on that is kept; `end` where none is. They go in the order in which they came. */
async function oldestKept(temporal: Temporal, from: number, end: number): Promise<number> {
  let [gone, kept] = [from - 1, end];
  while (kept - gone > 1) {
    const middle = Math.floor((gone + kept) / 2);
    if ((await readSegment(temporal, middle)) === null) gone = middle;
    else kept = middle;
  }
  return kept;
}

/** Segments never change: the newest that were read stay in memory. */
const read = new WeakMap<Client, Map<number, Segment>>();
const KEPT_SEGMENTS = 8;

async function readSegment(
  { client, deadlines }: Temporal,
  number: number,
): Promise<Segment | null> {
  const known = read.get(client) ?? new Map<number, Segment>();
  read.set(client, known);
  const before = known.get(number);
  if (before) return before;
  const handle = client.workflow.getHandle<(given: Segment) => Promise<Segment>>(
    eventSegmentId(number),
  );
  try {
    const segment = await withinDeadline(client, deadlines.workerMs, () => handle.result());
    known.set(number, segment);
    const [oldest] = known.keys();
    if (known.size > KEPT_SEGMENTS && oldest !== undefined) known.delete(oldest);
    return segment;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
