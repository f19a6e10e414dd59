import { instantMs } from '../calendar/instant.js';
import { isWithin } from '../billing/confirmation.js';
import { formatCents, type Cents } from '../money/cents.js';
import { lateMoneyAdvice, type LateMoneyAdvice } from '../notice/late-money.js';
import type { ReinstatingMoney, TermEffect } from './events.js';
import { type PolicyTerm, type TermCancellation } from './state.js';
import type { Payment } from '../ledger/state.js';
import { sumReceived } from '../ledger/views.js';
import { answered, type TermStep } from './answers.js';
import { basisOf } from './arithmetic.js';
import { reinstatementRequestId, startedReinstatement } from './starts.js';

/**
 * Money for a cancelled term: in time and enough starts its reinstatement. Any other waits for a person, who is told what the
 * product says of it; where the product decides by itself, enough of it starts the reinstatement as well.
 */
export function heldByCancellation(
  term: PolicyTerm,
  cancellation: TermCancellation,
  payment: Payment,
): TermStep {
  const { rescind, replacedBy, isReinstatementStarted, lateMoneyDue } = cancellation;
  const isInTime = rescind !== null && instantMs(payment.receivedAt) < rescind.deadlineMs;
  const inTimeCents = cancellation.inTimeCents + (isInTime ? payment.amountCents : 0);
  const isEnough = isInTime && isWithin(rescind.pastDueCents - inTimeCents, toleranceOf(term));
  const held = { ...term, cancellation: { ...cancellation, inTimeCents } };
  if (isEnough && replacedBy === null) {
    if (isReinstatementStarted) return answered(held, 'held');
    const started = withReinstatement(held);
    return answered(started.term, 'held', started.effects);
  }
  const advice = adviceOn(held, instantMs(payment.receivedAt));
  if (advice?.reinstates && cancellation.lateMoney?.isAutomatic && !isReinstatementStarted) {
    const started = withReinstatement(held, 'lateMoney');
    return answered(started.term, 'held', started.effects);
  }
  const what = `Payment ${payment.paymentId} of ${formatCents(payment.amountCents)} came for a cancelled term; reinstate or return it.`;
  return answered(held, 'held', [
    {
      kind: 'task',
      key: lateMoneyKey(payment.paymentId),
      code: 'lateMoney',
      text: advice === null ? what : `${what} ${advice.text}`,
      due: lateMoneyDue,
    },
  ]);
}

/** What the product says of all money that came for the cancellation, the last of it at a moment; null where it says nothing. */
function adviceOn(term: PolicyTerm, receivedAtMs: number): LateMoneyAdvice | null {
  const { cancellation, ledger } = term;
  const { rescind = null, lateMoney, replacedBy, inTimeCents = 0 } = cancellation ?? {};
  if (rescind === null || lateMoney === undefined || replacedBy !== null) return null;
  const lateCents = sumReceived(ledger, 'held', (at) => at >= rescind.deadlineMs);
  const [dueCents, paidCents] = [rescind.pastDueCents, inTimeCents + lateCents];
  const toleranceCents = toleranceOf(term);
  return lateMoneyAdvice({ receivedAtMs, dueCents, paidCents, toleranceCents }, lateMoney);
}

function toleranceOf(term: PolicyTerm): Cents {
  return basisOf(term)?.toleranceCents ?? 0;
}

/** The cancelled term with a reinstatement started, another than any before. */
export function withReinstatement(
  term: PolicyTerm,
  reason: ReinstatingMoney = 'paymentInTime',
): {
  readonly term: PolicyTerm;
  readonly effects: readonly TermEffect[];
} {
  const { cancellation } = term;
  const started: PolicyTerm = {
    ...term,
    cancellation: cancellation && {
      ...cancellation,
      isReinstatementStarted: true,
      startedFor: reason,
    },
    startedReinstatements: term.startedReinstatements + 1,
  };
  const requestId = reinstatementRequestId(started);
  return { term: started, effects: [{ kind: 'startReinstatement', reason, requestId }] };
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
 * The term when money that came for its cancellation was taken back: it no longer counts, and a reinstatement that it started
 * is called off where what is left is not enough.
 */
export function withoutMoney(
  term: PolicyTerm,
  receivedAtMs: number,
  amountCents: Cents,
): { readonly term: PolicyTerm; readonly effects: readonly TermEffect[] } {
  const { cancellation } = term;
  const rescind = cancellation?.rescind;
  if (!rescind) return { term, effects: [] };
  const isInTime = receivedAtMs < rescind.deadlineMs;
  const isOfAll = cancellation.startedFor === 'lateMoney';
  if (!isInTime && !isOfAll) return { term, effects: [] };
  const inTimeLeft = cancellation.inTimeCents - (isInTime ? amountCents : 0);
  const left = { ...cancellation, inTimeCents: inTimeLeft };
  const late = (at: number) => at >= rescind.deadlineMs;
  const leftCents = inTimeLeft + (isOfAll ? sumReceived(term.ledger, 'held', late) : 0);
  const isEnough = isWithin(rescind.pastDueCents - leftCents, toleranceOf(term));
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
