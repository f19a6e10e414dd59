import { instantMs } from '../calendar/instant.js';
import type { Cents } from '../money/cents.js';
import { inTimeCents, withReinstatement } from './money-after-cancellation.js';
import type { TermEventOf, TermRefused } from './events.js';
import type { PolicyTerm } from './state.js';
import { holdsTurn, notTurnHolder, withoutHopeless } from './turn.js';
import { noted, refused, type TermStep } from './answers.js';
import { measuredAnew } from './arithmetic.js';
import { rescissionOver } from './pending-cancellation.js';

/** The cancellation is booked: nothing else goes on with the term. Row t23. */
export function onCancelled(
  term: PolicyTerm,
  event: TermEventOf<'cancelled'>,
): TermStep | TermRefused {
  const { transaction, effectiveDate } = event;
  if (!holdsTurn(term, transaction)) return notTurnHolder(term, transaction);
  const cancelled = withoutHopeless({
    ...withReturn(term, event),
    status: 'cancelled',
    pendingCancellation: null,
    cancellation: cancellationOf(term, event),
  });
  const back = paidInTime(term, cancelled.term);
  return noted(back.term, `The term is cancelled from ${effectiveDate}.`, [
    ...cancelled.effects,
    ...rescissionOver(term),
    { kind: 'withdrawEndorsements', effectiveDate },
    { kind: 'tellRenewalCancelled', effectiveDate },
    ...back.effects,
  ]);
}

/** Enough money was received in time, and told when the cancellation could not be stopped any more. */
function paidInTime(
  { pendingCancellation }: PolicyTerm,
  cancelled: PolicyTerm,
): ReturnType<typeof withReinstatement> {
  const isPaid = pendingCancellation?.isRescissionAsked && cancelled.cancellation?.rescind;
  return isPaid ? withReinstatement(cancelled) : { term: cancelled, effects: [] };
}

/** Keeps what the cancellation returned; money is measured against what is left of the charges. */
function withReturn(
  term: PolicyTerm,
  { transaction, effectiveDate, charges, terms }: TermEventOf<'cancelled'>,
): PolicyTerm {
  const returns = [...term.returns, { transaction, effectiveDate, booked: charges, terms }];
  return measuredAnew({ ...term, returns });
}

function cancellationOf(
  term: PolicyTerm,
  { transaction, effectiveDate, rescind, lateMoneyDue }: TermEventOf<'cancelled'>,
): NonNullable<PolicyTerm['cancellation']> {
  const deadlineMs = rescind && instantMs(rescind.deadline);
  return {
    effectiveDate,
    rescind:
      rescind && deadlineMs !== null ? { deadlineMs, pastDueCents: rescind.pastDueCents } : null,
    inTimeCents: inTimeCents(term, deadlineMs) + toldSinceNotice(term, transaction),
    isReinstatementStarted: term.cancellation?.isReinstatementStarted ?? false,
    lateMoneyDue,
    replacedBy: term.cancellation?.replacedBy ?? null,
  };
}

/** What came in time while the cancellation was pending, and was counted for the term. */
function toldSinceNotice({ pendingCancellation }: PolicyTerm, transaction: string): Cents {
  return pendingCancellation?.transaction === transaction ? pendingCancellation.inTimeCents : 0;
}

/** Cancelled a second time, from an earlier day. Row t24. */
export function onCancelledEarlier(
  term: PolicyTerm,
  event: TermEventOf<'cancelled'>,
): TermStep | TermRefused {
  const { transaction, effectiveDate } = event;
  if (!holdsTurn(term, transaction)) return notTurnHolder(term, transaction);
  const now = term.cancellation?.effectiveDate ?? '';
  if (effectiveDate >= now)
    return refused('notEarlier', {
      field: 'effectiveDate',
      found: effectiveDate,
      allowed: `a day before ${now}`,
    });
  const cancelled = withoutHopeless({
    ...withReturn(term, event),
    cancellation: cancellationOf(term, event),
  });
  return noted(
    cancelled.term,
    `The term is cancelled from ${effectiveDate} and no longer from ${now}.`,
    cancelled.effects,
  );
}
