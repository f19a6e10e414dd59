import type { CivilDate } from '../calendar/civil-date.js';
import { instantMs } from '../calendar/instant.js';
import type { Cents } from '../money/cents.js';
import { inTimeCents, withReinstatement } from './money-after-cancellation.js';
import type { TermEffect, TermEventOf, TermRefused } from './events.js';
import type { PolicyTerm } from './state.js';
import { holdsTurn, notTurnHolder, withoutHopeless } from './turn.js';
import { noted, refused, type TermStep } from './answers.js';
import { basisOf, measuredAnew } from './arithmetic.js';
import { isWithin } from '../billing/confirmation.js';
import { sumReceived } from '../ledger/views.js';
import { withoutNextTerm } from './renewal.js';
import { rescissionOver } from './pending-cancellation.js';

/** The cancellation is booked: nothing else goes on with the term. Row t23. */
export function onCancelled(
  term: PolicyTerm,
  event: TermEventOf<'cancelled'>,
): TermStep | TermRefused {
  const { transaction, effectiveDate } = event;
  if (!holdsTurn(term, event)) return notTurnHolder(term, transaction);
  const cancelled = withoutHopeless({
    ...withReturn(term, event),
    status: 'cancelled',
    pendingCancellation: null,
    cancellation: cancellationOf(term, event),
  });
  const back = paidMeanwhile(cancelled.term, event);
  return noted(back.term, `The term is cancelled from ${effectiveDate}.`, [
    ...cancelled.effects,
    ...rescissionOver(term),
    { kind: 'withdrawEndorsements', effectiveDate },
    { kind: 'tellRenewalCancelled', effectiveDate },
    ...withoutNextTerm(cancelled.term),
    ...back.effects,
  ]);
}

/**
 * Money that came while the cancellation was being booked. Enough of it received in time: a reinstatement is started. A term that was
 * confirmed too late, and was to be cancelled as not taken: a person decides.
 */
function paidMeanwhile(
  term: PolicyTerm,
  event: TermEventOf<'cancelled'>,
): ReturnType<typeof withReinstatement> {
  const { cancellation } = term;
  if (!cancellation?.rescind) return { term, effects: [] };
  const missing = cancellation.rescind.pastDueCents - cancellation.inTimeCents;
  if (cancellation.inTimeCents > 0 && isWithin(missing, basisOf(term)?.toleranceCents ?? 0))
    return withReinstatement(term);
  const isPaidLate = term.confirmation !== null && isFromTheStart(term, event.effectiveDate);
  return { term, effects: isPaidLate ? [paidTooLate(event)] : [] };
}

function paidTooLate({ lateMoneyDue }: TermEventOf<'cancelled'>): TermEffect {
  return {
    kind: 'task',
    key: 'paidMeanwhile',
    code: 'lateMoney',
    text: 'The term was paid after its deadline, while it was being cancelled as not taken; reinstate it or return the money.',
    due: lateMoneyDue,
  };
}

/** Keeps what the cancellation returned; money is measured against what is left of the charges. */
function withReturn(
  term: PolicyTerm,
  { transaction, effectiveDate, charges, terms, quoteGuid }: TermEventOf<'cancelled'>,
): PolicyTerm {
  const known = quoteGuid === undefined ? {} : { quoteGuid };
  const returned = { transaction, effectiveDate, booked: charges, terms, ...known };
  const returns = [...term.returns, returned];
  return measuredAnew({ ...term, returns });
}

function cancellationOf(
  term: PolicyTerm,
  event: TermEventOf<'cancelled'>,
): NonNullable<PolicyTerm['cancellation']> {
  const { effectiveDate, rescind, lateMoneyDue, lateMoney } = event;
  const deadlineMs = rescind && instantMs(rescind.deadline);
  return {
    effectiveDate,
    rescind:
      rescind && deadlineMs !== null ? { deadlineMs, pastDueCents: rescind.pastDueCents } : null,
    inTimeCents: inTimeCents(term, deadlineMs) + countedInTime(term, event, deadlineMs),
    isReinstatementStarted: term.cancellation?.isReinstatementStarted ?? false,
    lateMoneyDue,
    ...(lateMoney && { lateMoney }),
    ...(term.cancellation?.startedFor && { startedFor: term.cancellation.startedFor }),
    replacedBy: term.cancellation?.replacedBy ?? null,
  };
}

/** What came in time and was counted for the term: since the notice, or at all where the term was not taken. */
function countedInTime(
  term: PolicyTerm,
  { transaction, effectiveDate }: TermEventOf<'cancelled'>,
  deadlineMs: number | null,
): Cents {
  const { pendingCancellation, ledger } = term;
  if (pendingCancellation?.transaction === transaction) return pendingCancellation.inTimeCents;
  if (deadlineMs === null || !isFromTheStart(term, effectiveDate)) return 0;
  return sumReceived(ledger, 'counted', (at) => at < deadlineMs);
}

function isFromTheStart({ layers }: PolicyTerm, effectiveDate: CivilDate): boolean {
  return effectiveDate === layers[0]?.effectiveDate;
}

/** Cancelled a second time, from an earlier day. Row t24. */
export function onCancelledEarlier(
  term: PolicyTerm,
  event: TermEventOf<'cancelled'>,
): TermStep | TermRefused {
  const { transaction, effectiveDate } = event;
  if (!holdsTurn(term, event)) return notTurnHolder(term, transaction);
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
