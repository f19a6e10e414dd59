import { lateMoneyKey } from './money-after-cancellation.js';
import type { TermEffect, TermEventOf, TermRefused } from './events.js';
import type { ChargedLayer } from '../premium/charged-term.js';
import type { PolicyTerm } from './state.js';
import { holdsTurn, notTurnHolder } from './turn.js';
import { releaseHeld } from '../ledger/release.js';
import { noted, refused, type TermStep } from './answers.js';
import { basisOf, measuredAnew } from './arithmetic.js';
import { delinquencyOf } from './money-tasks.js';
import { confirmingPayment, decided } from './decision.js';
import { isCalledOff } from './starts.js';
import { changeTold, withNextTerm } from './renewal.js';

/**
 * The cancellation is undone. The term is what it was before it, money that came meanwhile is counted, and what was taken
 * back meanwhile is owed again. Only the holder of the turn can have booked it. Rows t25, t26.
 */
export function onReinstated(
  term: PolicyTerm,
  event: TermEventOf<'reinstated'>,
): TermStep | TermRefused {
  const { transaction, paymentDeadline } = event;
  const replacedBy = term.cancellation?.replacedBy;
  if (replacedBy)
    return refused('termReplaced', {
      field: 'status',
      found: `replaced by ${replacedBy}`,
      allowed: 'a cancelled term without a rewrite',
    });
  if (!holdsTurn(term, event)) return notTurnHolder(term, transaction);
  const { ledger, counted } = releaseHeld(term.ledger, term.ledger.currency ?? '');
  const back = measuredAnew({
    ...term,
    ledger,
    status: term.confirmation ? 'confirmed' : 'unconfirmed',
    cancellation: null,
    // Its next term was not wanted without it, and is again.
    renewalEnded: null,
    layers: [...term.layers, reinstatementLayer(term, event)],
  });
  const basis = basisOf(back);
  const paymentId = basis && confirmingPayment(counted, basis, term.ledger.goodCents);
  const done: readonly TermEffect[] = [
    ...counted.map((paid) => ({ kind: 'closeTask', key: lateMoneyKey(paid.paymentId) }) as const),
    { kind: 'closeTask', key: 'startReinstatement' },
    ...delinquencyOf(back),
    ...changeTold(term, 'reinstated', transaction),
    ...withNextTerm(term),
  ];
  const step = decided(back, paymentId, 'counted', done);
  if (step.term.status !== 'unconfirmed') return step;
  const deadline = { kind: 'movePaymentDeadline', deadline: paymentDeadline } as const;
  return { ...step, effects: [...step.effects, deadline] };
}

/** What is charged again; the figures of the whole term are those from before the cancellation. */
function reinstatementLayer(
  { layers, cancellation }: PolicyTerm,
  { transaction, effectiveDate, charges, quoteGuid }: TermEventOf<'reinstated'>,
): ChargedLayer {
  return {
    kind: 'reinstatement',
    transaction,
    effectiveDate,
    booked: charges,
    fullTerm: layers.at(-1)?.fullTerm ?? [],
    ...(quoteGuid !== undefined && { quoteGuid }),
    ...(cancellation && { cancelledOn: cancellation.effectiveDate }),
  };
}

/** The reinstatement came to nothing: money in time may start another, unless it has. */
export function onReinstatementEnded(
  term: PolicyTerm,
  { transaction }: TermEventOf<'reinstatementEnded'>,
): TermStep {
  const { cancellation } = term;
  const text = 'The term stays cancelled.';
  if (cancellation === null || isCalledOff(term, transaction)) return noted(term, text);
  return noted({ ...term, cancellation: { ...cancellation, isReinstatementStarted: false } }, text);
}
