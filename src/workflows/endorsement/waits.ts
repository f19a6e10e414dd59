import { momentInWords } from '../../domain/calendar/instant.js';
import type { EndorsementState } from '../../domain/endorsement/state.js';
import type { Next } from '../mid-term/course.js';
import { NOTHING_AWAITED, untilAccepted, untilTurn } from '../mid-term/waits.js';
import type { OpenEndorsement } from './open-endorsement.js';
import { seenForTurn } from './turn.js';

/** What follows in a state of an endorsement when nothing is to be done. */
export function nextIn(open: OpenEndorsement, state: EndorsementState): Next {
  switch (state) {
    case 'quoted':
      return untilAcceptance(open);
    case 'waitingTurn':
      return untilTurn(open, (found) => {
        seenForTurn(open, found);
      });
    case 'draft':
    case 'binding':
    case 'bound':
    case 'completed':
    case 'withdrawn':
      return NOTHING_AWAITED;
  }
}

/** Somebody's word to go on, for as long as the product lets a quote be accepted. */
function untilAcceptance(open: OpenEndorsement): Next {
  const { course, acceptableUntilMs: atMs } = open;
  const next = untilAccepted(open, () => {
    open.transaction.accepted(open.quote.change.digest);
    course.happened({ kind: 'accept' });
  });
  if ('goOn' in next) return next;
  const come = (): void => {
    open.endsBy('expire', `Nobody accepted it by ${new Date(atMs).toISOString()}.`);
  };
  const summary = `End of acceptance, ${momentInWords(new Date(atMs).toISOString())}`;
  return { ...next, moment: { summary, atMs, come } };
}
