import { ApplicationFailure } from '@temporalio/workflow';
import { EVENT_TYPES } from '../../domain/events/event.js';
import {
  refuseOtherMembers,
  refuseUnless,
  refuseUnreadable,
  refuseUnreadableOf,
} from '../transaction/readable-act.js';
import {
  INPUT,
  duration,
  flag,
  listOf,
  object,
  oneOf,
  optional,
  orNull,
  text,
  whole,
  type Check,
} from '../transaction/input-shape.js';
import type { Order } from '../orders.js';
import type { Removal, Resend, Rotation, Skip, WebhookChange, WebhookInput } from './messages.js';

const SUBSCRIPTION = {
  url: text,
  description: orNull(text),
  types: orNull(listOf(oneOf(...Object.keys(EVENT_TYPES)))),
  products: orNull(listOf(text)),
};

const SHAPE = object({
  ...SUBSCRIPTION,
  id: text,
  createdBy: text,
  after: whole,
  keyId: text,
  pausesMs: optional(listOf(duration)),
  stepsPerRun: optional(whole),
});

/**
 * Reads what a subscription is started with.
 *
 * @throws ApplicationFailure of type `invalidInput`, with which the workflow fails
 */
export function readWebhook(given: WebhookInput): WebhookInput {
  refuseShape(SHAPE, given, 'This is no input of webhook');
  return given;
}

/*
 * What people and the API have it do, read before anything is done with it: any client of Temporal may send anything.
 */

const CHANGE = object({
  url: optional(SUBSCRIPTION.url),
  description: optional(SUBSCRIPTION.description),
  types: optional(SUBSCRIPTION.types),
  products: optional(SUBSCRIPTION.products),
});

export function readChange(change: WebhookChange): void {
  refuseUnreadableOf(change, ['by']);
  refuseOtherMembers(change, ['by', 'url', 'description', 'types', 'products']);
  refuseShape(CHANGE, change);
}

const ROTATION = object({ requestId: text, keyId: text, overlapMs: orZero(duration) });

export function readRotation(rotation: Rotation): void {
  refuseUnreadableOf(rotation, ['by']);
  refuseShape(ROTATION, rotation);
}

export function readOrder(order: Order): void {
  refuseUnreadable(order);
  refuseOtherMembers(order, ['by', 'reason']);
}

const RESEND = object({ sequence: whole, isAlone: flag });

export function readResend(resend: Resend): void {
  refuseUnreadable(resend);
  refuseShape(RESEND, resend);
  refuseUnless(resend.sequence > 0, 'sequence is not above 0.');
}

const SKIP = object({ sequence: whole });

export function readSkip(skip: Skip): void {
  refuseUnreadable(skip);
  refuseShape(SKIP, skip);
}

export function readRemoval(removal: Removal): void {
  refuseUnreadableOf(removal, ['by']);
}

function orZero(check: Check): Check {
  return (value, at) => (value === 0 ? null : check(value, at));
}

function refuseShape(shape: Check, given: unknown, what = 'This cannot be taken'): void {
  const wrong = shape(given, INPUT);
  if (wrong !== null) throw ApplicationFailure.nonRetryable(`${what}: ${wrong}.`, 'invalidInput');
}
