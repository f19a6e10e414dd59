import { changeId } from '../workflow-ids.js';
import type { PolicyTerm } from './state.js';

/*
 * What a term calls the changes that it starts by itself. Business keys: the same start again is the same transaction, and
 * the next of its kind is another.
 */

/** The cancellation of a term that was not paid; one that came back and is not paid again has another. */
export function cancellationRequestId(
  { ledger, returns }: PolicyTerm,
  reason: 'notTaken' | 'nonPayment',
): string {
  const before = returns.length;
  return `term-${ledger.termNumber}-${reason}${before === 0 ? '' : `-${before + 1}`}`;
}

/** The cancellation of the next term, because this one was cancelled; for another cancellation of this one it is another. */
export function nextTermRequestId({ ledger, returns }: PolicyTerm): string {
  return `term-${ledger.termNumber}-cancelled-${returns.length}`;
}

/** The change of the next term by which it has what a change of this one made. @param nth of the changes of this term */
export function carriedRequestId(termNumber: number, nth: number): string {
  return `term-${termNumber}-carried-${nth}`;
}

/** The reinstatement that the term started last, for money; nothing before the first. */
export function reinstatementRequestId({
  ledger,
  startedReinstatements,
  cancellation,
}: Pick<PolicyTerm, 'ledger' | 'startedReinstatements' | 'cancellation'>): string {
  const money = cancellation?.startedFor ?? 'paymentInTime';
  return `term-${ledger.termNumber}-${money}-${startedReinstatements}`;
}

/** The renewal that the term started last by itself; nothing before the first. */
export function renewalRequestId({ ledger, startedRenewals }: PolicyTerm): string {
  return `term-${ledger.termNumber}-renewal${startedRenewals === 1 ? '' : `-${startedRenewals}`}`;
}

/** Workflow id of the reinstatement that the term started last. */
export function startedReinstatement(term: PolicyTerm): string {
  return changeId('reinstatement', term.ledger.policyNumber, reinstatementRequestId(term));
}

/** Whether a transaction is a reinstatement that the term started before the last, and has called off. */
export function isCalledOff(term: PolicyTerm, transaction: string): boolean {
  const { cancellation } = term;
  for (let no = 1; no < term.startedReinstatements; no += 1)
    for (const startedFor of ['paymentInTime', 'lateMoney'] as const) {
      const earlier = { ...term, startedReinstatements: no };
      const its = cancellation && { ...cancellation, startedFor };
      if (startedReinstatement({ ...earlier, cancellation: its }) === transaction) return true;
    }
  return false;
}
