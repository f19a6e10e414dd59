import { closeUnbound } from '../mid-term/close-unbound.js';
import { isOver } from './flag-term.js';
import type { OpenCancellation } from './open-cancellation.js';
import { toldOnce } from '../mid-term/tell-term.js';

/** Leaves the policy system and the term in order after a person has ended a cancellation. */
export async function closeAbandoned(open: OpenCancellation): Promise<void> {
  const { change, transaction, turn } = open;
  await closeUnbound(change, async () => {
    if (open.isFlagged) await toldOnce(change, { kind: 'pendingCleared' }, 1, isOver);
    if (turn.isAsked) await turn.giveBackNow();
  });
  transaction.enter('withdrawn');
}
