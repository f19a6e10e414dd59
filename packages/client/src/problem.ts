import type { FieldError, Problem, Refusal } from './api.js';

/** The API said no, or not now: an RFC 9457 problem. Decide by `type`; what each means is in Bindery's docs/errors.md. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  /** Such as `urn:bindery:problem:stale-version`. */
  readonly type: Problem['type'];
  /** HTTP status. */
  readonly status: number;
  /** What is wrong with single fields; empty where none is at fault. */
  readonly errors: readonly FieldError[];
  /** What stands against a change, or an act on it; empty for other problems. */
  readonly refusals: readonly Refusal[];
  /** All that was answered. */
  readonly problem: Problem;
  /** Name it when you ask why. */
  readonly requestId: string | null;

  constructor(problem: Problem, requestId: string | null) {
    super(problem.detail);
    this.type = problem.type;
    this.status = problem.status;
    this.errors = problem.errors ?? [];
    this.refusals = problem.refusals ?? [];
    this.problem = problem;
    this.requestId = requestId;
  }
}

/** What answered is not the API of Bindery, or no JSON came of it: a proxy, or another server. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
  /** HTTP status. */
  readonly status: number;

  constructor(status: number, options?: ErrorOptions) {
    super(`HTTP ${status}, and no answer of Bindery's API.`, options);
    this.status = status;
  }
}

/** What an answer that is no success is thrown as. */
export async function errorOf(response: Response): Promise<ProblemError | UnexpectedAnswer> {
  const body: unknown = await response.json().catch(() => null);
  return isProblem(body)
    ? new ProblemError(body, response.headers.get('X-Request-Id'))
    : new UnexpectedAnswer(response.status);
}

/** A newer API may have types that this version does not know. */
function isProblem(body: unknown): body is Problem {
  if (typeof body !== 'object' || body === null) return false;
  const { type, status, detail } = body as Partial<Problem>;
  return typeof type === 'string' && typeof status === 'number' && typeof detail === 'string';
}
