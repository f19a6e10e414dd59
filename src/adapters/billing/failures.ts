import { z } from 'zod';
import {
  SystemContractError,
  SystemRejection,
  SystemUnavailable,
} from '../../ports/call-errors.js';
import type { CallFailure } from './call-failed.js';

export type PortError = SystemUnavailable | SystemRejection | SystemContractError;

const problemSchema = z.object({
  code: z.string().regex(/^[A-Za-z][\w.-]{0,99}$/),
  detail: z.string(),
  field: z.string().optional(),
  remedy: z.string().optional(),
});
type Problem = z.infer<typeof problemSchema>;

const LONGEST_TEXT = 500;

/**
 * How a failed call becomes one of the port's errors.
 *
 * | what happened                                                       | error       |
 * | ------------------------------------------------------------------- | ----------- |
 * | no connection, it broke, TLS failed, no answer in time              | unavailable |
 * | HTTP 408, 429, any 5xx                                              | unavailable |
 * | success that is not JSON, or any answer whose JSON is cut off       | unavailable |
 * | HTTP 401, 403                                                       | rejected    |
 * | any other HTTP 4xx with a problem answer                            | rejected    |
 * | any other HTTP 4xx: not billing's own answer                        | contract    |
 * | a redirect or another status                                        | contract    |
 * | success: too large, compressed, or not the answer of the operation  | contract    |
 *
 * The same for look-ups and bookings: a booking whose answer was lost is repeated under its transaction id, and
 * billing says whether it had been made. Refused credentials are a refusal, not an outage: no repeat mends them.
 *
 * @param hide makes billing's words safe to show
 */
export function toPortError(
  failure: CallFailure,
  operation: string,
  hide: (text: string) => string,
): PortError {
  switch (failure.kind) {
    case 'noAnswer':
      return new SystemUnavailable({ system: 'billing', operation }, `no answer (${failure.code})`);
    case 'timedOut':
      return new SystemUnavailable({ system: 'billing', operation }, 'no answer in time');
    case 'broken':
      return new SystemUnavailable(
        { system: 'billing', operation },
        'the answer was cut off or not JSON',
      );
    case 'unsafe':
      return new SystemContractError(
        { system: 'billing', operation },
        `HTTP ${failure.status}`,
        failure.problem,
      );
    case 'misfit':
      return new SystemContractError(
        { system: 'billing', operation },
        failure.element,
        failure.problem,
      );
    case 'httpStatus':
      return fromStatus(failure.status, problemIn(failure), operation, hide);
  }
}

/** What billing said, when it said no in the form of its contract. */
export function problemIn(failure: CallFailure): Problem | null {
  if (failure.kind !== 'httpStatus' || isForLater(failure.status)) return null;
  return problemSchema.safeParse(failure.problem).data ?? null;
}

/** Whether the same call may be answered otherwise later. */
function isForLater(status: number): boolean {
  return status >= 500 || status === 408 || status === 429;
}

function fromStatus(
  status: number,
  problem: Problem | null,
  operation: string,
  hide: (text: string) => string,
): PortError {
  if (isForLater(status))
    return new SystemUnavailable({ system: 'billing', operation }, `HTTP ${status}`);
  if (status === 401 || status === 403) {
    return new SystemRejection(
      { system: 'billing', operation },
      {
        code: status === 401 ? 'unauthorized' : 'forbidden',
        reason: `billing refused Bindery's credentials (HTTP ${status})`,
        remedy: 'Verify the billing credentials, then run the step again.',
      },
    );
  }
  if (status < 400 || problem === null) {
    const advice = 'not an answer of billing: verify its address and what stands before it';
    return new SystemContractError({ system: 'billing', operation }, `HTTP ${status}`, advice);
  }
  const shown = (text: string): string => hide(text).slice(0, LONGEST_TEXT);
  return new SystemRejection(
    { system: 'billing', operation },
    {
      code: problem.code,
      reason: shown(problem.detail),
      field: problem.field === undefined ? null : shown(problem.field),
      remedy: shown(
        problem.remedy ?? 'Correct the request or the set-up of billing, then run the step again.',
      ),
    },
  );
}
