import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/workflow';
import { sentence, sentences } from '../../domain/sentence.js';
import type { OutageDetails, StopDetails } from '../../domain/transaction/stop.js';
import type { Attention } from '../../domain/transaction/attention.js';

/** Why a step could not go on. `unknownOutcome` is looked up; every other kind waits for a person. */
export interface Stop extends StopDetails {
  readonly kind: Attention['cause'] | 'lostAnswer';
  /** False when the step surely wrote nothing by this attempt. An earlier attempt is another matter. */
  readonly mayHaveHappened: boolean;
}

/** What each failure type of an activity means for the step. */
const KINDS: Readonly<Record<string, Pick<Stop, 'kind' | 'mayHaveHappened'>>> = {
  OutcomeUnknown: { kind: 'lostAnswer', mayHaveHappened: true },
  EarlierRunAtWork: { kind: 'lostAnswer', mayHaveHappened: true },
  LookupNotAvailable: { kind: 'unknownOutcome', mayHaveHappened: true },
  SeveralFound: { kind: 'unknownOutcome', mayHaveHappened: true },
  SystemRejection: { kind: 'rejected', mayHaveHappened: false },
  SystemUnavailable: { kind: 'outage', mayHaveHappened: false },
  SystemContractError: { kind: 'contractBroken', mayHaveHappened: false },
  TermHandOverRefused: { kind: 'rejected', mayHaveHappened: false },
};
/** Bugs of ours. */
const OTHER_KIND: Pick<Stop, 'kind' | 'mayHaveHappened'> = {
  kind: 'contractBroken',
  mayHaveHappened: true,
};

/** A step that stopped, on its way to whoever decides about it. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly stop: Stop;

  constructor(stop: Stop) {
    super(stop.reason);
    this.stop = stop;
  }
}

/**
 * Reads a failed activity. The failure types are those of `to-application-failure.ts`.
 *
 * @returns null for anything that is not a failed activity: cancellation, or a bug of ours
 */
export function stopOf(error: unknown): Stop | null {
  if (error instanceof Stopped) return inSentences(error.stop);
  if (!(error instanceof ActivityFailure)) return null;
  const { cause } = error;
  if (cause instanceof TimeoutFailure) {
    if (cause.timeoutType !== 'SCHEDULE_TO_CLOSE') return lost('the worker stopped answering');
    const last = cause.cause instanceof ApplicationFailure ? cause.cause.message : null;
    return { ...outage(last ?? 'it did not answer in time'), mayHaveHappened: true };
  }
  if (!(cause instanceof ApplicationFailure)) return null;
  const [details] = (cause.details ?? []) as [(StopDetails | OutageDetails)?];
  if (details && 'waitedOut' in details) {
    return { ...outage(cause.message), mayHaveHappened: details.mayHaveHappened };
  }
  const known: StopDetails = details ?? {
    field: null,
    reason: cause.message,
    remedy: 'Report it; once it is mended, run the step again.',
  };
  const kind = KINDS[cause.type ?? ''] ?? OTHER_KIND;
  return inSentences({
    ...kind,
    ...known,
    mayHaveHappened: known.mayHaveHappened ?? kind.mayHaveHappened,
  });
}

/** Other systems, and the steps that ask them, give a reason in a few words. */
function inSentences(stop: Stop): Stop {
  return { ...stop, reason: sentence(stop.reason), remedy: sentence(stop.remedy) };
}

function lost(reason: string): Stop {
  return {
    kind: 'lostAnswer',
    mayHaveHappened: true,
    field: null,
    reason: sentence(`A write may or may not have happened, because ${reason}`),
    remedy: 'It is looked up before it is repeated.',
  };
}

function outage(reason: string): Stop {
  return {
    kind: 'outage',
    mayHaveHappened: false,
    field: null,
    reason: sentences('The other system was waited for as long as the product allows', reason),
    remedy: 'Once it is back, correct without changes to run the step again.',
  };
}

/** A step that cannot go on for a reason that no activity reports. */
export function stopped(
  reason: string,
  remedy: string,
  field: string | null = null,
  kind: Attention['cause'] = 'contractBroken',
): Stopped {
  return new Stopped({ kind, field, reason, remedy, mayHaveHappened: false });
}
