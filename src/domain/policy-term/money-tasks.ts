import { formatCents } from '../money/cents.js';
import type { TermEffect, UpFrontPayment } from './events.js';
import { isBilled, type PolicyTerm } from './state.js';
import type { Payment } from '../ledger/state.js';
import { delinquentCents } from './arithmetic.js';

/** Key of the one task that is open while money waits for the bind. */
export const MONEY_BEFORE_BIND = 'moneyBeforeBind';

/** Key of the task to refund what came for a term that nobody bound. */
export const REFUND = 'refund';

/** Tells a person of money that is said to come only later. */
export function postdatedTask({
  paymentId,
  amountCents,
  currency,
  receivedAt,
}: UpFrontPayment): TermEffect {
  return {
    kind: 'task',
    key: postdatedKey(paymentId),
    code: 'moneyPostdated',
    text: `Payment ${paymentId} of ${formatCents(amountCents)} ${currency} is received only at ${receivedAt}, says billing. It counts from then on; if the time is wrong, have it reversed and told anew.`,
  };
}

/** Key of the task about a payment that is said to come only later. */
export function postdatedKey(paymentId: string): string {
  return `moneyPostdated:${paymentId}`;
}

/** Asks a person to move money that is not for this term; of a cancelled one by the day for late money. */
export function parkedTask(
  term: PolicyTerm,
  { paymentId, ...paid }: Pick<Payment, 'paymentId'> & Partial<Payment>,
): TermEffect {
  const { policyNumber, termNumber, currency } = term.ledger;
  const named = paid.currency
    ? ` (${paid.currency}, term ${paid.policyNumber ?? ''}-${paid.termNumber ?? ''})`
    : '';
  const here = `term ${policyNumber}-${termNumber}`;
  const why =
    isBilled(term) === false
      ? `came for ${here}, which no billing system bills`
      : `does not fit ${here} in ${currency ?? 'its currency'}`;
  return {
    kind: 'task',
    key: parkedKey(paymentId),
    code: 'moneyParked',
    text: `Payment ${paymentId}${named} ${why}; move or return it.`,
    ...(term.cancellation ? { due: term.cancellation.lateMoneyDue } : {}),
  };
}

/** Key of the task about a payment that does not fit the term. */
export function parkedKey(paymentId: string): string {
  return `moneyParked:${paymentId}`;
}

/** Tells a person of money that waits for the bind; one task for all of it. */
export function moneyBeforeBind(term: PolicyTerm): TermEffect {
  const { policyNumber, termNumber } = term.ledger;
  return {
    kind: 'task',
    key: MONEY_BEFORE_BIND,
    code: 'moneyBeforeBind',
    text: `Money came for term ${policyNumber}-${termNumber}, which is not bound. It is counted at the bind.`,
  };
}

/** How many currencies a refund names; a sender that makes them up must not make the task long. */
const REFUNDS_NAMED = 5;

/** That a term owes again what was taken back. A cancelled one owes nothing as long as it stays so. */
export function delinquencyOf(term: PolicyTerm): readonly TermEffect[] {
  const shortfallCents = delinquentCents(term);
  const isOwed = term.status === 'confirmed' || term.status === 'expired';
  return isOwed && shortfallCents > 0 ? [{ kind: 'delinquency', shortfallCents }] : [];
}

/** Asks a person to pay back what came for a term that nobody bound; null when nothing is left of it. */
export function refundTask({ ledger }: PolicyTerm): TermEffect | null {
  const { heldByCurrency: held } = ledger;
  if (held.length === 0) return null;
  const sums = held
    .slice(0, REFUNDS_NAMED)
    .map(({ currency, cents }) => `${formatCents(cents)} ${currency}`);
  const others = held.length - sums.length;
  if (others > 0) sums.push(`what came in ${others} other currencies`);
  const { policyNumber, termNumber } = ledger;
  return {
    kind: 'task',
    key: REFUND,
    code: 'refund',
    text: `Term ${policyNumber}-${termNumber} was not bound; refund ${sums.join(' and ')}, and report it as reversals.`,
  };
}

/** What a person was asked about all money that waits for a bind, now that some of it was taken back. */
export function tasksOfWaiting(term: PolicyTerm): readonly TermEffect[] {
  if (term.binding) return [];
  const refund = refundTask(term);
  if (refund === null) return [closing(MONEY_BEFORE_BIND), closing(REFUND)];
  return term.status === 'closed' ? [refund] : [];
}

/** Closes a task, if it is open. */
export function closing(key: string): TermEffect {
  return { kind: 'closeTask', key };
}
