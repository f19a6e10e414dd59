/** Shared facts: which operation, and a message that is safe to show (no secrets, no personal data, no payload). */
interface Facts {
  /** Its name; for a site procedure, also the procedure's. */
  readonly operation: string;
}

/** How a failure that may pass by itself is waited out. */
interface WaitedOut extends ErrorOptions {
  /**
   * How long the same call is repeated before a person is asked, and then with this very error. Milliseconds; absent:
   * for an outage as long as the business waits for one, for everything else not at all.
   */
  readonly patienceMs?: number | undefined;
}

/** The policy system could not be reached or was not ready, and nothing can have happened. The same call may succeed later. */
export class PolicySystemUnavailable extends Error {
  override readonly name = 'PolicySystemUnavailable';
  readonly operation: string;
  /** See `WaitedOut`. */
  readonly patienceMs: number | undefined;

  constructor({ operation }: Facts, reason: string, options: WaitedOut = {}) {
    super(`${operation} could not be done now: ${reason}`, options);
    this.operation = operation;
    this.patienceMs = options.patienceMs;
  }
}

/**
 * The policy system answered *no*. In words that are known to be a refusal, it wrote nothing and will refuse the same
 * request again; in any other words, only a person can say what they mean, and a write may have happened.
 */
export class PolicySystemRejection extends Error {
  override readonly name = 'PolicySystemRejection';
  readonly operation: string;
  /** What the policy system said, without stack or exception type. */
  readonly reason: string;
  /** Part of the submission at fault, such as `producer.contactGuid`; null when none is named. */
  readonly field: string | null;
  /** What a person can do about it. */
  readonly remedy: string;
  /** True for a write whose refusal is in words that do not say that nothing was written. */
  readonly mayHaveHappened: boolean;
  /** When it may have happened: how long it may still be about to; a look before that proves nothing. Milliseconds. */
  readonly settleMs: number;
  /** See `WaitedOut`. */
  readonly patienceMs: number | undefined;

  constructor(
    { operation }: Facts,
    no: {
      reason: string;
      field?: string | null;
      remedy: string;
      mayHaveHappened?: boolean;
      settleMs?: number;
    },
    options: WaitedOut = {},
  ) {
    super(`${operation} rejected: ${no.reason}`, options);
    this.operation = operation;
    this.reason = no.reason;
    this.field = no.field ?? null;
    this.remedy = no.remedy;
    this.mayHaveHappened = no.mayHaveHappened ?? false;
    this.settleMs = no.settleMs ?? 0;
    this.patienceMs = options.patienceMs;
  }
}

/**
 * A read was answered with something that its contract does not allow. Nothing is guessed from it, and nothing was
 * written by it.
 */
export class PolicySystemContractError extends Error {
  override readonly name = 'PolicySystemContractError';
  readonly operation: string;
  /** See `WaitedOut`. */
  readonly patienceMs: number | undefined;

  /** @param element the element of the answer that does not fit */
  constructor({ operation }: Facts, element: string, problem: string, options: WaitedOut = {}) {
    super(`${operation} answered outside its contract: ${element}: ${problem}`, options);
    this.operation = operation;
    this.patienceMs = options.patienceMs;
  }
}

/** A write may or may not have happened: its answer was lost, late, or not an answer. Look before repeating. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
  readonly operation: string;
  /** How long the system may still be working on the lost request; a look before that proves nothing. Milliseconds. */
  readonly settleMs: number;
  /** How long such answers are waited out, write after look, before a person is asked. See `WaitedOut`. */
  readonly patienceMs: number | undefined;

  constructor({ operation }: Facts, reason: string, settleMs: number, options: WaitedOut = {}) {
    super(`${operation} may or may not have happened: ${reason}`, options);
    this.operation = operation;
    this.settleMs = settleMs;
    this.patienceMs = options.patienceMs;
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
