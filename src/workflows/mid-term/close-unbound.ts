import { proxyActivities } from '@temporalio/workflow';
import type { ChangeActivities } from '../../activities/change-activities.js';
import { readOptions } from '../transaction/activity-options.js';
import { stopOf } from '../transaction/stops.js';
import { untilAnswered } from '../transaction/until-answered.js';
import type { Change } from './change.js';

/** After a person has ended a change it is put in order for so long, and then left to a person. */
const CLOSE_PATIENCE_MS = 600_000;

/**
 * Gives up what a change that was ended has in the policy system, and at the term.
 *
 * @param leaveTerm tells the term what it has to know
 */
export async function closeUnbound(
  { transaction, term: { policyNumber } }: Change,
  leaveTerm: () => Promise<void>,
): Promise<void> {
  const { quoteGuid } = transaction.ids;
  const brief = proxyActivities<ChangeActivities>(readOptions(CLOSE_PATIENCE_MS));
  transaction.wait('what is left of it to be put in order.');
  if (quoteGuid !== null) {
    await tried(
      () => brief.closeChange({ policyNumber, quoteGuid }),
      (reason) => {
        transaction.noteFailure(
          `The change ${quoteGuid} is still open in the policy system: ${reason}`,
        );
      },
    );
  }
  await tried(leaveTerm, (reason) => {
    transaction.noteFailure(`The term may still wait for this transaction: ${reason}`);
  });
  transaction.wait(null);
}

async function tried(work: () => Promise<void>, leftOver: (reason: string) => void): Promise<void> {
  try {
    await untilAnswered(work, CLOSE_PATIENCE_MS, () => undefined);
  } catch (error) {
    const stop = stopOf(error);
    if (stop === null) throw error;
    leftOver(stop.reason);
  }
}
