import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import {
  BillingContractError,
  BillingRejection,
  BillingUnavailable,
} from '../ports/billing-errors.js';
import {
  LookupNotAvailable,
  OutcomeUnknown,
  PolicySystemContractError,
  PolicySystemRejection,
  PolicySystemUnavailable,
  SeveralFound,
} from '../ports/policy-system-errors.js';
import type { StopDetails } from '../domain/transaction/stop.js';
import { isUnavailable } from '../temporal/deadlines.js';
import { EarlierRunAtWork } from './earlier-run.js';
import { PremiumDiffers, RatingDiffers } from './compare-premium.js';
import { TermHandOverRefused, TermHandOverUnavailable } from './term-hand-over-errors.js';

/** What a submission calls the parts of a request to billing that it chooses. */
const BILLING_FIELDS: Readonly<Record<string, string>> = {
  accountNumber: 'billing.accountNumber',
  billingMethod: 'billing.method',
  planCode: 'billing.paymentPlan',
  invoicingPlanCode: 'billing.invoicingPlan',
  producerCode: 'producer',
  upFrontPayments: 'billing.upFrontPayments',
};

const COMPARE =
  'Compare the two in billing. If what is booked there may stand, correct with outcome {"written": true}; ' +
  'if not, have it taken back there and run the step again.';

/**
 * Refusals of billing that leave a booking in doubt, with what a person does about it, null for what billing says.
 * Refused credentials say nothing of an earlier attempt whose answer was lost; the others say that something is booked.
 */
const BOOKED_PERHAPS: ReadonlyMap<string, string | null> = new Map([
  ['unauthorized', null],
  ['forbidden', null],
  ['contentDiffers', COMPARE],
  ['periodExists', COMPARE],
]);

/** Of an answer that something before the policy system wrote, or that makes no sense. */
const LOOK_AT_THE_WAY =
  'Have the way to the policy system looked at (its address, and what stands before it, such as a firewall), then run the step again';

/**
 * The only place where an error of a step becomes a Temporal failure.
 *
 * Temporal itself repeats what may succeed later and cannot do harm: `PolicySystemUnavailable`, for nothing can have
 * happened; `BillingUnavailable`, for a booking that did happen is not made twice under its transaction id;
 * `TermHandOverUnavailable`, for a term takes one bind once; a look into its own index that it did not answer; and whatever is still to be waited out. Everything else
 * goes to the workflow, which looks, waits for a person, or ends; the failure's `type` is the error's name, its first
 * detail a `StopDetails`.
 *
 * @param isWaitedOut that the same call is to be made again, whatever the error is
 */
export function toApplicationFailure(error: unknown, isWaitedOut = false): ApplicationFailure {
  const failure = stopFor(error);
  return isWaitedOut ? repeatedLater(failure) : failure;
}

/** An outage is the other system's, not this worker's: it is kept out of the error metrics. */
function repeatedLater({ type, message, details }: ApplicationFailure): ApplicationFailure {
  return ApplicationFailure.create({
    ...(type == null ? {} : { type }),
    message,
    nonRetryable: false,
    details: details ?? [],
    category: ApplicationFailureCategory.BENIGN,
  });
}

function outageOf(error: Error): ApplicationFailure {
  return ApplicationFailure.create({
    type: error.name,
    message: error.message,
    nonRetryable: false,
    category: ApplicationFailureCategory.BENIGN,
  });
}

function stopFor(error: unknown): ApplicationFailure {
  if (isUnavailable(error)) {
    return ApplicationFailure.create({
      type: 'TemporalUnavailable',
      message: 'Temporal did not answer in time',
      nonRetryable: false,
      category: ApplicationFailureCategory.BENIGN,
    });
  }
  if (error instanceof BillingUnavailable || error instanceof TermHandOverUnavailable) {
    return outageOf(error);
  }
  if (error instanceof PolicySystemUnavailable) {
    // Without a patience of its own it lasts as long as the workflow lets an outage last.
    if (error.patienceMs === undefined) return outageOf(error);
    return stop(error, {
      field: null,
      reason: `${error.message}. Nothing was written by this call.`,
      remedy: 'Once the cause is mended, correct without changes to run the step again.',
    });
  }
  if (error instanceof PolicySystemRejection) {
    return stop(error, {
      field: error.field,
      reason: error.reason,
      remedy: error.remedy,
      mayHaveHappened: error.mayHaveHappened,
      ...(error.mayHaveHappened ? { settleMs: error.settleMs } : {}),
    });
  }
  if (error instanceof BillingRejection) {
    const field = BILLING_FIELDS[error.field ?? ''] ?? error.field;
    return stop(error, {
      field,
      reason: error.reason,
      remedy: BOOKED_PERHAPS.get(error.code) ?? error.remedy,
      mayHaveHappened: BOOKED_PERHAPS.has(error.code),
    });
  }
  if (error instanceof PremiumDiffers || error instanceof RatingDiffers) {
    return stop(error, {
      field: 'premium',
      reason: error.message,
      remedy: error.remedy,
      mayHaveHappened: false,
    });
  }
  if (error instanceof TermHandOverRefused) {
    return stop(error, {
      field: null,
      reason: error.message,
      remedy: 'Compare the two in the policy system and have one of them put right there.',
    });
  }
  if (error instanceof PolicySystemContractError) {
    return stop(error, {
      field: null,
      reason: `${error.message}. Nothing was written by this call.`,
      remedy:
        'Have the answer looked at by whoever runs the policy system, then run the step again.',
    });
  }
  if (error instanceof BillingContractError) {
    return stop(error, {
      field: null,
      reason: error.message,
      remedy: 'Have the answer looked at by whoever runs billing, then run the step again.',
    });
  }
  if (error instanceof OutcomeUnknown) {
    return stop(error, {
      field: null,
      reason: error.message,
      remedy:
        error.patienceMs === undefined
          ? 'It is looked up before it is repeated.'
          : `${LOOK_AT_THE_WAY}: it is looked up before it is repeated.`,
      settleMs: error.settleMs,
      ...(error.patienceMs === undefined ? {} : { patienceMs: error.patienceMs }),
    });
  }
  if (error instanceof EarlierRunAtWork) {
    return stop(error, {
      field: null,
      reason: `Too early to look: ${error.message}.`,
      remedy: 'It is waited for, and then looked up.',
      settleMs: error.settleMs,
      settlesRun: error.run,
    });
  }
  if (error instanceof LookupNotAvailable || error instanceof SeveralFound) {
    return stop(error, {
      field: null,
      reason: `Whether an earlier attempt wrote cannot be looked up: ${error.message}.`,
      remedy:
        'Look into the policy system by hand, then correct with an outcome: written (and what was made) or not written.',
    });
  }
  // A bug of ours. Its text may hold anything, so only its name leaves the process; the worker's log has the rest.
  return ApplicationFailure.create({
    type: 'Unexpected',
    message: `unexpected ${error instanceof Error ? error.name : typeof error}`,
    nonRetryable: true,
    details: [
      {
        field: null,
        reason: 'An unexpected error in Bindery itself; the log of the worker has it.',
        remedy: 'Report it; once it is mended, run the step again.',
      } satisfies StopDetails,
    ],
  });
}

function stop(error: Error, details: StopDetails): ApplicationFailure {
  return ApplicationFailure.create({
    type: error.name,
    message: error.message,
    nonRetryable: true,
    details: [details],
    category: ApplicationFailureCategory.BENIGN,
  });
}
