import type { TermEventOf, TermRefused } from './events.js';
import type { PolicyTerm } from './state.js';
import { holdsTurn, notTurnHolder } from './turn.js';
import { noted, type TermStep, refusedAsDone } from './answers.js';

/** A rewrite took the place of the cancelled term. Row t27. */
export function onReplaced(
  term: PolicyTerm,
  { transaction, newTerm }: TermEventOf<'replaced'>,
): TermStep | TermRefused {
  if (!holdsTurn(term, { transaction })) return notTurnHolder(term, transaction);
  const { cancellation } = term;
  if (cancellation?.replacedBy)
    return refusedAsDone('newTerm', `replaced by ${cancellation.replacedBy}`, 'one rewrite');
  return noted(
    { ...term, cancellation: cancellation && { ...cancellation, replacedBy: newTerm } },
    `The term was replaced by ${newTerm}.`,
  );
}
