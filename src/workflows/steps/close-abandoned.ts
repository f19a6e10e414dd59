import { proxyActivities } from '@temporalio/workflow';
import type { PolicyActivities } from '../../activities/policy-activities.js';
import { readOptions } from '../activity-options.js';
import { stopOf } from '../stops.js';
import type { TransactionDesk } from '../transaction-desk.js';
import { untilAnswered } from '../writes.js';

/** Closing the quote of an abandoned transaction is a courtesy: it is tried for so long and then left to a person. */
const CLOSE_PATIENCE_MS = 600_000;

/** Marks the quote of an abandoned transaction as lost, so that nobody binds it by hand later. */
export async function closeAbandoned(desk: TransactionDesk): Promise<void> {
  const { quoteGuid } = desk.ids;
  if (quoteGuid !== null) {
    const brief = proxyActivities<PolicyActivities>(readOptions(CLOSE_PATIENCE_MS));
    desk.wait('the quote to be closed in the policy system.');
    try {
      await untilAnswered(
        () => brief.closeQuote({ quoteGuid }),
        CLOSE_PATIENCE_MS,
        () => undefined,
      );
    } catch (error) {
      const stop = stopOf(error);
      if (stop === null) throw error;
      desk.noteFailure(`The quote ${quoteGuid} is still open in the policy system: ${stop.reason}`);
    }
    desk.wait(null);
  }
  desk.enter('failed');
}
