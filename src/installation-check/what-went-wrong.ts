import {
  BillingContractError,
  BillingRejection,
  BillingUnavailable,
} from '../ports/billing-errors.js';
import {
  PolicySystemContractError,
  PolicySystemRejection,
  PolicySystemUnavailable,
} from '../ports/policy-system-errors.js';

/** A failed question in words: what is wrong and what to do. */
export interface WentWrong {
  readonly says: string;
  readonly remedy: string;
}

/** @throws what was caught, when it is none of the errors that the ports may throw for a question */
export function whatWentWrong(error: unknown): WentWrong {
  if (error instanceof PolicySystemRejection) {
    // A refused login is told with how transactions wait for it; here only the refusal itself matters.
    const { reason, remedy } = error.cause instanceof PolicySystemRejection ? error.cause : error;
    return { says: reason, remedy };
  }
  if (error instanceof PolicySystemUnavailable) {
    return {
      says: error.message,
      remedy: 'see whether the policy system runs and can be reached from here under IMS_URL',
    };
  }
  if (error instanceof PolicySystemContractError) {
    return {
      says: error.message,
      remedy: 'compare what answers under IMS_URL with the services of docs/ims.md',
    };
  }
  if (error instanceof BillingRejection) {
    return { says: error.reason, remedy: error.remedy };
  }
  if (error instanceof BillingUnavailable) {
    return {
      says: error.message,
      remedy: 'see whether billing runs and can be reached from here under BILLING_URL',
    };
  }
  if (error instanceof BillingContractError) {
    return {
      says: error.message,
      remedy: 'compare what answers under BILLING_URL with contracts/billing.openapi.json',
    };
  }
  throw error;
}
