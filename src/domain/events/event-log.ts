import type { LoggedEvent, NumberedEvent } from './event.js';

/*
 * The log of all events in one order. What is told twice is one event, as long as its id is remembered; the newest events are
 * in the log itself, older ones in segments of a fixed length, which never change.
 */

export interface EventLog {
  /** How many events a segment has; the same for the whole life of the log. */
  readonly segmentSize: number;
  /** How many events are in segments, and not here any more. */
  readonly filed: number;
  /** After those that are filed, in the order in which they came. */
  readonly events: readonly LoggedEvent[];
  /** The beginnings of the ids of the newest events, oldest first. */
  readonly remembered: readonly string[];
}

/** How many ids are remembered: a repeat that comes after so many other events is logged again, under its own id. */
export const REMEMBERED_IDS = 20_000;
/** So much of an id tells it from so few others. */
const REMEMBERED_LENGTH = 16;

export const SEGMENT_SIZE = 500;

export function newEventLog(segmentSize = SEGMENT_SIZE): EventLog {
  return { segmentSize, filed: 0, events: [], remembered: [] };
}

/** The number of the newest event; 0 while there is none. */
export function lastSequence({ filed, events }: EventLog): number {
  return filed + events.length;
}

/** The ids that a log remembers, for asking many times. */
export function rememberedIds({ remembered }: EventLog): Set<string> {
  return new Set(remembered);
}

/**
 * The log with what it does not know yet.
 *
 * @param known what it remembers, as `rememberedIds` gave it; is kept up with it
 */
export function appended(
  log: EventLog,
  told: readonly LoggedEvent[],
  known: Set<string>,
): EventLog {
  const news: LoggedEvent[] = [];
  for (const event of told) {
    const id = event.id.slice(0, REMEMBERED_LENGTH);
    if (known.has(id)) continue;
    known.add(id);
    news.push(event);
  }
  if (news.length === 0) return log;
  const all = [...log.remembered, ...news.map(({ id }) => id.slice(0, REMEMBERED_LENGTH))];
  const forgotten = all.slice(0, Math.max(0, all.length - REMEMBERED_IDS));
  for (const id of forgotten) known.delete(id);
  return {
    ...log,
    events: [...log.events, ...news],
    remembered: all.slice(forgotten.length),
  };
}

/** A segment that is full, oldest events first. */
export interface Segment {
  /** From 0 on. */
  readonly number: number;
  readonly events: readonly LoggedEvent[];
}

/** The oldest segment that is full and still in the log; null where none is. */
export function fullSegment({ segmentSize, filed, events }: EventLog): Segment | null {
  if (events.length < segmentSize) return null;
  return { number: filed / segmentSize, events: events.slice(0, segmentSize) };
}

/** The log without its oldest segment, which is kept elsewhere now. */
export function withoutSegment(log: EventLog): EventLog {
  const { segmentSize, filed, events } = log;
  return { ...log, filed: filed + segmentSize, events: events.slice(segmentSize) };
}

/** The segment in which the event after a number stands, or will. */
export function segmentAfter(after: number, segmentSize: number): number {
  return Math.floor(after / segmentSize);
}

/** Of events that begin after `filed`, those after a number. */
export function numberedAfter(
  filed: number,
  events: readonly LoggedEvent[],
  { after, limit }: { readonly after: number; readonly limit: number },
): readonly NumberedEvent[] {
  const from = Math.max(0, after - filed);
  return events
    .slice(from, from + limit)
    .map((event, index) => ({ ...event, sequence: filed + from + index + 1 }));
}
