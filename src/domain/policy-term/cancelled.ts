import { instantMs } from '../calendar/instant.js';
import { inTimeCents } from './money-after-cancellation.js';
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
  return noted(cancelled.term, `The term is cancelled from ${effectiveDate}.`, [
    ...cancelled.effects,
    ...rescissionOver(term),
    { kind: 'withdrawEndorsements' },
    { kind: 'tellRenewalCancelled', effectiveDate },
  ]);
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
  { effectiveDate, rescind, lateMoneyDue }: TermEventOf<'cancelled'>,
): NonNullable<PolicyTerm['cancellation']> {
  const deadlineMs = rescind && instantMs(rescind.deadline);
  return {
    effectiveDate,
    rescind:
      rescind && deadlineMs !== null ? { deadlineMs, pastDueCents: rescind.pastDueCents } : null,
    inTimeCents: inTimeCents(term, deadlineMs),
    isReinstatementStarted: term.cancellation?.isReinstatementStarted ?? false,
    lateMoneyDue,
    replacedBy: term.cancellation?.replacedBy ?? null,
  };
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
