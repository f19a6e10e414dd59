import { ActivityFailure, isCancellation, patched } from '@temporalio/workflow';
import type { ChainMoved } from '../../activities/mid-term/known-chain.js';
import type { CivilDate } from '../../domain/calendar/civil-date.js';
import type { TermToChange } from '../../activities/mid-term/term-to-change.js';
import { isLaterRun } from '../transaction/runs.js';
import { stopped } from '../transaction/stops.js';
import type { Change } from './change.js';

/*
 * What was done to the policy in the policy system's own screens is told to the term by whoever meets it, and a change goes on from
 * there. An earlier run of the same change may have bound it without a word to anybody: a later run takes nothing for done
 * by hand, and stops for a person. Which run it is goes along with the question, because a run that was reset replays the steps of
 * the run before.
 */

/** Whether a change looks for what was done by hand; the first versions stopped for a person instead. */
export function followsChain(): boolean {
  return patched('follows-what-was-done-by-hand');
}

/** Asks what a change comes to, on all that the policy system holds. @throws Stopped where a person has to put that right first */
export async function askedOnLatest<Asked extends TermToChange>(
  change: Change,
  ask: () => Promise<Asked>,
): Promise<Asked> {
  const asked = await ask();
  const { bookings, facts } = asked;
  if (bookings === undefined || !followsChain()) return asked;
  const own = change.transaction.ids.quoteGuid;
  if (!(await hasMoved(change, { bookings, on: facts.days.effectiveDate, own }))) return asked;
  return (await tellTermByHand(change)) ? ask() : asked;
}

async function hasMoved(
  { byHand, term: { policyNumber } }: Change,
  known: {
    readonly bookings: readonly string[];
    readonly on: CivilDate;
    readonly own: string | null;
  },
): Promise<boolean> {
  try {
    return await byHand.hasChainMoved({ policyNumber, ...known, isLaterRun: isLaterRun() });
  } catch (error) {
    if (error instanceof ActivityFailure && !isCancellation(error)) return false;
    throw error;
  }
}

/**
 * Has the term told what was done by hand.
 *
 * @returns whether it knows it now; otherwise another transaction has the turn, and what it has under way is not done by hand
 * @throws Stopped where something cannot be told
 */
async function tellTermByHand({ terms, term, transaction }: Change): Promise<boolean> {
  const reply = await terms.syncTerm({ term, transaction: transaction.record.id });
  if (reply.outcome === 'refused') return false;
  const { blocking = [] } = reply;
  if (blocking.length === 0) return true;
  throw stopped(
    blocking.map(({ text }) => text).join(' '),
    'Once it is put right in the policy system, run the step again; or withdraw the change.',
    null,
    'rejected',
  );
}

/** Others changed the policy before the change could be bound: it is given up there as it was made, and the term is told. */
export async function followChain(
  change: Change,
  { movedBy, madeGuid }: ChainMoved,
): Promise<void> {
  const { transaction, look, term, made } = change;
  const { policyNumber } = term;
  await transaction.step(
    'closeUnbound',
    async () => {
      if (madeGuid !== null) await look.closeChange({ policyNumber, quoteGuid: madeGuid });
      if (await tellTermByHand(change)) return;
      throw stopped(
        `The policy has the ${movedBy.kind} ${movedBy.quoteGuid} from ${movedBy.effectiveDate}, which its term could not be told.`,
        'Have it told by sync, then run the step again.',
      );
    },
    () =>
      `The ${movedBy.kind} ${movedBy.quoteGuid} from ${movedBy.effectiveDate} was done by hand meanwhile; the term was told.`,
  );
  change.asked.wanted = null;
  made.anew += 1;
}
