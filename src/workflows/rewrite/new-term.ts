import { sleep } from '@temporalio/workflow';
import type { NewTermState } from '../../activities/rewrite/new-term-activities.js';
import { stopped } from '../transaction/stops.js';
import type { OpenRewrite } from './open-rewrite.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 900_000;

/** Has the new term quoted in the policy system: nothing is cancelled before it is known that it can be. */
export async function prepareNewTerm(open: OpenRewrite): Promise<void> {
  const { transaction, quote, input, newTerm, change } = open;
  const { requestDigest, outagePatienceMs } = input;
  await transaction.step(
    'prepareNewTerm',
    async () => {
      await newTerm.beginNewTerm({
        submission: quote.submission,
        requestDigest,
        requestedBy: transaction.record.id,
        outagePatienceMs,
        replaces: change.term,
      });
      return untilNewTerm(open, ({ isHeld }) => isHeld);
    },
    ({ transaction: id }) => `The new term is quoted by ${id}.`,
  );
}

/** Has the new term bound, billed and handed over. As long as that is not done nobody is covered. */
export async function bindNewTerm(open: OpenRewrite): Promise<void> {
  const { transaction, newTerm, request } = open;
  const { reference } = request.submission;
  const { policyNumber } = await transaction.step(
    'bindNewTerm',
    async () => {
      await newTerm.bindNewTerm({ reference, by: transaction.record.id });
      return untilNewTerm(open, ({ isEnded }) => isEnded);
    },
    (bound) => `The new term is bound as policy ${bound.policyNumber ?? ''}.`,
  );
  open.newPolicyNumber = policyNumber;
}

/** @throws Stopped when the new term waits for a person, or came to nothing */
async function untilNewTerm(
  open: OpenRewrite,
  isThere: (state: NewTermState) => boolean,
): Promise<NewTermState> {
  const { newTerm, request, transaction } = open;
  const { reference } = request.submission;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const state = await newTerm.readNewTerm({ reference });
    const { transaction: id, failure, attention } = state;
    if (failure !== null) {
      throw stopped(
        `${uncovered(open)}The new term came to nothing: ${failure}`,
        'Withdraw or abandon the rewrite; what it has cancelled then comes back.',
        null,
        'rejected',
      );
    }
    if (isThere(state)) return state;
    if (attention !== null) {
      throw stopped(
        `${uncovered(open)}The new term waits for a person: ${attention}`,
        `See to transaction ${id}, then run this step again.`,
        null,
        'rejected',
      );
    }
    transaction.wait(`the new term, which ${id} makes.`);
    await sleep(pauseMs);
  }
}

/** Said first, because nothing is more urgent. */
function uncovered({ course }: OpenRewrite): string {
  return course.state === 'bindingNew' ? 'Nobody is covered. ' : '';
}
