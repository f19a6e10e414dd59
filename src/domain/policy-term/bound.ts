import { totalOf } from '../money/charges.js';
import { confirmationThreshold, type ConfirmationBasis } from '../billing/confirmation.js';
import { billedAmounts } from '../billing/instalments.js';
import type { TermEffect, TermEventOf, TermRefused, UnbilledBind } from './events.js';
import type { ChargedLayer } from '../premium/charged-term.js';
import type { PolicyTerm } from './state.js';
import { reversalOf } from '../ledger/views.js';
import { releaseHeld } from '../ledger/release.js';
import { enterPayment } from '../ledger/payment-ledger.js';
import {
  answered,
  noted,
  refused,
  keptMoneyAnswer,
  type TermStep,
  contentDiffers,
} from './answers.js';
import { arithmeticNow } from './arithmetic.js';
import { MONEY_BEFORE_BIND, parkedTask, postdatedTask, REFUND, refundTask } from './money-tasks.js';
import { confirmed, confirmingPayment, decided } from './decision.js';

type Bound = TermEventOf<'bound'>;
type BoundAndBilled = Exclude<Bound, UnbilledBind>;

/** Of a term that no billing system bills. No payment names it, so that none ever counts. */
const NO_CURRENCY = '';

/** The term is bound. Rows t2, t4. */
export function onBound(term: PolicyTerm, event: Bound): TermStep {
  return event.flow === 'notBilled' ? boundAndConfirmed(term, event) : boundAndBilled(term, event);
}

/** Nobody waits for money, so that the bind confirms the term. What came for it before belongs elsewhere. */
function boundAndConfirmed(term: PolicyTerm, event: Bound): TermStep {
  const { transaction, flow, charges } = event;
  const { ledger, parked } = releaseHeld(term.ledger, NO_CURRENCY);
  const bound: PolicyTerm = {
    ...term,
    movedTo: null,
    ledger,
    status: 'confirmed',
    binding: { transaction, flow, cancelsForNonPayment: false, ...oursOf(event) },
    confirmation: { by: 'bind', paymentId: null, takenBackCents: 0 },
    bases: [
      {
        kind: 'notBilled',
        thresholdCents: 0,
        toleranceCents: 0,
        chargedCents: totalOf(charges),
      },
    ],
    layers: [bindLayer(event)],
  };
  return answered(bound, 'bound', [
    ...waitingIsOver(term),
    ...parked.map((paymentId) => parkedTask(bound, { paymentId })),
  ]);
}

/**
 * Money that came early is replayed by when billing received it, and decided on at once. In the offer flow the bind itself
 * confirms, because only a paid offer is bound.
 */
function boundAndBilled(term: PolicyTerm, event: BoundAndBilled): TermStep {
  const { transaction, flow, cancelsForNonPayment, currency } = event;
  const upFront = withUpFront(term, event);
  const { ledger, counted, parked } = releaseHeld(upFront.term.ledger, currency);
  const basis = basisAtBind(event);
  const open: PolicyTerm = {
    ...term,
    movedTo: null,
    ledger,
    status: 'unconfirmed',
    binding: { transaction, flow, cancelsForNonPayment, ...oursOf(event) },
    bases: [basis],
    layers: [bindLayer(event)],
  };
  const effects: readonly TermEffect[] = [
    ...waitingIsOver(term),
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

function oursOf({ isOurs }: Bound): Pick<Bound, 'isOurs'> {
  return isOurs ? { isOurs } : {};
}

function bindLayer({ transaction, effectiveDate, charges }: Bound): ChargedLayer {
  return { kind: 'bind', transaction, effectiveDate, booked: charges, fullTerm: charges };
}

/** What a person was asked because nobody had bound the term. */
function waitingIsOver({ status }: PolicyTerm): readonly TermEffect[] {
  return [
    ...(status === 'awaited' ? [{ kind: 'closeTask', key: MONEY_BEFORE_BIND } as const] : []),
    ...(status === 'closed' ? [{ kind: 'closeTask', key: REFUND } as const] : []),
  ];
}

function basisAtBind(event: BoundAndBilled): ConfirmationBasis {
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
  event: BoundAndBilled,
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
function withUpFrontAnswers(term: PolicyTerm, event: BoundAndBilled): PolicyTerm {
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
