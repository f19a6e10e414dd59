import type { Instant } from '../calendar/instant.js';
import { pauseAfter, restFor } from './pauses.js';

/*
 * What was delivered to a receiver and what is still to come. Events of one policy go one after the other: while one is not taken,
 * the later ones of the policy wait, and those of others go on. What waits is known by its numbers in the log alone.
 */

/** What a receiver did not take, and why. */
export interface Failure {
  readonly at: Instant;
  /** A sentence without anything that the receiver said. */
  readonly reason: string;
  /** Of HTTP; null where none came. */
  readonly status: number | null;
}

/** Events of one policy that wait: the first is the next to be sent. */
export interface Lane {
  /** The policy number; of what has none the transaction; of one event that somebody had sent again, that event. */
  readonly of: string;
  readonly waiting: readonly number[];
  /** Null while nothing of it has failed. */
  readonly failing: {
    readonly since: Instant;
    readonly attempts: number;
    /** Milliseconds since 1970. */
    readonly nextAtMs: number;
    readonly last: Failure;
  } | null;
  /** Since when nobody tries any more; null while somebody does. */
  readonly parkedAt: Instant | null;
}

/** Why nothing is delivered at all until somebody has it go on. */
export type Stop =
  /** The receiver says that it is gone for good. */
  | { readonly kind: 'gone'; readonly at: Instant }
  /** Events up to this number are not kept any more, and not all of them were delivered. */
  | { readonly kind: 'eventsGone'; readonly at: Instant; readonly until: number };

/** Events that were never delivered, for they are not kept any more. */
export interface Gap {
  readonly at: Instant;
  /** The first and the last number that may be missing. */
  readonly from: number;
  readonly until: number;
}

export interface Deliveries {
  /** All events up to this number were looked at: delivered, not wanted, or waiting in a lane. */
  readonly cursor: number;
  readonly lanes: readonly Lane[];
  /** The receiver asked to be left alone until then. Milliseconds since 1970. */
  readonly restUntilMs: number;
  readonly stop: Stop | null;
  /** The last ones. */
  readonly gaps: readonly Gap[];
  /** How many were taken, repeats included. */
  readonly taken: number;
  readonly lastTakenAt: Instant | null;
  readonly lastFailure: Failure | null;
}

/** Beyond so many policies whose events wait, no more are read. */
export const MOST_HELD_POLICIES = 100;
/** Beyond so many events that wait, no more are read. */
export const MOST_WAITING = 2_000;
/** Policies to which one step sends at most. */
const MOST_POLICIES_PER_STEP = 25;
/** Events that one step reads, and sends of one policy, at most. */
const MOST_EVENTS_PER_STEP = 100;
const KEPT_GAPS = 10;

/** @param cursor the number of the event after which it begins */
export function newDeliveries(cursor: number): Deliveries {
  return {
    cursor,
    lanes: [],
    restUntilMs: 0,
    stop: null,
    gaps: [],
    taken: 0,
    lastTakenAt: null,
    lastFailure: null,
  };
}

/** What one step is to deliver. */
export interface DeliveryOrder {
  /** What waits and is due. */
  readonly due: readonly Pick<Lane, 'of' | 'waiting'>[];
  /** Whose events are not to be sent now, however many are read. */
  readonly held: readonly string[];
  /** The number after which to read on. */
  readonly after: number;
  /** How many events may be read, and of how many more policies. */
  readonly events: number;
  readonly policies: number;
}

/** What is to be done next. */
export type NextDelivery =
  | { readonly kind: 'deliver'; readonly order: DeliveryOrder }
  /** Milliseconds since 1970; null: until something happens. */
  | { readonly kind: 'wait'; readonly untilMs: number | null };

/** @param isMore whether there may be events that were not read yet */
export function nextDelivery(
  deliveries: Deliveries,
  { nowMs, isMore }: { readonly nowMs: number; readonly isMore: boolean },
): NextDelivery {
  const { cursor, lanes, restUntilMs, stop } = deliveries;
  if (stop !== null) return { kind: 'wait', untilMs: null };
  if (restUntilMs > nowMs) return { kind: 'wait', untilMs: restUntilMs };
  const due = lanes.filter((lane) => dueAtMs(lane) <= nowMs).slice(0, MOST_POLICIES_PER_STEP);
  const room = roomToRead(deliveries);
  const policies = Math.min(room.policies, MOST_POLICIES_PER_STEP - due.length);
  // What is read would be sent before the rest of what waits of its policy.
  const isAllSent = due.every(({ waiting }) => waiting.length <= MOST_EVENTS_PER_STEP);
  const reads = isMore && policies > 0 && isAllSent;
  const events = reads ? Math.min(room.events, MOST_EVENTS_PER_STEP) : 0;
  if (due.length === 0 && events === 0) {
    const next = Math.min(...lanes.map(dueAtMs));
    return { kind: 'wait', untilMs: Number.isFinite(next) ? next : null };
  }
  const held = lanes.filter((lane) => !due.includes(lane)).map(({ of }) => of);
  const order = {
    due: due.map(({ of, waiting }) => ({ of, waiting: waiting.slice(0, MOST_EVENTS_PER_STEP) })),
    held,
    after: cursor,
    events,
    policies,
  };
  return { kind: 'deliver', order };
}

/** How many more events may wait, and of how many more policies; 0 of either: nothing is read. */
export function roomToRead({ lanes }: Deliveries): {
  readonly policies: number;
  readonly events: number;
} {
  return {
    policies: Math.max(0, MOST_HELD_POLICIES - lanes.length),
    events: Math.max(0, MOST_WAITING - waitingIn(lanes)),
  };
}

/** How many events wait. */
export function waitingIn(lanes: readonly Lane[]): number {
  return lanes.reduce((sum, { waiting }) => sum + waiting.length, 0);
}

function dueAtMs({ failing, parkedAt }: Lane): number {
  if (parkedAt !== null) return Infinity;
  return failing?.nextAtMs ?? 0;
}

/** What became of the events of one policy in a step. */
export interface LaneReport {
  readonly of: string;
  /** Those that were read in the step. */
  readonly read: readonly number[];
  readonly taken: readonly number[];
  /** Of the one after those; null where none failed. */
  readonly failure: SendFailure | null;
}

/** Why a receiver did not take a message. */
export interface SendFailure {
  readonly reason: string;
  readonly status: number | null;
  /** How long it asked to be left alone; null where it did not. */
  readonly retryAfterMs: number | null;
  /** It asked never to be sent anything any more. */
  readonly isGone: boolean;
}

export interface DeliveryReport {
  /** All events up to this number were looked at. */
  readonly cursor: number;
  readonly lanes: readonly LaneReport[];
  /** Events up to this number are not kept any more, some of which were to be sent; null where all were there. */
  readonly goneUntil: number | null;
}

/** The circumstances under which a report comes in. */
export interface Heard {
  readonly nowMs: number;
  /** From 0 to below 1. */
  readonly chance: () => number;
  readonly pausesMs?: readonly number[] | undefined;
}

/** After a step. */
export function afterStep(
  before: Deliveries,
  { cursor, lanes: reports, goneUntil }: DeliveryReport,
  heard: Heard,
): Deliveries {
  const at = new Date(heard.nowMs).toISOString();
  const reported = new Map(reports.map((report) => [report.of, report]));
  const known = before.lanes.map((lane) => {
    const report = reported.get(lane.of);
    reported.delete(lane.of);
    return report ? laneAfter(lane, report, heard) : lane;
  });
  const begun = [...reported.values()].map((report) =>
    laneAfter({ of: report.of, waiting: [], failing: null, parkedAt: null }, report, heard),
  );
  const failures = reports.flatMap(({ failure }) => failure ?? []);
  const last = failures.at(-1);
  const taken = reports.reduce((sum, report) => sum + report.taken.length, 0);
  const rest = Math.max(0, ...failures.map(({ retryAfterMs }) => restFor(retryAfterMs ?? 0)));
  return {
    ...before,
    cursor,
    lanes: [...known, ...begun].filter(({ waiting }) => waiting.length > 0),
    restUntilMs: rest > 0 ? heard.nowMs + rest : before.restUntilMs,
    stop: stopAfter(failures, goneUntil, at),
    taken: before.taken + taken,
    lastTakenAt: taken > 0 ? at : before.lastTakenAt,
    lastFailure: last ? { at, reason: last.reason, status: last.status } : before.lastFailure,
  };
}

function stopAfter(
  failures: readonly SendFailure[],
  goneUntil: number | null,
  at: Instant,
): Stop | null {
  if (failures.some(({ isGone }) => isGone)) return { kind: 'gone', at };
  return goneUntil === null ? null : { kind: 'eventsGone', at, until: goneUntil };
}

function laneAfter(lane: Lane, { read, taken, failure }: LaneReport, heard: Heard): Lane {
  const waiting = [...lane.waiting, ...read].filter((number) => !taken.includes(number));
  const before = taken.length > 0 ? null : lane.failing;
  if (failure === null) return { ...lane, waiting, failing: before };
  const { nowMs, chance, pausesMs } = heard;
  const at = new Date(nowMs).toISOString();
  const attempts = (before?.attempts ?? 0) + 1;
  const pause = pauseAfter(attempts, chance(), pausesMs);
  return {
    ...lane,
    waiting,
    failing: {
      since: before?.since ?? at,
      attempts,
      nextAtMs: nowMs + (pause ?? 0),
      last: { at, reason: failure.reason, status: failure.status },
    },
    parkedAt: pause === null ? at : null,
  };
}

/** Somebody has it go on: what is parked or pauses is tried at once, and what is not kept any more is let go. */
export function resumed(deliveries: Deliveries, at: Instant): Deliveries {
  const { stop, lanes } = deliveries;
  const tried = lanes.map((lane) => ({ ...lane, failing: null, parkedAt: null }));
  const goingOn = { ...deliveries, lanes: tried, restUntilMs: 0, stop: null };
  return stop?.kind === 'eventsGone' ? withoutGone(goingOn, stop.until, at) : goingOn;
}

function withoutGone(deliveries: Deliveries, until: number, at: Instant): Deliveries {
  const { cursor, lanes, gaps } = deliveries;
  const gone = lanes.flatMap(({ waiting }) => waiting).filter((number) => number <= until);
  const from = Math.min(...gone, cursor + 1);
  return {
    ...deliveries,
    cursor: Math.max(cursor, until),
    lanes: lanes
      .map((lane) => ({ ...lane, waiting: lane.waiting.filter((number) => number > until) }))
      .filter(({ waiting }) => waiting.length > 0),
    gaps: [...gaps, { at, from, until }].slice(-KEPT_GAPS),
  };
}

/** All events from a number on are sent again, in their order. What waits before it still waits. */
export function sentAgainFrom(deliveries: Deliveries, from: number): Deliveries {
  const { cursor, lanes } = deliveries;
  return {
    ...deliveries,
    cursor: Math.min(cursor, from - 1),
    lanes: lanes
      .map((lane) => ({ ...lane, waiting: lane.waiting.filter((number) => number < from) }))
      .filter(({ waiting }) => waiting.length > 0),
  };
}

/** One event is sent again, beside everything else. */
export function sentAgain(deliveries: Deliveries, number: number): Deliveries {
  const of = `event ${number}`;
  if (deliveries.lanes.some((lane) => lane.of === of)) return deliveries;
  const lane: Lane = { of, waiting: [number], failing: null, parkedAt: null };
  return { ...deliveries, lanes: [...deliveries.lanes, lane] };
}

/** An event that waits is never sent, so that the later ones of its policy go on. @returns null where it does not wait */
export function skipped(deliveries: Deliveries, number: number): Deliveries | null {
  const { lanes } = deliveries;
  if (!lanes.some(({ waiting }) => waiting.includes(number))) return null;
  return {
    ...deliveries,
    lanes: lanes
      .map((lane) =>
        lane.waiting.includes(number)
          ? {
              ...lane,
              waiting: lane.waiting.filter((one) => one !== number),
              failing: null,
              parkedAt: null,
            }
          : lane,
      )
      .filter(({ waiting }) => waiting.length > 0),
  };
}
