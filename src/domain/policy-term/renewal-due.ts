import type { TermEventOf, TermRefused } from './events.js';
import type { PolicyTerm } from './state.js';
import { noted, refused, type TermStep, refusedAsDone } from './answers.js';

/** The time has come to renew. A note to refer does not forbid it: the renewal itself asks a person then. Row t32. */
export function onRenewalDue(
  term: PolicyTerm,
  { direction }: TermEventOf<'renewalDue'>,
): TermStep | TermRefused {
  if (direction === 'nonRenew' || direction === 'notTaken')
    return refused('directionHolds', {
      field: 'direction',
      found: direction,
      allowed: 'no direction, refer',
    });
  if (term.isRenewalStarted)
    return refusedAsDone('renewal', 'a renewal was started', 'one renewal of each term');
  return noted({ ...term, isRenewalStarted: true }, 'The renewal was started.', [
    { kind: 'startRenewal' },
  ]);
}
