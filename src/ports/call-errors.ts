/** The other systems that Bindery calls. */
export type CalledSystem = 'policySystem' | 'billing';

/**
 * Which system was asked for what. Shown to people, as are the messages of all these errors: no secrets, no personal data,
 * no payload.
 */
export interface Call {
  readonly system: CalledSystem;
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

/** A failure after which it does no harm to make the same call again. */
interface Repeated extends WaitedOut {
  /** For a call that may write, and that the system carries out once however often it comes. Absent: as all bookings of billing. */
  readonly mayHaveHappened?: boolean;
}

/** A call to another system that did not come to what was asked for. */
abstract class CallError extends Error {
  readonly system: CalledSystem;
  readonly operation: string;
  /** See `WaitedOut`. */
  readonly patienceMs: number | undefined;

  constructor({ system, operation }: Call, what: string, options: WaitedOut = {}) {
    super(`${operation} ${what}`, options);
    this.system = system;
    this.operation = operation;
    this.patienceMs = options.patienceMs;
  }
}

/**
 * The system could not be reached or was not ready. The same call may succeed later, and does no harm: nothing can have
 * happened, or the system makes what it is asked for only once under the id that the call carries.
 */
export class SystemUnavailable extends CallError {
  override readonly name = 'SystemUnavailable';
  /** It may have been done, and the answer lost. */
  readonly mayHaveHappened: boolean;

  constructor(call: Call, reason: string, options?: Repeated) {
    super(call, `could not be done now: ${reason}`, options);
    this.mayHaveHappened = options?.mayHaveHappened ?? call.system === 'billing';
  }
}

/** What a system said when it said no, and what of it is known. */
interface Refusal {
  /** The system's own stable code, such as `agencyBillNotAllowed`; billing has one for each refusal. */
  readonly code?: string;
  readonly reason: string;
  readonly field?: string | null;
  readonly remedy: string;
  readonly mayHaveHappened?: boolean;
  readonly settleMs?: number;
}

/**
 * The system answered *no*. In words that are known to be a refusal, it wrote nothing and will refuse the same request
 * again; in any other words, only a person can say what they mean, and a write may have happened.
 */
export class SystemRejection extends CallError {
  override readonly name = 'SystemRejection';
  /** The system's own stable code; null where it has none. */
  readonly code: string | null;
  /** What the system said, in words, without stack or exception type. */
  readonly reason: string;
  /**
   * Part of the request at fault: of the submission, such as `producer.contactGuid`, or for billing of the call, such as
   * `planCode`; null when none is named.
   */
  readonly field: string | null;
  /** What a person can do about it. */
  readonly remedy: string;
  /** True for a write whose refusal is in words that do not say that nothing was written. */
  readonly mayHaveHappened: boolean;
  /** When it may have happened: how long it may still be about to; a look before that proves nothing. Milliseconds. */
  readonly settleMs: number;

  constructor(call: Call, no: Refusal, options?: WaitedOut) {
    super(call, `rejected${no.code === undefined ? '' : ` (${no.code})`}: ${no.reason}`, options);
    this.code = no.code ?? null;
    this.reason = no.reason;
    this.field = no.field ?? null;
    this.remedy = no.remedy;
    this.mayHaveHappened = no.mayHaveHappened ?? false;
    this.settleMs = no.settleMs ?? 0;
  }
}

/**
 * The system answered something that its contract does not allow. Nothing is guessed from it. Of the policy system only
 * reads are answered so, and writes that it carries out once: any other write that is answered with nonsense is an
 * `OutcomeUnknown`.
 */
export class SystemContractError extends CallError {
  override readonly name = 'SystemContractError';
  /** It may have been done for all that. */
  readonly mayHaveHappened: boolean;

  /** @param element the element of the answer that does not fit */
  constructor(call: Call, element: string, problem: string, options?: Repeated) {
    super(call, `answered outside its contract: ${element}: ${problem}`, options);
    this.mayHaveHappened = options?.mayHaveHappened ?? call.system === 'billing';
  }
}

/**
 * A write to the policy system may or may not have happened: its answer was lost, late, or not an answer. Look before
 * repeating. Billing has none of them: what is sent to it may be repeated.
 */
export class OutcomeUnknown extends CallError {
  override readonly name = 'OutcomeUnknown';
  /** How long the system may still be working on the lost request; a look before that proves nothing. Milliseconds. */
  readonly settleMs: number;

  /** @param options.patienceMs how long such answers are waited out, write after look, before a person is asked */
  constructor(call: Call, reason: string, settleMs: number, options?: WaitedOut) {
    super(call, `may or may not have happened: ${reason}`, options);
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
