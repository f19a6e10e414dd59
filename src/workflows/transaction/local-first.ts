import {
  ActivityFailure,
  ApplicationFailure,
  proxyActivities,
  proxyLocalActivities,
  TemporalFailure,
  type ActivityInterfaceFor,
  type ActivityOptions,
} from '@temporalio/workflow';

/**
 * So long may the other system take while the workflow's own worker waits for it: whoever is answered by the same workflow
 * task waits as long. Milliseconds.
 */
const LOCAL_LIMIT_MS = 500;

/** The same with the time in which a busy worker has not begun with it. Milliseconds. */
const LOCAL_LIMIT_WITH_QUEUE_MS = 2_000;

/** Makes one step; see `localFirst`. */
export type LocalFirst<Activities> = <Answer>(
  step: (steps: ActivityInterfaceFor<Activities>) => Promise<Answer>,
) => Promise<Answer>;

/**
 * Steps that are made at once, in the worker that runs the workflow, which costs a fraction of what Temporal takes to hand
 * one out. One that does not succeed there within half a second is made as any other step is: an outage is waited out in the
 * sight of operators, as a pending activity with its attempts. A refusal is not asked for twice.
 *
 * Only for what may be made again without anybody being told, because a worker may die under it: what only reads, and calls to
 * billing, which carry their own transaction id, and whose content does not follow from look-ups made a moment before: what a
 * worker had learned and not yet reported is learned anew, and may differ. Never for a write to the policy system. The worker of the workflow must
 * know the step too.
 *
 * @param options of the step that is waited for
 */
export function localFirst<Activities>(options: ActivityOptions): LocalFirst<Activities> {
  const local = proxyLocalActivities<Activities>({
    startToCloseTimeout: LOCAL_LIMIT_MS,
    scheduleToCloseTimeout: LOCAL_LIMIT_WITH_QUEUE_MS,
    retry: { maximumAttempts: 1 },
  });
  const regular = proxyActivities<Activities>(options);
  return async (step) => {
    try {
      return await step(local);
    } catch (error) {
      if (!isOfStep(error)) throw error;
      if (!isRefusal(error)) return step(regular);
      // As regular steps fail, for whoever reads it.
      throw new ActivityFailure(
        error.message,
        'local',
        undefined,
        'NON_RETRYABLE_FAILURE',
        undefined,
        error,
      );
    }
  };
}

/** A local step fails with what a regular one has as its cause. */
function isOfStep(error: unknown): error is TemporalFailure {
  return error instanceof TemporalFailure;
}

function isRefusal(error: TemporalFailure): boolean {
  return error instanceof ApplicationFailure && error.nonRetryable === true;
}
