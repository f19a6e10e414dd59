import type { EndorsementQuoted } from '../../activities/endorsement/endorsement-activities.js';
import { isInForce } from '../../domain/policy-term/term-facts.js';
import type { SeenForTurn } from '../mid-term/open-change.js';
import type { OpenEndorsement } from './open-endorsement.js';

/** The term as it is found by who has the turn, or waits for it: changed meanwhile by others, cancelled, or over. */
export function seenForTurn(
  open: OpenEndorsement,
  { kind, seen }: SeenForTurn<EndorsementQuoted>,
): void {
  if (seen === null) return;
  const { course, quote, request } = open;
  const { facts } = seen;
  const quotedAfter = quote.facts.lastChange;
  if (facts.cancelledOn !== null) {
    open.endsBy('termCancelled', `The term was cancelled from ${facts.cancelledOn}.`);
  } else if (kind === 'refused' || !isInForce(facts)) {
    open.endsBy('endOfTerm', 'The term is over.');
  } else if (kind === 'mine') {
    const { effectiveDate } = request;
    const isSameQuote = seen.change?.digest === quote.change.digest;
    course.happened({ kind: 'turnGranted', term: facts, effectiveDate, quotedAfter, isSameQuote });
    if (course.state === 'draft') open.quoteAnew(seen);
  } else if (facts.lastChange !== quotedAfter) {
    // Whoever has the turn has booked something already: what was quoted no longer holds, whenever the turn comes.
    course.happened({ kind: 'chainMoved' });
    open.quoteAnew(seen);
  }
}
