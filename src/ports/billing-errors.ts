/** Shared facts: which operation, and a message that is safe to show (no secrets, no personal data, no payload). */
interface Facts {
  readonly operation: string;
}

/**
 * Billing could not be reached, was not ready, or its answer was lost. Repeat the same call later.
 *
 * There is no "outcome unknown" in billing: a booking whose answer was lost is repeated with the same transaction id,
 * and billing answers either what it does now or that it did it before. Nothing needs to be looked up first.
 */
export class BillingUnavailable extends Error {
  override readonly name = 'BillingUnavailable';
  readonly operation: string;

  constructor({ operation }: Facts, reason: string, options?: ErrorOptions) {
    super(`${operation} could not be done now: ${reason}`, options);
    this.operation = operation;
  }
}

/** Billing understood the request and refused it; the same request will be refused again. Nothing was booked. */
export class BillingRejection extends Error {
  override readonly name = 'BillingRejection';
  readonly operation: string;
  /** Billing's own stable code, such as `agencyBillNotAllowed` or `contentDiffers`. */
  readonly code: string;
  /** What billing said, in words. */
  readonly reason: string;
  /** Part of the request at fault, such as `planCode`; null when none is named. */
  readonly field: string | null;
  /** What a person can do about it. */
  readonly remedy: string;

  constructor(
    { operation }: Facts,
    no: { code: string; reason: string; field?: string | null; remedy: string },
    options?: ErrorOptions,
  ) {
    super(`${operation} rejected (${no.code}): ${no.reason}`, options);
    this.operation = operation;
    this.code = no.code;
    this.reason = no.reason;
    this.field = no.field ?? null;
    this.remedy = no.remedy;
  }
}

/** Billing answered something that its contract does not allow. Nothing is guessed from it. */
export class BillingContractError extends Error {
  override readonly name = 'BillingContractError';
  readonly operation: string;

  /** @param element the element of the answer that does not fit */
  constructor({ operation }: Facts, element: string, problem: string, options?: ErrorOptions) {
    super(`${operation} answered outside its contract: ${element}: ${problem}`, options);
    this.operation = operation;
  }
}
