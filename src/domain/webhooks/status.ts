import type { Instant } from '../calendar/instant.js';
import {
  MOST_HELD_POLICIES,
  MOST_WAITING,
  newDeliveries,
  roomToRead,
  waitingIn,
  type Deliveries,
  type Failure,
  type Gap,
  type Lane,
  type Stop,
} from './deliveries.js';
import type { Secrets, Subscription } from './subscription.js';

/**
 * How a subscription stands. `retrying`: something failed and is tried again; `parked`: some policies are not tried any more;
 * `stopped`: nothing is; `paused`: a person has it so.
 */
export const WEBHOOK_STATES = ['delivering', 'retrying', 'parked', 'stopped', 'paused'] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];

/** Somebody has done something to a subscription. */
export interface WebhookAct {
  readonly at: Instant;
  readonly act: 'change' | 'rotateSecret' | 'pause' | 'resume' | 'resend' | 'skip' | 'remove';
  readonly by: string;
  /** Null of what needs none. */
  readonly reason: string | null;
}

/** A policy whose events wait. */
export interface HeldPolicy {
  readonly of: string;
  /** The number of the event that is next, and how many wait with it. */
  readonly sequence: number;
  readonly waiting: number;
  readonly attempts: number;
  readonly since: Instant;
  /** Null where it is parked. */
  readonly nextAttemptAt: Instant | null;
  readonly parkedAt: Instant | null;
  readonly last: Failure;
}

/** A subscription as it stands, for whoever asks. */
export interface WebhookStatus extends Subscription {
  readonly id: string;
  readonly state: WebhookState;
  /** Since when something is not taken; null where nothing is. */
  readonly failingSince: Instant | null;
  /** All events up to this number were looked at. */
  readonly cursor: number;
  /** How many events wait, in all. */
  readonly waiting: number;
  /** Whether no more are read until some of those are taken. */
  readonly isFull: boolean;
  readonly held: readonly HeldPolicy[];
  readonly stop: Stop | null;
  readonly gaps: readonly Gap[];
  readonly taken: number;
  readonly lastTakenAt: Instant | null;
  readonly lastFailure: Failure | null;
  readonly secrets: Secrets;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly updatedAt: Instant;
  readonly acts: readonly WebhookAct[];
  readonly unready?: Unready | null;
}

/** Nothing can be sent from here at all. */
export interface Unready {
  readonly reason: string;
  readonly since: Instant;
}

/** What a subscription is beside its input. */
export interface StandingWebhook {
  readonly subscription: Subscription;
  readonly secrets: Secrets;
  readonly deliveries: Deliveries;
  readonly isPaused: boolean;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly acts: readonly WebhookAct[];
  /** Absent of what an older version left. */
  readonly unready?: Unready | null;
}

/** A subscription that begins. */
export interface BegunWebhook extends Subscription {
  /** The number of the event after which it begins. */
  readonly after: number;
  /** The key that its first secret is made of. */
  readonly keyId: string;
}

export function begunWebhook(
  { url, description, types, products, after, keyId }: BegunWebhook,
  at: Instant,
): StandingWebhook {
  return {
    subscription: { url, description, types, products },
    secrets: { current: { number: 1, keyId }, before: null, rotation: null },
    deliveries: newDeliveries(after),
    isPaused: false,
    createdAt: at,
    updatedAt: at,
    acts: [],
    unready: null,
  };
}

export function webhookStatus(
  { id, createdBy }: { readonly id: string; readonly createdBy: string },
  { deliveries, subscription, isPaused, ...rest }: StandingWebhook,
): WebhookStatus {
  const { cursor, lanes, stop, gaps, taken, lastTakenAt, lastFailure } = deliveries;
  return {
    id,
    createdBy,
    ...subscription,
    ...rest,
    state: stateOf(deliveries, isPaused),
    failingSince: failingSince(lanes),
    cursor,
    waiting: waitingIn(lanes),
    isFull: isFull(deliveries),
    held: heldPolicies(lanes),
    stop,
    gaps,
    taken,
    lastTakenAt,
    lastFailure,
  };
}

type Standing = Pick<Deliveries, 'lanes' | 'stop'>;

export function stateOf({ lanes, stop }: Standing, isPaused: boolean): WebhookState {
  if (isPaused) return 'paused';
  if (stop !== null) return 'stopped';
  if (lanes.some(({ parkedAt }) => parkedAt !== null)) return 'parked';
  return lanes.some(({ failing }) => failing !== null) ? 'retrying' : 'delivering';
}

/** Whether a person is needed. */
export function needsPerson(state: WebhookState): boolean {
  return state === 'parked' || state === 'stopped';
}

/** Since when something is not taken; null where nothing is. */
export function failingSince(lanes: readonly Lane[]): Instant | null {
  const moments = lanes.flatMap(({ failing }) => failing?.since ?? []);
  return moments.sort()[0] ?? null;
}

/** Whether so much waits that no more is read. */
export function isFull(deliveries: Deliveries): boolean {
  const { policies, events } = roomToRead(deliveries);
  return policies === 0 || events === 0;
}

function heldPolicies(lanes: readonly Lane[]): readonly HeldPolicy[] {
  return lanes.flatMap(({ of, waiting, failing, parkedAt }) => {
    const [sequence] = waiting;
    if (failing === null || sequence === undefined) return [];
    const { attempts, since, nextAtMs, last } = failing;
    const nextAttemptAt = parkedAt === null ? new Date(nextAtMs).toISOString() : null;
    return [
      { of, sequence, waiting: waiting.length, attempts, since, nextAttemptAt, parkedAt, last },
    ];
  });
}

/** How it stands, as its page in Temporal says it. The receiver's address is not in it. */
export function webhookInWords(
  deliveries: Deliveries,
  { isPaused, unready }: { readonly isPaused: boolean; readonly unready: string | null },
): string {
  const { cursor, taken, gaps } = deliveries;
  const so = `Events up to ${cursor} were looked at, ${taken} were taken.`;
  return [
    standing(deliveries, isPaused),
    ...(unready === null ? [] : [`Nothing can be sent from here: ${unready}`]),
    ...(isFull(deliveries) ? [FULL] : []),
    so,
    ...gaps.map(({ from, until }) => `Never delivered: ${from} to ${until}, which are not kept.`),
  ].join('\n');
}

const FULL = `No more are read: those of ${MOST_HELD_POLICIES} policies or ${MOST_WAITING} in all wait at most.`;

function standing(deliveries: Deliveries, isPaused: boolean): string {
  const { lanes, stop, lastFailure, restUntilMs } = deliveries;
  const state = stateOf(deliveries, isPaused);
  const waits = `${waitingIn(lanes)} events of ${lanes.length} policies wait.`;
  const why =
    lastFailure === null ? '' : ` The last failure, ${lastFailure.at}: ${lastFailure.reason}`;
  switch (state) {
    case 'paused':
      return `Paused by a person; goes on with resume. ${waits}`;
    case 'stopped':
      return stop?.kind === 'eventsGone'
        ? `Stopped: events up to ${stop.until} are not kept any more, and not all of them were delivered. Resume goes on after them.`
        : `Stopped: the receiver has answered that it is gone for good. Resume tries it again, remove ends it.`;
    case 'parked': {
      const parked = lanes.filter(({ parkedAt }) => parkedAt !== null);
      return `Events of ${parked.length} policies were not taken for days and are not tried any more: resume tries them again, skip leaves one out. ${waits}${why}`;
    }
    case 'retrying': {
      const next = Math.max(
        restUntilMs,
        Math.min(...lanes.map((lane) => lane.failing?.nextAtMs ?? Infinity)),
      );
      return `Retrying since ${failingSince(lanes) ?? ''}; the next attempt is due at ${new Date(next).toISOString()}. ${waits}${why}`;
    }
    case 'delivering':
      return lanes.length === 0
        ? 'All that happened was delivered; waits for the next event.'
        : `Delivering. ${waits}`;
  }
}
