import {
  ChildWorkflowFailure,
  executeChild,
  isCancellation,
  ParentClosePolicy,
  proxyActivities,
  setCurrentDetails,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { PolicyActivities } from '../../activities/policy-activities.js';
import type { PolicyLookUps } from '../../activities/policy-look-ups.js';
import { sentences } from '../../domain/sentence.js';
import { insuredLockId } from '../../domain/workflow-ids.js';
import { readOptions, writeOptions } from '../transaction/activity-options.js';
import { refuseUnreadableOpening } from './input.js';
import { isLaterRun, thisRun } from '../transaction/runs.js';
import { stopOf, type Stop } from '../transaction/stops.js';
import { untilAnswered } from '../transaction/until-answered.js';
import { Writes } from '../transaction/writes.js';
import type { SubmissionOpeningInput } from './messages.js';

/** How far the opening came; `stop` says why it came no further. */
export interface SubmissionOpening {
  readonly insuredGuid: string | null;
  readonly insuredCreated: boolean;
  readonly submissionGroupGuid: string | null;
  /** Empty submissions that were there before ours; goes back in when the opening is tried again. */
  readonly existing: readonly string[] | null;
  /** Insureds that are the same as ours in every letter, seen when it was put on file. */
  readonly insuredTwins: readonly string[];
  /** Submissions that were opened by the same request as ours, which arrived twice. */
  readonly submissionTwins: readonly string[];
  readonly stop: Stop | null;
}

/**
 * Puts the insured on file and opens its submission, while no other transaction does so for the same insured.
 *
 * Its workflow id is one of the insured's keys, which makes it the lock: whoever runs under a key holds it. An insured
 * with two keys (tax id, and name at postal code) is held under both, the one inside the other, always in the same order.
 * Without the lock two transactions could both find nobody on file and make the insured twice; and a submission whose
 * answer was lost could not be told from another transaction's, because a submission carries no mark of its own.
 *
 * Started by a transaction; no signals; ends in every case, with a value when it was started as it should, so that the lock
 * is never left behind.
 *
 * @returns what was opened, or `busy` when another transaction holds the inner key
 * @throws ApplicationFailure of type `invalidInput` when it was started with anything else
 */
export async function submissionOpening(
  input: SubmissionOpeningInput,
): Promise<SubmissionOpening | 'busy'> {
  refuseUnreadableOpening(input);
  const [, ...innerKeys] = input.keys;
  if (innerKeys.length > 0) return tryOpening({ ...input, keys: innerKeys });
  return open(input);
}

/** Runs the opening under its first key. @returns `busy` when another transaction holds a key */
export async function tryOpening(
  input: SubmissionOpeningInput,
): Promise<SubmissionOpening | 'busy'> {
  try {
    return await executeChild(submissionOpening, {
      workflowId: insuredLockId(input.keys[0] ?? ''),
      args: [input],
      // A write that is under way when the transaction is cancelled must still be settled under the lock.
      parentClosePolicy: ParentClosePolicy.ABANDON,
    });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 'busy';
    if (!(error instanceof ChildWorkflowFailure) && !isCancellation(error)) throw error;
    // Ended by an operator in Temporal, or the transaction is abandoned: what it wrote is looked up when it is run again.
    const { insuredGuid, existing } = input;
    return {
      insuredGuid,
      insuredCreated: false,
      submissionGroupGuid: null,
      existing,
      insuredTwins: [],
      submissionTwins: [],
      // What it had asked for may still be on its way, for as long as a step may take.
      stop: {
        ...ENDED,
        ...{ mayHaveHappened: true, settleMs: input.callLimitMs, run: input.attempt.runId },
      },
    };
  }
}

/** Waits for its turn at the insured; turns are short. */
export async function waitForOpening(
  input: SubmissionOpeningInput,
  onWait: () => void,
): Promise<SubmissionOpening> {
  for (let pauseMs = 200; ; pauseMs = Math.min(pauseMs * 2, 2_000)) {
    const opening = await tryOpening(input);
    if (opening !== 'busy') return opening;
    onWait();
    await sleep(pauseMs, { summary: 'Turn at the insured, which another transaction has' });
  }
}

const ENDED: Omit<Stop, 'mayHaveHappened'> = {
  kind: 'contractBroken',
  field: null,
  reason: 'Opening the submission was ended in Temporal before it was done.',
  remedy: 'Correct without changes to run the step again; it is looked up before it is repeated.',
};

async function open(input: SubmissionOpeningInput): Promise<SubmissionOpening> {
  const look = proxyActivities<PolicyLookUps>(
    readOptions(input.outagePatienceMs, input.callLimitMs),
  );
  const write = proxyActivities<PolicyActivities>(
    writeOptions(input.outagePatienceMs, input.callLimitMs),
  );
  const { attempt: before } = input;
  const writes = new Writes(thisRun(before.begunAt), async (settleTimeOverAtMs) => {
    const from = new Date(settleTimeOverAtMs).toISOString();
    setCurrentDetails(
      `The policy system may still be working on a write, which is looked up at ${from}.`,
    );
    await sleep(settleTimeOverAtMs - Date.now(), { summary: 'Before a write is looked up' });
  });
  if (isLaterRun()) writes.suspectEarlierRun();
  const { root, workflowId } = workflowInfo();
  const transactionId = root?.workflowId ?? workflowId;
  let { insuredGuid } = input;
  let insuredCreated = false;
  let { existing } = input;
  let insuredTwins: readonly string[] = [];

  const onLost = (stop: Stop): void => {
    setCurrentDetails(sentences('An answer was lost and is being looked up', stop.reason));
  };
  const answered = <T>(work: () => Promise<T>): Promise<T> =>
    untilAnswered(work, input.outagePatienceMs, onLost);

  try {
    if (insuredGuid === null) {
      const insured = await answered(() =>
        writes.once('insured', (attempt) =>
          write.ensureInsured({
            ...attempt,
            again: attempt.again || before.earlierRun || input.insuredAgain,
            transactionId,
            insured: input.insured,
          }),
        ),
      );
      insuredGuid = insured.insuredGuid;
      insuredCreated = insured.created;
      insuredTwins = insured.twins;
    }
    const owner = insuredGuid;
    if (!before.again) {
      // Nobody else can have opened a submission for an insured that came on file a moment ago under this lock.
      existing = insuredCreated
        ? []
        : await look.listEmptySubmissions({
            ...writes.attempt('submission'),
            transactionId,
            insuredGuid: owner,
          });
    }
    const { submissionGroupGuid, twins } = await answered(() =>
      writes.once('submission', (attempt) =>
        write.addSubmission({
          ...attempt,
          again: attempt.again || before.again,
          earlierRun: attempt.earlierRun || before.earlierRun,
          transactionId,
          reference: input.reference,
          existing,
          insuredGuid: owner,
          ...input.producer,
          submissionDate: input.submissionDate,
        }),
      ),
    );
    return {
      insuredGuid,
      insuredCreated,
      submissionGroupGuid,
      existing,
      insuredTwins,
      submissionTwins: twins,
      stop: null,
    };
  } catch (error) {
    const stop = stopOf(error);
    // When the transaction is abandoned, or this is cancelled in Temporal, what exists by now is told all the same.
    if (stop === null && !isCancellation(error)) throw error;
    const why = stop ?? { ...ENDED, mayHaveHappened: false };
    return {
      insuredGuid,
      insuredCreated,
      submissionGroupGuid: null,
      existing,
      insuredTwins,
      submissionTwins: [],
      // The look after a lost answer may itself be refused: what was written is in doubt all the same.
      stop: {
        ...why,
        mayHaveHappened: why.mayHaveHappened || writes.uncertain.length > 0,
        settleMs: Math.max(why.settleMs ?? 0, writes.settleTimesOverAtMs - Date.now()),
        // The transaction is told what its own run asked for.
        run: before.runId,
      },
    };
  }
}
