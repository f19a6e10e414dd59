import {
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure, type UpdateDefinition } from '@temporalio/common';
import type { FieldError } from '../../submission/field-errors.js';
import { Problem } from '../problem.js';
import type { ProblemCode } from '../problem-catalogue.js';
import { withinDeadline } from '../temporal-deadline.js';
import { answeredByWorker, type Temporal } from './find-transaction.js';

/** What the workflow's refusals are called on the outside. */
const REFUSALS: Readonly<Record<string, ProblemCode>> = {
  nothingToCorrect: 'nothing-to-correct',
  staleRevision: 'stale-revision',
  alreadyUsed: 'already-used',
  outcomeNeeded: 'outcome-needed',
  outcomeNotNeeded: 'outcome-not-needed',
  outcomeDiffers: 'outcome-differs',
  tooEarly: 'too-early',
  notChecked: 'worker-unavailable',
  alreadyBound: 'already-bound',
  bindUnderWay: 'bind-under-way',
  alreadyEnded: 'already-ended',
  noSuchTask: 'no-such-task',
};

/**
 * Sends an act of a person to a running transaction or term and waits for its word on it.
 *
 * @throws Problem with the reason when it is refused; `worker-unavailable` when nobody answered, and then it may have
 * happened or may happen yet
 */
export async function updateTransaction<Answer, Argument>(
  { client, deadlines }: Temporal,
  id: string,
  update: UpdateDefinition<Answer, [Argument]>,
  argument: Argument,
): Promise<Answer> {
  try {
    return await answeredByWorker(() =>
      withinDeadline(client, deadlines.workerMs, () =>
        client.workflow.getHandle(id).executeUpdate(update, { args: [argument] }),
      ),
    );
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) throw refusalOf(error.cause);
    if (error instanceof WorkflowNotFoundError) throw new Problem('already-ended');
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) {
      throw new Problem('worker-unavailable', {
        detail:
          'No worker answered in time. The change may still be made: look before sending it again.',
        cause: error,
      });
    }
    throw error;
  }
}

/** The workflow's refusals are written for people; the text of any other failure stays inside. */
function refusalOf(cause: unknown): Problem {
  if (cause instanceof ApplicationFailure) {
    const [errors] = (cause.details ?? []) as readonly (readonly FieldError[])[];
    if (cause.type === 'invalidInput' && errors) {
      return new Problem('invalid-request', {
        detail: 'Some fields cannot be corrected.',
        errors,
        cause,
      });
    }
    const code = REFUSALS[cause.type ?? ''];
    if (code) return new Problem(code, { detail: cause.message, cause });
  }
  return new Problem('refused', { cause });
}
