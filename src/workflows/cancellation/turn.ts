import { isQuoted } from '../mid-term/open-change.js';
import type { OpenCancellation } from './open-cancellation.js';

/** Asks the term for its turn; where it is given at once, goes on. */
export async function takeTurn(open: OpenCancellation): Promise<void> {
  const { turn, quote } = open;
  const refusal = await turn.take(quote.day.date);
  if (refusal !== null || turn.isMine) await lookAtTurn(open);
}

/** Looks at the term with the turn, or to see whether it has come without a word. */
export async function lookAtTurn(open: OpenCancellation): Promise<void> {
  const { turn, course, cancelledBefore } = open;
  const seen = await open.askQuote();
  const { facts } = seen;
  if (seen.hasTurn) turn.noteMine();
  else if (!turn.isAsked) {
    // The term has refused it.
    course.happened({
      kind: facts.cancelledOn === cancelledBefore ? 'endOfTerm' : 'otherCancelled',
    });
    return;
  } else return;
  const isCancelledMeanwhile = facts.cancelledOn !== cancelledBefore;
  if (isQuoted(seen)) open.keep(seen);
  else if (!isCancelledMeanwhile) await open.quoteAgain();
  const { day } = open.quote;
  course.happened({ kind: 'turnGranted', term: facts, date: day.date, cancelledBefore });
}
