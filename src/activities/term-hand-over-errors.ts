import type { Refusal } from '../domain/machine/refusals.js';

/** The term does not take the hand-over and never will: another transaction bound it, or said something else before. */
export class TermHandOverRefused extends Error {
  override readonly name = 'TermHandOverRefused';
  readonly refusal: Refusal;

  /** @param term as `policyNumber-termNumber` */
  constructor(term: string, refusal: Refusal) {
    super(`Term ${term} refused it (${refusal.code}). ${refusal.text}`);
    this.refusal = refusal;
  }
}

/** Nobody answered for the term in time. It may have been told; telling it again is harmless. */
export class TermHandOverUnavailable extends Error {
  override readonly name = 'TermHandOverUnavailable';

  constructor(term: string, options?: ErrorOptions) {
    super(
      `Term ${term} could not be told now, because Temporal or its workers did not answer in time`,
      options,
    );
  }
}
