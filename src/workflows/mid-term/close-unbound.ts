import { proxyActivities } from '@temporalio/workflow';
import type { ChangeActivities } from '../../activities/change-activities.js';
import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import { readOptions } from '../transaction/activity-options.js';
import { stopOf } from '../transaction/stops.js';
import { untilAnswered } from '../transaction/until-answered.js';
import type { Change } from './change.js';
import type { AnyQuoted, OpenChange } from './open-change.js';

/** Gives up what was prepared in the policy system and is not bound; nothing where nothing was. */
export async function closeUnbound({
  transaction,
  look,
  term: { policyNumber },
}: Change): Promise<void> {
  const { quoteGuid } = transaction.ids;
  if (quoteGuid === null) return;
  await transaction.step(
    'closeUnbound',
    () => look.closeChange({ policyNumber, quoteGuid }),
    () => `The change ${quoteGuid} is given up in the policy system.`,
  );
}

/** After a person has ended a change it is put in order for so long, and then left to a person. */
const CLOSE_PATIENCE_MS = 600_000;

/**
 * Leaves the policy system and the term in order after a person has ended a change.
 *
 * @param tellTerm tells the term what it has to know beside that the turn is free
 */
export async function closeAbandoned<Request extends ChangeRequest, Quoted extends AnyQuoted>(
  { change, turn }: OpenChange<Request, Quoted>,
  tellTerm: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const { transaction, term } = change;
  const { policyNumber } = term;
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
  const leaveTerm = async (): Promise<void> => {
    if (turn.isAsked) await turn.giveBackNow();
    await tellTerm();
  };
  await tried(leaveTerm, (reason) => {
    transaction.noteFailure(`The term may still wait for this transaction: ${reason}`);
  });
  transaction.wait(null);
  transaction.enter('withdrawn');
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
