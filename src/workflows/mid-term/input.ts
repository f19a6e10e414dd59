import { ApplicationFailure } from '@temporalio/workflow';
import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import { CHANGE_MILESTONES } from '../../domain/mid-term/change-plan.js';
import {
  day,
  duration,
  INPUT,
  object,
  oneOf,
  optional,
  text,
  whole,
  type Check,
} from '../transaction/input-shape.js';
import type { ChangeInput } from './messages.js';

/** Of every request for a change. */
export const CHANGE_REQUEST: Readonly<Record<string, Check>> = {
  reference: object({ system: text, id: text }),
  policyNumber: text,
  termNumber: whole,
  product: text,
  effectiveDate: day,
  expirationDate: day,
  comment: optional(text),
};

/**
 * Reads what a change is started with, whichever client started it: the API checks it, others may send anything.
 *
 * @throws ApplicationFailure of type `invalidInput`, with which the workflow fails
 */
export function readChange<Request extends ChangeRequest>(
  given: ChangeInput<Request>,
  kind: string,
  request: Check,
): ChangeInput<Request> {
  const check = object({
    request,
    requestDigest: text,
    advanceTo: optional(oneOf(...CHANGE_MILESTONES)),
    requestedBy: text,
    outagePatienceMs: duration,
    callLimitMs: optional(duration),
  });
  const wrong = check(given, INPUT);
  if (wrong === null) return given;
  const message = `This is no input of ${kind}: ${wrong}. Ask for it at the API instead.`;
  throw ApplicationFailure.nonRetryable(message, 'invalidInput');
}
