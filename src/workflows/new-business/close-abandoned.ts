import { proxyActivities } from '@temporalio/workflow';
import type { PolicyActivities } from '../../activities/policy-activities.js';
import { readOptions } from '../transaction/activity-options.js';
import { stopOf } from '../transaction/stops.js';
import type { TransactionDesk } from '../transaction/transaction-desk.js';
import { untilAnswered } from '../transaction/until-answered.js';

/** Closing the quote of an abandoned transaction is a courtesy: it is tried for so long and then left to a person. */
const CLOSE_PATIENCE_MS = 600_000;

/**
 * Marks the quote of an abandoned transaction as lost, so that nobody binds it by hand later; also a quote that may have
 * been made by a call whose answer never came.
 */
export async function closeAbandoned(desk: TransactionDesk): Promise<void> {
  const { quoteGuid, submissionGroupGuid } = desk.ids;
  const brief = proxyActivities<PolicyActivities>(readOptions(CLOSE_PATIENCE_MS));
  if (quoteGuid !== null) {
    await close(
      desk,
      () => brief.closeQuote({ quoteGuid }),
      `The quote ${quoteGuid} is still open in the policy system`,
    );
  } else if (submissionGroupGuid !== null && desk.writes.uncertain.includes('quote')) {
    await desk.writes.untilSettled('quote');
    await close(
      desk,
      () => brief.closeQuotesOf({ submissionGroupGuid }),
      `A quote may be open in submission ${submissionGroupGuid} in the policy system`,
    );
  } else if (desk.writes.uncertain.includes('submission')) {
    desk.noteFailure('A submission without a quote may be left in the policy system.');
  }
  desk.enter('failed');
}

async function close(
  desk: TransactionDesk,
  work: () => Promise<void>,
  leftOver: string,
): Promise<void> {
  desk.wait('the quote to be closed in the policy system.');
  try {
    await untilAnswered(work, CLOSE_PATIENCE_MS, () => undefined);
  } catch (error) {
    const stop = stopOf(error);
    if (stop === null) throw error;
    desk.noteFailure(`${leftOver}: ${stop.reason}`);
  }
  desk.wait(null);
}
