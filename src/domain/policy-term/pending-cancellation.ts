import { instantMs } from '../calendar/instant.js';
import { isWithin } from '../billing/confirmation.js';
import type { Cents } from '../money/cents.js';
import type { TermEffect, TermEventOf, TermRefused } from './events.js';
import type { PendingCancellation, PolicyTerm } from './state.js';
import { noted, refused, type TermStep } from './answers.js';
import { basisOf } from './arithmetic.js';
import { closing } from './money-tasks.js';

/** A notice of cancellation is out. Coverage goes on till its date. Row t21. */
export function onCancellationPending(
  term: PolicyTerm,
  { transaction, effectiveDate, rescind }: TermEventOf<'cancellationPending'>,
): TermStep | TermRefused {
  const pending = term.pendingCancellation;
  if (pending)
    return refused('cancellationPending', {
      field: 'transaction',
      found: `${pending.transaction}, pending for ${pending.effectiveDate}`,
      allowed: 'reschedule it, or pendingCleared first',
    });
  const pendingCancellation: PendingCancellation = {
    transaction,
    effectiveDate,
    rescind: rescind && {
      deadlineMs: instantMs(rescind.deadline),
      pastDueCents: rescind.pastDueCents,
    },
    inTimeCents: 0,
    lastInTimeMs: null,
    isRescissionAsked: false,
  };
  return noted({ ...term, pendingCancellation }, `A cancellation is pending for ${effectiveDate}.`);
}

/** The pending cancellation was rescinded or withdrawn, by the transaction that set it. Row t22. */
export function onPendingCleared(
  term: PolicyTerm,
  { transaction }: TermEventOf<'pendingCleared'>,
): TermStep | TermRefused {
  const others = pendingOfAnother(term, transaction);
  if (others) return others;
  return noted(
    { ...term, pendingCancellation: null },
    'No cancellation is pending.',
    rescissionOver(term),
  );
}

/** The pending cancellation is for another day, says the transaction that set it. */
export function onRescheduled(
  term: PolicyTerm,
  { transaction, effectiveDate, deadline }: TermEventOf<'rescheduled'>,
): TermStep | TermRefused {
  const others = pendingOfAnother(term, transaction);
  if (others) return others;
  const pending = term.pendingCancellation;
  if (pending === null)
    return refused('notAllowedInState', {
      field: 'pendingCancellation',
      found: 'none',
      allowed: 'cancellationPending first',
    });
  const rescind = pending.rescind && { ...pending.rescind, deadlineMs: instantMs(deadline) };
  return noted(
    { ...term, pendingCancellation: { ...pending, effectiveDate, rescind } },
    `A cancellation is pending for ${effectiveDate}.`,
  );
}

/** Money that came, or was taken back. */
interface MoneyForRescission {
  readonly paymentId: string;
  readonly receivedAtMs: number;
  /** Below zero for money taken back. */
  readonly amountCents: Cents;
}

/**
 * What good money does to a pending cancellation: what is received before the deadline adds up, and when it is enough the
 * cancellation is rescinded. What is taken back counts against it.
 *
 * @param step what the money came to for the term
 */
export function towardsRescission(
  step: TermStep,
  { paymentId, receivedAtMs, amountCents }: MoneyForRescission,
): TermStep {
  const { term, effects } = step;
  const pending = term.pendingCancellation;
  if (!pending?.rescind || receivedAtMs >= pending.rescind.deadlineMs) return step;
  const inTimeCents = pending.inTimeCents + amountCents;
  const missing = pending.rescind.pastDueCents - inTimeCents;
  const isEnough = isWithin(missing, basisOf(term)?.toleranceCents ?? 0);
  const lastInTimeMs =
    amountCents > 0 ? Math.max(receivedAtMs, pending.lastInTimeMs ?? 0) : pending.lastInTimeMs;
  const isRescissionAsked = isEnough;
  const next: PendingCancellation = { ...pending, inTimeCents, lastInTimeMs, isRescissionAsked };
  return {
    ...step,
    term: { ...term, pendingCancellation: next },
    effects: [...effects, ...rescissionChanged(pending, next, paymentId)],
  };
}

function rescissionChanged(
  was: PendingCancellation,
  { transaction, inTimeCents, lastInTimeMs, isRescissionAsked }: PendingCancellation,
  paymentId: string,
): readonly TermEffect[] {
  if (was.isRescissionAsked === isRescissionAsked) return [];
  if (!isRescissionAsked) return [closing('rescindCancellation')];
  return [
    {
      kind: 'rescindCancellation',
      transaction,
      paymentId,
      receivedAt: new Date(lastInTimeMs ?? 0).toISOString(),
      receivedCents: inTimeCents,
    },
  ];
}

/** Nobody needs to rescind it any more: it is, or it was booked. */
export function rescissionOver({ pendingCancellation }: PolicyTerm): readonly TermEffect[] {
  return pendingCancellation?.isRescissionAsked ? [closing('rescindCancellation')] : [];
}

function pendingOfAnother(term: PolicyTerm, transaction: string): TermRefused | null {
  const pending = term.pendingCancellation;
  if (pending === null || pending.transaction === transaction) return null;
  return refused('cancellationPending', {
    field: 'transaction',
    found: transaction,
    allowed: `the transaction whose cancellation is pending: ${pending.transaction}`,
  });
}
