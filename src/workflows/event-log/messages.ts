import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { EventLog, Segment } from '../../domain/events/event-log.js';
import type { LoggedEvent, NumberedEvent } from '../../domain/events/event.js';

/** Input of the `eventLog` workflow, of which there is one. */
export interface EventLogInput {
  /** How many events go into a segment, 500 unless said; counts only at the very start. */
  readonly segmentSize?: number;
  /** What the run before left; absent at the very start. */
  readonly carried?: EventLog;
  /** Who is to be told when there is more. */
  readonly waiting?: readonly string[];
}

/** Input and result of the `eventSegment` workflow. */
export type EventSegmentInput = Segment;

/** A part of the log, as it is asked for. */
export interface EventsAsked {
  /** The number after which it begins. */
  readonly after: number;
  readonly limit: number;
}

export interface EventsFound {
  readonly segmentSize: number;
  /** How many of the oldest are in segments. */
  readonly filed: number;
  /** The number of the newest. */
  readonly last: number;
  /** None where the log itself has none of what was asked for. */
  readonly events: readonly NumberedEvent[];
}

/** A workflow that is to be told when there is more than it has read. */
export interface WakeAsked {
  readonly workflowId: string;
  readonly after: number;
}

/** From the steps of all workflows; the same event may come twice. */
export const eventsHappenedSignal = defineSignal<[readonly LoggedEvent[]]>('eventsHappened');
/** Once for each asking. */
export const wakeMeSignal = defineSignal<[WakeAsked]>('wakeMe');
/** To whoever asked: there is more. */
export const moreEventsSignal = defineSignal('moreEvents');
export const eventsQuery = defineQuery<EventsFound, [EventsAsked]>('events');
/** What the next run would be begun with: how a log that was ended in Temporal still leaves something. */
export const nextInputQuery = defineQuery<EventLogInput>('nextInput');
