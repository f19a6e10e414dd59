/** Shared facts: which operation, and a message that is safe to show (no secrets, no personal data, no payload). */
interface Facts {
  readonly operation: string;
}

/** The policy system could not be reached or was not ready, and nothing can have happened. The same call may succeed later. */
export class PolicySystemUnavailable extends Error {
  override readonly name = 'PolicySystemUnavailable';
  readonly operation: string;

  constructor({ operation }: Facts, reason: string, options?: ErrorOptions) {
    super(`${operation} could not be done now: ${reason}`, options);
    this.operation = operation;
  }
}

/** The policy system understood the request and refused it; the same request will be refused again. */
export class PolicySystemRejection extends Error {
  override readonly name = 'PolicySystemRejection';
  readonly operation: string;
  /** What the policy system said, without stack or exception type. */
  readonly reason: string;
  /** Part of the submission at fault, such as `producer.contactGuid`; null when none is named. */
  readonly field: string | null;
  /** What a person can do about it. */
  readonly remedy: string;

  constructor(
    { operation }: Facts,
    no: { reason: string; field?: string | null; remedy: string },
    options?: ErrorOptions,
  ) {
    super(`${operation} rejected: ${no.reason}`, options);
    this.operation = operation;
    this.reason = no.reason;
    this.field = no.field ?? null;
    this.remedy = no.remedy;
  }
}

/** The policy system answered something that its contract does not allow. Nothing is guessed from it. */
export class PolicySystemContractError extends Error {
  override readonly name = 'PolicySystemContractError';
  readonly operation: string;

  /** @param element the element of the answer that does not fit */
  constructor({ operation }: Facts, element: string, problem: string, options?: ErrorOptions) {
    super(`${operation} answered outside its contract: ${element}: ${problem}`, options);
    this.operation = operation;
  }
}

/** A write may or may not have happened: its answer was lost, late, or not an answer. Look before repeating. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
  readonly operation: string;
  /** How long the system may still be working on the lost request; a look before that proves nothing. Milliseconds. */
  readonly settleMs: number;

  constructor({ operation }: Facts, reason: string, settleMs: number, options?: ErrorOptions) {
    super(`${operation} may or may not have happened: ${reason}`, options);
    this.operation = operation;
    this.settleMs = settleMs;
  }
}

/** This installation has no procedure for the lookup. */
export class LookupNotAvailable extends Error {
  override readonly name = 'LookupNotAvailable';
  readonly lookup: string;

  constructor(lookup: string) {
    super(`this installation of the policy system has no procedure for the lookup ${lookup}`);
    this.lookup = lookup;
  }
}

/** A write may have happened, and more than one thing looks like what it made. */
export class SeveralFound extends Error {
  override readonly name = 'SeveralFound';

  /** @param guids of the things that were found: to compare in the policy system */
  constructor(what: string, guids: readonly string[]) {
    super(`several ${what} may be its work: ${guids.join(', ')}`);
  }
}
