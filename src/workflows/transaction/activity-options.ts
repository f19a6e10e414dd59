import { ActivityCancellationType, type ActivityOptions } from '@temporalio/workflow';
import { BILLING_TASK_QUEUE, POLICY_SYSTEM_TASK_QUEUE } from '../task-queues.js';

/**
 * When a worker that does not come back from a call is taken for dead. Longer than the adapter's own time-outs (20 s and
 * 40 s by default), so that the adapter is the one to say what happened.
 */
export const DEFAULT_CALL_LIMIT_MS = 70_000;

/**
 * A step that only reads, or that may be repeated at will.
 *
 * @param patienceMs how long an outage is waited out before a person is asked
 * @param callLimitMs when a worker that does not answer is taken for dead; then the step is simply made again
 */
export function readOptions(
  patienceMs: number,
  callLimitMs: number = DEFAULT_CALL_LIMIT_MS,
): ActivityOptions {
  return { taskQueue: POLICY_SYSTEM_TASK_QUEUE, ...termOptions(patienceMs, callLimitMs) };
}

/** A step that touches policy terms: on the workflows' own task queue, which every worker serves. It may be repeated at will. */
export function termOptions(
  patienceMs: number,
  callLimitMs: number = DEFAULT_CALL_LIMIT_MS,
): ActivityOptions {
  return {
    startToCloseTimeout: callLimitMs,
    scheduleToCloseTimeout: patienceMs,
    // The guide's 1, 2, 4 seconds; a minute at most, so that the flow goes on soon after an outage ends.
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '60s' },
  };
}

/**
 * A step that writes. Temporal repeats it only after failures that came before the write; when a worker dies under it,
 * the time-out comes back to the workflow as an unknown outcome instead.
 *
 * @param callLimitMs when a worker that does not answer is taken for dead
 */
export function writeOptions(patienceMs: number, callLimitMs: number): ActivityOptions {
  return {
    ...readOptions(patienceMs, callLimitMs),
    // A write on the wire cannot be called back: what it came to must be known before anybody goes on.
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry: {
      initialInterval: '1s',
      backoffCoefficient: 2,
      maximumInterval: '60s',
      nonRetryableErrorTypes: ['TemporalTimeout:StartToClose'],
    },
  };
}

/** Any call to billing: bookings are repeatable under their transaction id, so that nothing needs to be looked up. */
export function billingOptions(patienceMs: number, callLimitMs?: number): ActivityOptions {
  return { ...readOptions(patienceMs, callLimitMs), taskQueue: BILLING_TASK_QUEUE };
}
