import { instantMs } from '../calendar/instant.js';
import { isWithin } from '../billing/confirmation.js';
import { formatCents, type Cents } from '../money/cents.js';
import type { TermEffect } from './events.js';
import { type PolicyTerm, type TermCancellation } from './state.js';
import type { Payment } from '../ledger/state.js';
import { sumReceived } from '../ledger/views.js';
import { answered, type TermStep } from './answers.js';
import { basisOf } from './arithmetic.js';
import { reinstatementRequestId, startedReinstatement } from './starts.js';

/** Money for a cancelled term: in time and enough starts its reinstatement, any other waits for a person. */
export function heldByCancellation(
  term: PolicyTerm,
  cancellation: TermCancellation,
  payment: Payment,
): TermStep {
  const { rescind, replacedBy, isReinstatementStarted, lateMoneyDue } = cancellation;
  const isInTime = rescind !== null && instantMs(payment.receivedAt) < rescind.deadlineMs;
  const inTimeCents = cancellation.inTimeCents + (isInTime ? payment.amountCents : 0);
  const tolerance = basisOf(term)?.toleranceCents ?? 0;
  const isEnough = isInTime && isWithin(rescind.pastDueCents - inTimeCents, tolerance);
  if (isEnough && replacedBy === null) {
    const held = { ...term, cancellation: { ...cancellation, inTimeCents } };
    if (isReinstatementStarted) return answered(held, 'held');
    const started = withReinstatement(held);
    return answered(started.term, 'held', started.effects);
  }
  return answered({ ...term, cancellation: { ...cancellation, inTimeCents } }, 'held', [
    {
      kind: 'task',
      key: lateMoneyKey(payment.paymentId),
      code: 'lateMoney',
      text: `Payment ${payment.paymentId} of ${formatCents(payment.amountCents)} came for a cancelled term; reinstate or return it.`,
      due: lateMoneyDue,
    },
  ]);
}

/** The cancelled term with a reinstatement started, another than any before. */
export function withReinstatement(term: PolicyTerm): {
  readonly term: PolicyTerm;
  readonly effects: readonly TermEffect[];
} {
  const { cancellation } = term;
  const started: PolicyTerm = {
    ...term,
    cancellation: cancellation && { ...cancellation, isReinstatementStarted: true },
    startedReinstatements: term.startedReinstatements + 1,
  };
  const requestId = reinstatementRequestId(started);
  return {
    term: started,
    effects: [{ kind: 'startReinstatement', reason: 'paymentInTime', requestId }],
  };
}

/** Key of the task about money that came when the term could not take it any more. */
export function lateMoneyKey(paymentId: string): string {
  return `lateMoney:${paymentId}`;
}

/** Asks a person what shall become of money that came after the end. */
export function moneyAfterEnd(term: PolicyTerm, { paymentId, amountCents }: Payment): TermEffect {
  const { policyNumber, termNumber } = term.ledger;
  return {
    kind: 'task',
    key: lateMoneyKey(paymentId),
    code: 'lateMoney',
    text: `Payment ${paymentId} of ${formatCents(amountCents)} came when term ${policyNumber}-${termNumber} was over; move or return it.`,
  };
}

/** Good money in time for a cancellation, of what is held. Walks the ledger. */
export function inTimeCents(term: PolicyTerm, deadlineMs: number | null): Cents {
  return deadlineMs === null ? 0 : sumReceived(term.ledger, 'held', (at) => at < deadlineMs);
}

/**
 * The term when money that came for its cancellation was taken back: it no longer counts as in time, and a reinstatement
 * that it started is called off where what is left is not enough.
 */
export function withoutInTime(
  term: PolicyTerm,
  receivedAtMs: number,
  amountCents: Cents,
): { readonly term: PolicyTerm; readonly effects: readonly TermEffect[] } {
  const { cancellation } = term;
  const rescind = cancellation?.rescind;
  if (!rescind || receivedAtMs >= rescind.deadlineMs) return { term, effects: [] };
  const left = { ...cancellation, inTimeCents: cancellation.inTimeCents - amountCents };
  const tolerance = basisOf(term)?.toleranceCents ?? 0;
  const isEnough = isWithin(rescind.pastDueCents - left.inTimeCents, tolerance);
  if (isEnough || !left.isReinstatementStarted)
    return { term: { ...term, cancellation: left }, effects: [] };
  return {
    term: { ...term, cancellation: { ...left, isReinstatementStarted: false } },
    effects: [
      { kind: 'closeTask', key: 'startReinstatement' },
      { kind: 'callOffReinstatement', transaction: startedReinstatement(term) },
    ],
  };
}
