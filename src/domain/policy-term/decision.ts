import { isSufficient, type ConfirmationBasis } from '../billing/confirmation.js';
import { totalOf } from '../money/charges.js';
import type { Cents } from '../money/cents.js';
import type { TermEffect, TermEventOf, TermRefused } from './events.js';
import type { Confirmation, PolicyTerm } from './state.js';
import type { CountedPayment } from '../ledger/release.js';
import { answered, refused, type TermStep } from './answers.js';
import { basisOf } from './arithmetic.js';

/** Decides on the money that is there. An unconfirmed term with enough becomes confirmed, and billing is told. */
export function decided(
  term: PolicyTerm,
  paymentId: string | null,
  result: 'counted' | 'bound',
  effects: readonly TermEffect[] = [],
): TermStep {
  const basis = basisOf(term);
  const isEnough =
    term.status === 'unconfirmed' && basis !== null && isSufficient(term.ledger.goodCents, basis);
  return isEnough
    ? confirmed(term, { by: 'money', paymentId }, result, effects)
    : answered(term, result, effects);
}

/** Confirms the term for good and tells billing. */
export function confirmed(
  term: PolicyTerm,
  how: Pick<Confirmation, 'by' | 'paymentId'>,
  result: 'counted' | 'bound' | 'confirmed',
  effects: readonly TermEffect[] = [],
): TermStep {
  const confirmation = { ...how, takenBackCents: 0 };
  return answered({ ...term, status: 'confirmed', confirmation }, result, [
    ...effects,
    { kind: 'updateTermConfirmed' },
  ]);
}

/** Why billing has no say, and where the mistake may lie. */
const NEVER_CONFIRMED_BY_BILLING = {
  offer:
    "of the offer flow, which is confirmed by paying the offer. Check the product's flow in billing.",
  notBilled:
    'that no billing system bills, and which its bind confirmed. Find out which term was meant.',
} as const;

/** The same for billing. */
const REFUSED_CONFIRMATION = {
  offer: {
    found: 'one whose offer is paid before it is bound',
    allowed: 'one that money or billing confirms after its bind',
  },
  notBilled: {
    found: 'one that no billing system bills',
    allowed: 'one that a billing system bills',
  },
} as const;

/** Takes billing's word that the term is confirmed. Rows t10, t15. */
export function onConfirmTerm(
  term: PolicyTerm,
  { id }: TermEventOf<'confirmTerm'>,
): TermStep | TermRefused {
  const flow = term.binding?.flow;
  if (flow === 'offer' || flow === 'notBilled') {
    const facts = { field: 'term', ...REFUSED_CONFIRMATION[flow] };
    const text = `Billing sent confirmTerm (${id}) for a term ${NEVER_CONFIRMED_BY_BILLING[flow]}`;
    return refused('wrongFlow', facts, [
      { kind: 'task', key: 'wrongFlow', code: 'wrongFlow', text },
    ]);
  }
  return term.status === 'confirmed'
    ? answered(term, 'alreadyConfirmed')
    : confirmed(term, { by: 'billing', paymentId: null }, 'confirmed');
}

/** The term is cancelled: a word of confirmation comes too late, and a person should know why it came. Row t31. */
export function onConfirmCancelled(
  term: PolicyTerm,
  { id }: TermEventOf<'confirmTerm'>,
): TermRefused {
  const since = term.cancellation?.effectiveDate ?? '';
  const text = `Billing confirmed (${id}) a term that is cancelled from ${since}; find out whether money came in.`;
  return refused(
    'termCancelled',
    { field: 'status', found: `cancelled from ${since}`, allowed: 'a bound term in force' },
    [{ kind: 'task', key: 'termCancelled', code: 'termCancelled', text }],
  );
}

/** The payment with which the sum was first enough, in the order in which billing received them. Null where none made it. */
export function confirmingPayment(
  counted: readonly CountedPayment[],
  basis: ConfirmationBasis,
  startCents: Cents,
): string | null {
  let sum = startCents;
  if (isSufficient(sum, basis)) return null;
  for (const { paymentId, amountCents } of counted) {
    sum += amountCents;
    if (isSufficient(sum, basis)) return paymentId;
  }
  return null;
}

/**
 * The threshold after an endorsement of an unconfirmed term. Only one of the whole term moves with it: the first invoice
 * and the down payment were sent as they were, and a fixed amount is the product's.
 */
export function thresholdAfter(
  { kind, thresholdCents }: ConfirmationBasis,
  { charges }: TermEventOf<'endorsed'>,
): Cents {
  return kind === 'fullTerm' ? Math.max(0, thresholdCents + totalOf(charges)) : thresholdCents;
}
