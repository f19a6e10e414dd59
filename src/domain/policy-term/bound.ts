import { totalOf } from '../money/charges.js';
import { confirmationThreshold, type ConfirmationBasis } from '../billing/confirmation.js';
import { billedAmounts } from '../billing/instalments.js';
import type { TermEffect, TermEventOf, TermRefused } from './events.js';
import {
  confirmed,
  confirmingPayment,
  contentDiffers,
  decided,
  MONEY_BEFORE_BIND,
  parkedTask,
  postdatedTask,
  REFUND,
  refundTask,
} from './money.js';
import {
  arithmeticNow,
  noted,
  refused,
  keptMoneyAnswer,
  type PolicyTerm,
  type TermStep,
} from './state.js';
import { reversalOf } from '../ledger/views.js';
import { releaseHeld } from '../ledger/release.js';
import { enterPayment } from '../ledger/payment-ledger.js';

/**
 * The term is bound: money that came early is replayed by when billing received it, and decided on at once.
 * In the offer flow the bind itself confirms, because only a paid offer is bound. Rows t2, t4.
 */
export function onBound(term: PolicyTerm, event: TermEventOf<'bound'>): TermStep {
  const { transaction, flow, cancelsForNonPayment, currency, effectiveDate, charges } = event;
  const upFront = withUpFront(term, event);
  const { ledger, counted, parked } = releaseHeld(upFront.term.ledger, currency);
  const basis = basisAtBind(event);
  const open: PolicyTerm = {
    ...term,
    ledger,
    status: 'unconfirmed',
    binding: { transaction, flow, cancelsForNonPayment },
    bases: [basis],
    layers: [{ kind: 'bind', transaction, effectiveDate, booked: charges, fullTerm: charges }],
  };
  const effects: readonly TermEffect[] = [
    ...(term.status === 'awaited' ? [{ kind: 'closeTask', key: MONEY_BEFORE_BIND } as const] : []),
    ...(term.status === 'closed' ? [{ kind: 'closeTask', key: REFUND } as const] : []),
    ...upFront.effects,
    ...parked.map((paymentId) => parkedTask(open, { paymentId })),
  ];
  const step = decided(open, confirmingPayment(counted, basis, 0), 'bound', effects);
  const bound =
    flow === 'offer' && step.term.status === 'unconfirmed'
      ? confirmed(open, { by: 'bind', paymentId: null }, 'bound', effects)
      : step;
  return { ...bound, term: withUpFrontAnswers(bound.term, event) };
}

function basisAtBind(event: TermEventOf<'bound'>): ConfirmationBasis {
  const { rule, charges, plan, firstInvoiceCents, toleranceCents, currency } = event;
  const term = { amounts: billedAmounts(charges), plan, firstInvoiceCents };
  return {
    kind: rule.kind,
    thresholdCents: confirmationThreshold(rule, term),
    toleranceCents: toleranceCents[currency] ?? 0,
    chargedCents: totalOf(charges),
  };
}

function withUpFront(
  term: PolicyTerm,
  event: TermEventOf<'bound'>,
): { readonly term: PolicyTerm; readonly effects: readonly TermEffect[] } {
  const { policyNumber, termNumber } = term.ledger;
  let ledger = term.ledger;
  const effects: TermEffect[] = [];
  for (const payment of event.upFrontPayments) {
    const entered = enterPayment(
      ledger,
      { ...payment, policyNumber, termNumber },
      false,
      event.toldAt,
    );
    ledger = entered.ledger;
    if (entered.outcome === 'conflicting')
      effects.push(...contentDiffers('paymentId', payment.paymentId).effects);
    if (entered.outcome === 'postdated') effects.push(postdatedTask(payment));
  }
  return { term: { ...term, ledger }, effects };
}

/** Billing may send up-front money again under its policy number; it is told then what the bind made of it. */
function withUpFrontAnswers(term: PolicyTerm, event: TermEventOf<'bound'>): PolicyTerm {
  const arithmetic = arithmeticNow(term);
  const { status } = term;
  return event.upFrontPayments.reduce((next, { paymentId, currency, amountCents }) => {
    if (amountCents <= 0 || term.paymentAnswers.has(paymentId)) return next;
    const isKilled = reversalOf(term.ledger, paymentId) !== undefined;
    const isPostdated = term.ledger.postdated.some((other) => other.paymentId === paymentId);
    const placed = currency === event.currency ? 'counted' : 'parked';
    const taken = isPostdated ? 'postdated' : placed;
    const result = isKilled ? 'killed' : taken;
    const kept = keptMoneyAnswer(term, { kind: 'money', result, status, arithmetic });
    return { ...next, paymentAnswers: next.paymentAnswers.set(paymentId, kept) };
  }, term);
}

/** Bound once more, which is nothing new from the transaction that bound it. Row t36. */
export function onBoundAgain(
  term: PolicyTerm,
  { transaction }: TermEventOf<'bound'>,
): TermStep | TermRefused {
  const first = term.binding?.transaction;
  return transaction === first
    ? noted(term, 'The term is bound.')
    : refused('termAlreadyBound', {
        field: 'transaction',
        found: transaction,
        allowed: `the transaction that bound the term: ${first ?? ''}`,
      });
}

/** Bound after it was closed because no bind came in time: what was not refunded yet is counted after all. */
export function onBoundLate(term: PolicyTerm, event: TermEventOf<'bound'>): TermStep | TermRefused {
  return term.binding ? onBoundAgain(term, event) : onBound(term, event);
}

/** The term was never bound: money that came for it goes back. Row t6. */
export function onNotBoundInTime(term: PolicyTerm): TermStep {
  const closed: PolicyTerm = { ...term, status: 'closed' };
  const refund = refundTask(closed);
  return noted(closed, 'The term was not bound in time.', [
    { kind: 'closeTask', key: MONEY_BEFORE_BIND },
    ...(refund ? [refund] : []),
  ]);
}
