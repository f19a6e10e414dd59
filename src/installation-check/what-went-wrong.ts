import {
  type CalledSystem,
  SystemContractError,
  SystemRejection,
  SystemUnavailable,
} from '../ports/call-errors.js';

/** A failed question in words: what is wrong and what to do. */
export interface WentWrong {
  readonly says: string;
  readonly remedy: string;
}

/** Where a system is asked, and what it has to answer. */
const PLACES: Readonly<
  Record<
    CalledSystem,
    { readonly name: string; readonly setting: string; readonly contract: string }
  >
> = {
  policySystem: {
    name: 'the policy system',
    setting: 'IMS_URL',
    contract: 'the services of docs/ims.md',
  },
  billing: {
    name: 'billing',
    setting: 'BILLING_URL',
    contract: 'contracts/billing.openapi.json',
  },
};

/** @throws what was caught, when it is none of the errors that the ports may throw for a question */
export function whatWentWrong(error: unknown): WentWrong {
  if (error instanceof SystemRejection) {
    // A refused login is told with how transactions wait for it; here only the refusal itself matters.
    const { reason, remedy } = error.cause instanceof SystemRejection ? error.cause : error;
    return { says: reason, remedy };
  }
  if (error instanceof SystemUnavailable) {
    const { name, setting } = PLACES[error.system];
    return {
      says: error.message,
      remedy: `see whether ${name} runs and can be reached from here under ${setting}`,
    };
  }
  if (error instanceof SystemContractError) {
    const { setting, contract } = PLACES[error.system];
    return {
      says: error.message,
      remedy: `compare what answers under ${setting} with ${contract}`,
    };
  }
  throw error;
}
