import type { Tell } from './payments.js';
import type { PeriodRecord } from './records.js';
import { standingOf } from './standing.js';
import { periodKey, type Book } from './store.js';

/**
 * Asks the policy side, where billing is set to, to cancel each term whose first invoice is still unpaid when its days of grace are
 * over: once for a term, and again only after it was reinstated. Money that comes later confirms the term as ever.
 *
 * @returns whether anything was asked
 */
export function askForCancellations(book: Book, tell: Tell): boolean {
  if (!book.settings().asksForCancellation) return false;
  return book.transact(() => {
    const late = book.periods.all().filter((period) => isToBeCancelled(book, period));
    for (const period of late) {
      const { policyNumber, termNumber } = period;
      book.periods.put(periodKey(period), { ...period, isCancellationAsked: true });
      tell({ kind: 'beginCancellation', policyNumber, termNumber, reason: 'nonPayment' });
    }
    return late.length > 0;
  });
}

function isToBeCancelled(book: Book, period: PeriodRecord): boolean {
  if (period.status !== 'open' || period.isCancellationAsked === true) return false;
  const { isSufficient, invoices } = standingOf(book, period);
  return !isSufficient && invoices[0]?.isPastDue === true;
}
