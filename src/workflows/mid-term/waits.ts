import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import { isBefore } from '../../domain/transaction/kinds.js';
import type { Next } from './course.js';
import type { AnyQuoted, OpenChange, SeenForTurn } from './open-change.js';

/** The word of the term can be lost with a run that was ended in Temporal: it is looked whether the turn has come. */
const LOOK_EVERY_MS = 3_600_000;

/** Waits for somebody to accept what is quoted; goes on at once where it was asked to go further. */
export function untilAccepted<Request extends ChangeRequest, Quoted extends AnyQuoted>(
  open: OpenChange<Request, Quoted>,
  accept: () => Promise<void> | void,
): Next {
  if (isAskedToGoOn(open)) return { goOn: accept };
  const letGo = async (): Promise<void> => {
    // A correction of nothing has it quoted anew; a word to go on is looked at next.
    if (!isAskedToGoOn(open)) await open.quoteAgain();
  };
  return { what: 'it to be accepted.', held: { at: 'quoted', letGo } };
}

/** Whether it may go further than to its quote. */
export function isAskedToGoOn<Request extends ChangeRequest, Quoted extends AnyQuoted>({
  transaction: { record },
}: OpenChange<Request, Quoted>): boolean {
  return isBefore(record.kind, 'quoted', record.advanceTo);
}

/** Waits for the turn of the term; looks at it as soon as that is given, and now and then. */
export function untilTurn<Request extends ChangeRequest, Quoted extends AnyQuoted>(
  open: OpenChange<Request, Quoted>,
  seen: (found: SeenForTurn<Quoted>) => Promise<void> | void,
): Next {
  const look = async (): Promise<void> => {
    await seen(await open.lookAtTurn());
  };
  const { turn } = open;
  if (turn.isMine) return { goOn: look };
  return {
    what: `the turn of the term, which ${turn.holder ?? 'another transaction'} has.`,
    moment: { summary: 'Next look for the turn', atMs: Date.now() + LOOK_EVERY_MS, come: look },
  };
}

/** Of a state in which something is always to be done, or nothing any more. */
export const NOTHING_AWAITED: Next = { what: 'somebody to look at it.' };
