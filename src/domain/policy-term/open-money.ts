import { formatCents } from '../money/cents.js';
import { isBilled, type PolicyTerm } from './state.js';
import { arithmeticNow, delinquentCents } from './arithmetic.js';

/**
 * What somebody has to do something about at the end of a term, in words; null when there is nothing. Invoices that were
 * never paid are billing's to collect: only what was paid and taken back again is open here.
 */
export function openMoney(term: PolicyTerm): string | null {
  // What was sent to such a term by mistake has tasks of its own.
  if (isBilled(term) === false) return null;
  const { unapplied } = arithmeticNow(term);
  const { heldCents, parkedCount } = term.ledger;
  const delinquent = term.status === 'cancelled' ? 0 : delinquentCents(term);
  const parts = [
    ...(delinquent > 0 ? [`${formatCents(delinquent)} taken back and owed again`] : []),
    ...(unapplied > 0 ? [`${formatCents(unapplied)} unapplied`] : []),
    ...(heldCents > 0 ? [`${formatCents(heldCents)} held`] : []),
    ...(parkedCount > 0 ? [`${parkedCount} payments parked`] : []),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}
