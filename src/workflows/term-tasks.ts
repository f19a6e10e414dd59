import { isEmptied } from '../domain/payment-ledger.js';
import type { TermEffect } from '../domain/policy-term-messages.js';
import { delinquentCents, type PolicyTerm } from '../domain/policy-term-state.js';
import { termOfId } from './term-messages.js';

type Task = Extract<TermEffect, { kind: 'task' }>;

/**
 * What a person is asked to do because of an effect; null where Bindery sees to it by itself or nothing is to be done.
 *
 * Cancellations, reinstatements and renewals that a term calls for are made by hand until Bindery has those transactions.
 */
export function taskOf(effect: TermEffect): Task | null {
  switch (effect.kind) {
    case 'task':
      return effect;
    case 'startFlatCancellation':
      return ask(
        effect.kind,
        'Nothing was paid by the deadline: cancel the policy flat, not taken.',
      );
    case 'startCancellation':
      return ask(effect.kind, 'Too little was paid by the deadline: cancel for non-payment.');
    case 'startReinstatement':
      return ask(effect.kind, 'Enough money was received in time: reinstate without a gap.');
    case 'callOffReinstatement':
      return ask(
        effect.kind,
        'Money that was received in time was taken back: leave the policy cancelled, and call its reinstatement off.',
      );
    case 'startRenewal':
      return ask(effect.kind, 'The renewal is due: start it.');
    case 'delinquency':
      return ask(
        effect.kind,
        'Money was taken back after the term was confirmed; it stays confirmed and owes it again.',
      );
    case 'withdrawEndorsements':
      return ask(effect.kind, 'The term is cancelled: withdraw the endorsements under way.');
    case 'tellRenewalCancelled':
      return null;
    case 'updateTermConfirmed':
    case 'closeTask':
    case 'turnGranted':
    case 'turnRefused':
    case 'runStepAgain':
    case 'movePaymentDeadline':
      return null;
  }
}

/** Whether what a task asks for is no longer to be done, because of what has come since. */
export function isObsolete(key: string, term: PolicyTerm): boolean {
  switch (key) {
    case 'startFlatCancellation':
    case 'startCancellation':
    case 'partlyPaid':
      return term.confirmation !== null;
    case 'delinquency':
      return delinquentCents(term) === 0;
    case 'impossibleNumber':
      return term.binding !== null;
    case 'resembles':
      return term.binding !== null || isEmptied(term.ledger);
    default:
      return false;
  }
}

function ask(key: string, text: string): Task {
  return { kind: 'task', key, code: 'openMoney', text };
}

/** What a person is asked about a payment that other terms have too. @param terms their workflow ids */
export function samePaymentText(paymentId: string, terms: readonly string[]): string {
  const where = terms.map(termInWords).join(', ');
  return `Payment ${paymentId} was also told for ${where}, and counts at each. An id names one payment: find out where it belongs, and have it taken back at the other.`;
}

function termInWords(workflowId: string): string {
  const term = termOfId(workflowId);
  return term ? `policy ${term.policyNumber}, term ${term.termNumber}` : workflowId;
}
