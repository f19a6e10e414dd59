import type { UpdateDefinition } from '@temporalio/common';
import type { Temporal } from '../../temporal/deadlines.js';
import { WorkflowEnded } from '../../temporal/errors.js';
import { sendAct } from '../../temporal/send-act.js';
import { Problem } from '../problem.js';

interface ToTerm {
  readonly id: string;
  /** Names the act, where it counts once. */
  readonly updateId?: string;
  /** What is said of a term that has ended, where that is not `term-ended`. */
  readonly ended?: Problem;
}

/**
 * Sends an act of a person to a term, and waits for its word on it.
 *
 * @throws Problem `term-ended`, or what is said instead, where the term has ended: also while the act was on its way
 * @throws the other errors of `sendAct`
 */
export async function sendToTerm<Answer, Argument>(
  temporal: Temporal,
  { id, updateId, ended }: ToTerm,
  update: UpdateDefinition<Answer, [Argument]>,
  argument: Argument,
): Promise<Answer> {
  try {
    return await sendAct(temporal, id, update, argument, updateId);
  } catch (error) {
    if (error instanceof WorkflowEnded) throw ended ?? new Problem('term-ended', { cause: error });
    throw error;
  }
}
