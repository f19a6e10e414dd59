import { isQuoted, type SeenForTurn } from '../mid-term/open-change.js';
import type { CancellationQuoted } from '../../activities/cancellation/cancellation-activities.js';
import type { OpenCancellation } from './open-cancellation.js';

/** The term as the turn finds it: it may have been cancelled meanwhile, or be over. */
export async function seenForTurn(
  open: OpenCancellation,
  found: SeenForTurn<CancellationQuoted>,
): Promise<void> {
  if (found.kind === 'waits') return;
  const { course, cancelledBefore } = open;
  const { facts } = found.seen;
  const isCancelledMeanwhile = facts.cancelledOn !== cancelledBefore;
  if (found.kind === 'refused') {
    course.happened({ kind: isCancelledMeanwhile ? 'otherCancelled' : 'endOfTerm' });
    return;
  }
  if (isQuoted(found.seen)) open.keep(found.seen);
  else if (!isCancelledMeanwhile) await open.quoteAgain();
  const { day } = open.quote;
  course.happened({ kind: 'turnGranted', term: facts, date: day.date, cancelledBefore });
}
