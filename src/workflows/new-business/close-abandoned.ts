import { proxyActivities } from '@temporalio/workflow';
import type { PolicyActivities } from '../../activities/policy-activities.js';
import type { QuoteEvent } from '../../domain/quote/quote.js';
import type { Submission } from '../../domain/new-business/submission.js';
import { readOptions } from '../transaction/activity-options.js';
import { happened } from './quote.js';
import type { PlaceInGroup } from './place-in-group.js';
import { stopOf } from '../transaction/stops.js';
import type { Transaction } from '../transaction/transaction.js';
import { untilAnswered } from '../transaction/until-answered.js';

/** Closing the quote of an abandoned transaction is a courtesy: it is tried for so long and then left to whoever abandoned it. */
const CLOSE_PATIENCE_MS = 600_000;

/**
 * Marks the quote of an abandoned transaction as lost, so that nobody binds it by hand later; also a quote that may have
 * been made by a call whose answer never came.
 */
export async function closeAbandoned(
  transaction: Transaction<Submission>,
  place: PlaceInGroup | null,
): Promise<void> {
  const { quoteGuid, submissionGroupGuid } = transaction.ids;
  // Nobody reads what is left over of a quote that has expired.
  const isExpired = transaction.record.failure?.code === 'expired';
  const patienceMs = isExpired ? transaction.patienceMs : CLOSE_PATIENCE_MS;
  const brief = proxyActivities<PolicyActivities>(readOptions(patienceMs));
  if (quoteGuid !== null) {
    await close(
      transaction,
      () => brief.closeQuote({ quoteGuid }),
      `The quote ${quoteGuid} is still open in the policy system`,
      patienceMs,
    );
  } else if (submissionGroupGuid !== null && transaction.writes.uncertain.includes('quote')) {
    await transaction.writes.untilSettleTimeOver('quote');
    await close(
      transaction,
      () => brief.closeQuotesOf({ submissionGroupGuid }),
      `A quote may be open in submission ${submissionGroupGuid} in the policy system`,
      patienceMs,
    );
  } else if (transaction.writes.uncertain.includes('submission')) {
    transaction.noteFailure('A submission without a quote may be left in the policy system.');
  }
  if (place !== null) await leaveGroup(transaction, place);
  happened(transaction, endOf(transaction));
  transaction.enter('failed');
}

/** Another quote of its group may come further. */
export async function leaveGroup(
  transaction: Transaction<Submission>,
  place: PlaceInGroup,
): Promise<void> {
  try {
    await place.leave();
  } catch (error) {
    const stop = stopOf(error);
    if (stop === null) throw error;
    transaction.noteFailure(`${place.group} does not know that it is over: have it freed there.`);
  }
}

function endOf({ record: { failure, quoteState } }: Transaction<Submission>): QuoteEvent {
  // On its way it may have been accepted after somebody discarded it.
  if (failure?.code === 'discarded' && quoteState !== 'accepted') return { kind: 'discard' };
  return { kind: failure?.code === 'expired' ? 'expire' : 'abandon', isBound: false };
}

async function close(
  transaction: Transaction<Submission>,
  work: () => Promise<void>,
  leftOver: string,
  patienceMs: number,
): Promise<void> {
  transaction.wait('the quote to be closed in the policy system.');
  try {
    await untilAnswered(work, patienceMs, () => undefined);
  } catch (error) {
    const stop = stopOf(error);
    if (stop === null) throw error;
    transaction.noteFailure(`${leftOver}. ${stop.reason}`);
  }
  transaction.wait(null);
}
