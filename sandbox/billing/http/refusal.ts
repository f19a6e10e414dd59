export interface RefusalFacts {
  /** The part of the request at fault. */
  readonly field?: string;
  /** What a person can do about it. */
  readonly remedy?: string;
  readonly transactionId?: string;
}

/** The answer is no; nothing was booked. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly facts: RefusalFacts;

  constructor(status: number, code: string, detail: string, facts: RefusalFacts = {}) {
    super(detail);
    this.status = status;
    this.code = code;
    this.facts = facts;
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Not JSON',
  422: 'Refused',
};

/** As application/problem+json. */
export function problemOf(refusal: Refusal): Record<string, unknown> {
  return {
    type: `about:blank#${refusal.code}`,
    title: TITLES[refusal.status] ?? 'Refused',
    status: refusal.status,
    detail: refusal.message,
    code: refusal.code,
    ...refusal.facts,
  };
}
