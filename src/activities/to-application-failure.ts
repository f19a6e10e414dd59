import { sentence, sentences } from '../domain/sentence.js';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import {
  LookupNotAvailable,
  OutcomeUnknown,
  SeveralFound,
  SystemContractError,
  SystemRejection,
  SystemUnavailable,
} from '../ports/call-errors.js';
import type { OutageDetails, StopDetails } from '../domain/transaction/stop.js';
import { isUnavailable } from '../temporal/deadlines.js';
import { EarlierRunAtWork } from './earlier-run.js';
import { GroupUnavailable } from './group-unavailable.js';
import { refusedByBilling } from './refused-by-billing.js';
import { PremiumDiffers, RatingDiffers } from './compare-premium.js';
import { TermHandOverRefused, TermHandOverUnavailable } from './term-hand-over-errors.js';

/** Of an answer that something before the policy system wrote, or that makes no sense. */
const LOOK_AT_THE_WAY =
  'Have the way to the policy system looked at (its address, and what stands before it, such as a firewall), then run the step again';

/**
 * The only place where an error of a step becomes a Temporal failure.
 *
 * Temporal itself repeats what may succeed later and cannot do harm: `SystemUnavailable`; `TermHandOverUnavailable`, for a
 * term takes one bind once, and `GroupUnavailable`, for a group hears a word once; a look into its own index that it did not answer; and whatever is still to be waited out.
 * Everything else goes to the workflow, which looks, waits for a person, or ends; the failure's `type` is the error's name,
 * its first detail a `StopDetails`.
 *
 * @param of the run that asked, where one did; and whether the same call is to be made again, whatever the error is
 */
export function toApplicationFailure(
  error: unknown,
  of: { readonly run?: string | undefined; readonly isWaitedOut?: boolean } = {},
): ApplicationFailure {
  const failure = stopFor(error);
  return of.isWaitedOut === true ? repeatedLater(failure) : stoppedIn(of.run, failure);
}

/** What a person says of a stop holds for the run that stopped: a later one may have gone on from there. */
function stoppedIn(run: string | undefined, failure: ApplicationFailure): ApplicationFailure {
  const [details] = (failure.details ?? []) as readonly (StopDetails | OutageDetails | undefined)[];
  if (run === undefined || details === undefined || 'waitedOut' in details) return failure;
  const { type, message, nonRetryable, category } = failure;
  return ApplicationFailure.create({
    ...(type == null ? {} : { type }),
    ...(category == null ? {} : { category }),
    ...{ message, nonRetryable: nonRetryable === true, details: [{ ...details, run }] },
  });
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

/** @param type an error's name */
function outage(type: string, message: string, mayHaveHappened: boolean): ApplicationFailure {
  return ApplicationFailure.create({
    type,
    message,
    nonRetryable: false,
    details: [{ waitedOut: true, mayHaveHappened } satisfies OutageDetails],
    category: ApplicationFailureCategory.BENIGN,
  });
}

function stopFor(error: unknown): ApplicationFailure {
  if (isUnavailable(error)) {
    return outage('TemporalUnavailable', 'Temporal did not answer in time', false);
  }
  if (error instanceof TermHandOverUnavailable || error instanceof GroupUnavailable) {
    return outage(error.name, error.message, true);
  }
  if (error instanceof SystemUnavailable) {
    // Without a patience of its own it lasts as long as the workflow lets an outage last.
    if (error.patienceMs === undefined) {
      return outage(error.name, error.message, error.mayHaveHappened);
    }
    return stop(error, {
      field: null,
      reason: sentences(error.message, whatIsWritten(error)),
      remedy: 'Once the cause is mended, correct without changes to run the step again.',
    });
  }
  if (error instanceof SystemRejection) {
    return stop(
      error,
      error.system === 'billing' ? refusedByBilling(error) : refusedByPolicySystem(error),
    );
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
  if (error instanceof SystemContractError) return stop(error, contractBroken(error));
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
      reason: sentence(`Too early to look: ${error.message}`),
      remedy: 'It is waited for, and then looked up.',
      settleMs: error.settleMs,
      settlesRun: error.run,
    });
  }
  if (error instanceof LookupNotAvailable || error instanceof SeveralFound) {
    return stop(error, {
      field: null,
      reason: sentence(`Whether an earlier attempt wrote cannot be looked up: ${error.message}`),
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

function refusedByPolicySystem(error: SystemRejection): StopDetails {
  const { field, reason, remedy, mayHaveHappened, settleMs } = error;
  return { field, reason, remedy, mayHaveHappened, ...(mayHaveHappened ? { settleMs } : {}) };
}

function contractBroken(error: SystemContractError): StopDetails {
  const { system, message, mayHaveHappened } = error;
  const isBilling = system === 'billing';
  return {
    field: null,
    reason: isBilling ? message : sentences(message, whatIsWritten(error)),
    remedy: `Have the answer looked at by whoever runs ${isBilling ? 'billing' : 'the policy system'}, then run the step again.`,
    mayHaveHappened,
  };
}

/** Of a call that can be made again without harm. */
function whatIsWritten({ mayHaveHappened }: { readonly mayHaveHappened: boolean }): string {
  return mayHaveHappened
    ? 'It may have been written; the same call again finds it and writes nothing more.'
    : 'Nothing was written by this call.';
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
