import type { TermEventOf, TermRefused } from './events.js';
import type { ChargedLayer } from '../premium/charged-term.js';
import type { PolicyTerm } from './state.js';
import { holdsTurn, notTurnHolder } from './turn.js';
import { noted, type TermStep, refusedAsDone } from './answers.js';
import { basisOf, measuredAnew } from './arithmetic.js';
import { decided, thresholdAfter } from './decision.js';
import { changeTold } from './renewal.js';

/** An endorsement was booked: a layer more. An unconfirmed term is decided again. Row t20. */
export function onEndorsed(
  term: PolicyTerm,
  event: TermEventOf<'endorsed'>,
): TermStep | TermRefused {
  const { transaction, effectiveDate, charges, fullTerm, quoteGuid } = event;
  if (!holdsTurn(term, event)) return notTurnHolder(term, transaction);
  const isKnown = (layer: ChargedLayer): boolean =>
    layer.transaction === transaction || (quoteGuid !== undefined && layer.quoteGuid === quoteGuid);
  if (term.layers.some(isKnown))
    return refusedAsDone(
      'transaction',
      `${transaction} is booked`,
      'one layer of each transaction',
    );
  const layer = {
    kind: 'endorsement',
    transaction,
    effectiveDate,
    booked: charges,
    fullTerm,
    ...(quoteGuid !== undefined && { quoteGuid }),
  } as const;
  const endorsed = { ...term, layers: [...term.layers, layer] };
  const basis = basisOf(term);
  const told = changeTold(term, 'endorsed', transaction);
  if (term.status !== 'unconfirmed' || !basis)
    return noted(measuredAnew(endorsed), 'A layer was added.', told);
  const thresholdCents = thresholdAfter(basis, event);
  return decided(measuredAnew(endorsed, { thresholdCents }), null, 'counted', told);
}
