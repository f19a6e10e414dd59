import type { ErrorRequestHandler, Response } from 'express';
import type { Refusal, RefusalCode } from '../domain/machine/refusals.js';
import { answerEarly } from './body/answer-early.js';
import { refusalsAnswer } from './changes/refusals-answer.js';
import { firstFindings } from './first-findings.js';
import type { Log } from './log.js';
import { PROBLEMS, type ProblemCode, problemType } from './problem-catalogue.js';
import type { FieldError } from '../requests/field-errors.js';
import { isOfTemporal } from '../temporal/deadlines.js';
import {
  NoWorkerAnswered,
  type Sent,
  TemporalSilent,
  TooManyAtOnce,
  UpdateRefused,
  WorkflowEnded,
  WorkflowFailing,
} from '../temporal/errors.js';
import { shownRefusal } from './refused-update.js';

interface ProblemDetails {
  /** A sentence for the client's developer; without personal data or internal texts. */
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** The business's own reason, where it is one; `allowed` says what would have been taken. */
  readonly refusal?: { readonly code: RefusalCode; readonly allowed: string };
  /** Everything that the business has against a change. */
  readonly refusals?: readonly Refusal[];
  /** What was seen before, and what it comes to now. */
  readonly quote?: { readonly asked: string; readonly now: string; readonly total: string };
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** An answer that is not the one hoped for. Thrown anywhere below a route; becomes an RFC 9457 problem. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(details.detail ?? PROBLEMS[code].title, { cause: details.cause });
    this.code = code;
    this.details = details;
  }
}

/** Seconds after which a client may ask again while Temporal or the workers are away. */
export const RETRY_AFTER_SECONDS = '5';

/** The only error handler: whatever was thrown becomes a problem, and what nobody expected is logged, once. */
export function problemHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = toProblem(error);
    logProblem(log, problem, error);
    sendProblem(response, problem);
  };
}

/** Logs what operators must see: what nobody expected, and what did not answer. */
export function logProblem(log: Log, problem: Problem, error: unknown): void {
  if (problem.code === 'internal') log.error({ err: error }, 'unexpected error');
  else if (problem.code === 'workflow-failing') {
    log.warn(
      { code: problem.code },
      'the code of a workflow fails; the log of the worker has the cause',
    );
  } else if (PROBLEMS[problem.code].status === 503 && problem.code !== 'stopping') {
    log.warn({ code: problem.code, err: problem.cause }, 'dependency did not answer in time');
  }
}

function sendProblem(response: Response, problem: Problem): void {
  const { status, title } = PROBLEMS[problem.code];
  const { refusals } = problem.details;
  const { listed, more } = firstFindings(problem.details.errors ?? []);
  const detail = problem.details.detail ?? `${title}.`;
  const body = JSON.stringify({
    type: problemType(problem.code),
    title,
    status,
    detail: more === null ? detail : `${detail} ${more}`,
    errors: problem.details.errors && listed,
    refusals: refusals && refusalsAnswer(refusals),
    quote: problem.details.quote,
    ...problem.details.refusal,
  });
  // It was to say where what is begun would be.
  response.removeHeader('Location');
  if (status === 503) response.set('Retry-After', RETRY_AFTER_SECONDS);
  response
    .status(status)
    .set(problem.details.headers ?? {})
    .set('Content-Type', 'application/problem+json; charset=utf-8');
  if (status === 413) answerEarly(response, body);
  else response.send(body);
}

/** What was thrown, as a problem. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const ofTemporal = problemOfTemporal(error);
  if (ofTemporal) return ofTemporal;
  if (isMalformedPath(error))
    return new Problem('malformed-path', { detail: 'The percent-encoding is broken.' });
  return new Problem('internal', { cause: error });
}

/** What Temporal and the workflows behind it say instead of an answer; null for every other error. */
function problemOfTemporal(error: unknown): Problem | null {
  if (error instanceof NoWorkerAnswered) {
    return new Problem('worker-unavailable', {
      detail: `${error.sent === 'question' ? 'It is known, and no worker answered for it in time.' : 'No worker answered in time.'} ${WHAT_NOW[error.sent]}`,
      cause: error.cause,
    });
  }
  if (error instanceof WorkflowFailing) {
    return new Problem('workflow-failing', { detail: CODE_FAILS, cause: error.cause });
  }
  if (error instanceof TooManyAtOnce) {
    return new Problem('term-busy', {
      detail: `Too many messages came for this term at once, and it takes them in turn. ${WHAT_NOW[error.sent]}`,
      cause: error.cause,
    });
  }
  if (error instanceof UpdateRefused) {
    const { code, ...shown } = shownRefusal(error);
    return new Problem(code, { ...shown, cause: error.cause });
  }
  if (error instanceof WorkflowEnded) return new Problem('already-ended', { cause: error });
  if (error instanceof TemporalSilent) {
    return new Problem('temporal-unavailable', {
      detail: `The workflow service did not answer in time. ${WHAT_NOW[error.sent]}`,
      cause: error.cause,
    });
  }
  return isOfTemporal(error) ? new Problem('temporal-unavailable', { cause: error }) : null;
}

const WHAT_NOW: Readonly<Record<Sent, string>> = {
  question: 'Ask again later.',
  notTaken: 'The message was not taken; send it again as it is.',
  takenPerhaps:
    'Whether the message was taken is not known; send it again as it is, it counts once.',
  takenPerhapsNotOnce: 'The change may still be made: look before sending it again.',
};

const CODE_FAILS =
  'It is known, and its code fails in the worker. Nothing is lost, and nothing goes on until the worker is mended: ' +
  'its log has the cause. What is sent again then, as it is, counts once.';

/** The router's own, for a path parameter. */
function isMalformedPath(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 400;
}
