import { Context } from '@temporalio/activity';
import { ServiceError } from '@temporalio/client';
import { isUnavailable, type Temporal } from '../temporal/deadlines.js';
import { NoWorkerAnswered, TooManyAtOnce, WorkflowFailing } from '../temporal/errors.js';
import { TermHandOverUnavailable } from './term-hand-over-errors.js';

/** Shorter than the time after which a worker is taken for dead, so that this step is the one to say what happened. */
export const CALL_LIMIT_MS = 30_000;

/** Temporal as the worker of this step knows it. */
export function temporal(callLimitMs: number): Temporal {
  const { client } = Context.current();
  return { client, deadlines: { serverMs: callLimitMs, workerMs: callLimitMs } };
}

/** Asks a workflow; that nobody answers is said in one way, whichever part of Temporal it comes from. */
export async function told<T>(term: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (isUnanswered(error)) throw new TermHandOverUnavailable(term, { cause: error });
    throw error;
  }
}

/** Whether a workflow, or Temporal before it, gave no answer in time. */
export function isUnanswered(error: unknown): boolean {
  return (
    error instanceof NoWorkerAnswered ||
    error instanceof WorkflowFailing ||
    error instanceof TooManyAtOnce ||
    isUnavailable(error) ||
    error instanceof ServiceError
  );
}

/** How often a step is begun in all whose workflow did not answer; each pause is longer than the one before. */
const ATTEMPTS = 4;

/** Whether the step is not tried again: one workflow that does not answer must not keep the others for ever. */
export function isLastAttempt(): boolean {
  return Context.current().info.attempt >= ATTEMPTS;
}

/** Whether a workflow gave no answer that may well give one when the step is tried again. One whose code fails does not. */
export function mayAnswerYet(error: unknown): boolean {
  return !isLastAttempt() && isUnanswered(error) && !(error instanceof WorkflowFailing);
}
