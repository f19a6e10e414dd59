import type { TermEventOf, TermRefused } from './events.js';
import type { PolicyTerm } from './state.js';
import { noted, refused, type TermStep } from './answers.js';

/** A notice of cancellation is out. Coverage goes on till its date. Row t21. */
export function onCancellationPending(
  term: PolicyTerm,
  { transaction, effectiveDate }: TermEventOf<'cancellationPending'>,
): TermStep | TermRefused {
  const pending = term.pendingCancellation;
  if (pending)
    return refused('cancellationPending', {
      field: 'transaction',
      found: `${pending.transaction}, pending for ${pending.effectiveDate}`,
      allowed: 'reschedule it, or pendingCleared first',
    });
  return noted(
    { ...term, pendingCancellation: { transaction, effectiveDate } },
    `A cancellation is pending for ${effectiveDate}.`,
  );
}

/** The pending cancellation was rescinded or withdrawn, by the transaction that set it. Row t22. */
export function onPendingCleared(
  term: PolicyTerm,
  { transaction }: TermEventOf<'pendingCleared'>,
): TermStep | TermRefused {
  const others = pendingOfAnother(term, transaction);
  if (others) return others;
  return noted({ ...term, pendingCancellation: null }, 'No cancellation is pending.');
}

/** The pending cancellation is for another day, says the transaction that set it. */
export function onRescheduled(
  term: PolicyTerm,
  { transaction, effectiveDate }: TermEventOf<'rescheduled'>,
): TermStep | TermRefused {
  const others = pendingOfAnother(term, transaction);
  if (others) return others;
  if (term.pendingCancellation === null)
    return refused('notAllowedInState', {
      field: 'pendingCancellation',
      found: 'none',
      allowed: 'cancellationPending first',
    });
  return noted(
    { ...term, pendingCancellation: { transaction, effectiveDate } },
    `A cancellation is pending for ${effectiveDate}.`,
  );
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
