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
  const { transaction } = change;
  transaction.wait('what is left of it to be put in order.');
  await tried(
    () => closeMade(change),
    (reason) => {
      transaction.noteFailure(`The change may still be open in the policy system. ${reason}`);
    },
  );
  const leaveTerm = async (): Promise<void> => {
    if (turn.isAsked) await turn.giveBackNow();
    await tellTerm();
  };
  await tried(leaveTerm, (reason) => {
    transaction.noteFailure(`The term may still wait for this transaction. ${reason}`);
  });
  transaction.wait(null);
  transaction.enter('withdrawn');
}

/** One of which the answer was lost is asked for again: under its request id the policy system names the one that it made. */
async function closeMade({ transaction, term: { policyNumber }, asked }: Change): Promise<void> {
  const brief = proxyActivities<ChangeActivities>(readOptions(CLOSE_PATIENCE_MS));
  const { quoteGuid: known } = transaction.ids;
  if (known === null && asked.wanted === null) return;
  const quoteGuid = known ?? (asked.wanted && (await brief.makeChange(asked.wanted)).quoteGuid);
  if (quoteGuid !== null) await brief.closeChange({ policyNumber, quoteGuid });
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
