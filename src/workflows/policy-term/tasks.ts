import { type PolicyTerm } from '../../domain/policy-term/state.js';
import { termOfId } from '../../domain/workflow-ids.js';
import type { SharingTerm } from './messages.js';
import { awaitsRenewal } from '../../domain/policy-term/renewal-timer.js';
import { differenceTaskKey } from '../../domain/reconciliation/tasks.js';
import { isInForce } from '../../domain/policy-term/term-facts.js';
import { isEmptied } from '../../domain/ledger/views.js';
import { delinquentCents } from '../../domain/policy-term/arithmetic.js';

const UNKNOWN_HERE_TASK = differenceTaskKey('unknownHere');

/** Whether what a task asks for is no longer to be done, because of what has come since. */
export function isObsolete(key: string, term: PolicyTerm): boolean {
  switch (key) {
    case 'startFlatCancellation':
    case 'startCancellation':
    case 'partlyPaid':
      return term.confirmation !== null;
    case 'startRenewal':
      return !isInForce(term);
    case 'renewalStart':
      return !awaitsRenewal(term);
    case 'directionHolds':
      return !isInForce(term) || term.isRenewalStarted || term.direction?.direction !== 'nonRenew';
    case 'paidMeanwhile':
      return term.cancellation === null;
    case 'delinquency':
      return delinquentCents(term) === 0;
    case 'impossibleNumber':
    case UNKNOWN_HERE_TASK:
      return term.binding !== null;
    case 'resembles':
      return term.binding !== null || isEmptied(term.ledger);
    default:
      return false;
  }
}

/** What a person is asked about a payment that other terms have too. */
export function samePaymentText(paymentId: string, terms: readonly SharingTerm[]): string {
  const where = terms.map(termInWords).join(', ');
  return `Payment ${paymentId} was also told for ${where}, and counts at each. An id names one payment: find out where it belongs, and have it taken back at the other.`;
}

function termInWords({ workflowId, isOver }: SharingTerm): string {
  const term = termOfId(workflowId);
  const name = term ? `policy ${term.policyNumber}, term ${term.termNumber}` : workflowId;
  return isOver ? `${name} (which has ended, so that nobody is asked there)` : name;
}

/** What a person is asked when a transaction was gone before the turn came to it. */
export function turnNotTakenText(transaction: string): string {
  return `The turn came to transaction ${transaction}, which does not run any more; it went on to the next. Find out whether that transaction is to be begun again.`;
}
