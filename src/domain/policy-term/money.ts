import { isSufficient, type ConfirmationBasis } from '../billing/confirmation.js';
import { instantMs } from '../calendar/instant.js';
import { totalOf } from '../money/charges.js';
import { formatCents, type Cents } from '../money/cents.js';
import { parkPayment, reversePayment, enterPayment } from '../ledger/payment-ledger.js';
import {
  heldByCancellation,
  lateMoneyKey,
  moneyAfterEnd,
  withoutInTime,
} from './money-after-cancellation.js';
import type { TermEffect, TermEventOf, TermRefused, UpFrontPayment } from './events.js';
import {
  answered,
  arithmeticNow,
  basisOf,
  delinquentCents,
  isBilled,
  isOver,
  noted,
  refused,
  type Confirmation,
  type PolicyTerm,
  type TermStep,
} from './state.js';
import type { Payment } from '../ledger/state.js';
import { reversalOf, sumReceived } from '../ledger/views.js';
import { takeDue, type CountedPayment } from '../ledger/release.js';

/** Key of the one task that is open while money waits for the bind. */
export const MONEY_BEFORE_BIND = 'moneyBeforeBind';
/** Key of the task to refund what came for a term that nobody bound. */
export const REFUND = 'refund';

/**
 * Takes money in, whatever the term's status; decides while the term is unconfirmed. Rows t1, t3, t7, t8, t13, t28, t29.
 *
 * Money is good from the moment at which billing tells of it: a time of receipt that is still to come is a clock that
 * goes before ours. By more than a day no clock does, and such money waits until then.
 */
export function onPayment(
  term: PolicyTerm,
  payment: TermEventOf<'recordPayment'>,
): TermStep | TermRefused {
  const isRunning = term.status === 'unconfirmed' || term.status === 'confirmed';
  const { toldAt = null, ...paid } = payment;
  const { ledger, outcome } = enterPayment(term.ledger, paid, isRunning, toldAt);
  const next: PolicyTerm = { ...opened(term), ledger };
  switch (outcome) {
    case 'rejected':
      return refused('amountNotPositive', {
        field: 'amount',
        found: formatCents(payment.amountCents),
        allowed: 'an amount above 0.00',
      });
    case 'overflowing':
      return refused('notAllowedInState', {
        field: 'amount',
        found: formatCents(payment.amountCents),
        allowed: 'money that can be added to what the term has without rounding',
      });
    case 'repeated':
    case 'conflicting':
      // A payment known already was answered before any row of the machine was looked at.
      return contentDiffers('paymentId', payment.paymentId);
    case 'killed':
      return answered(next, 'killed');
    case 'parked':
      return answered(next, 'parked', [parkedTask(term, payment)]);
    case 'postdated':
      return answered(next, 'postdated', [postdatedTask(payment)]);
    case 'counted':
      return decided(next, payment.paymentId, 'counted');
    case 'held':
      if (isOver(term)) {
        const task = term.binding ? moneyAfterEnd(term, payment) : refundTask(next);
        return answered(next, 'held', task ? [task] : []);
      }
      return term.cancellation
        ? heldByCancellation(next, term.cancellation, payment)
        : answered(next, 'held', [moneyBeforeBind(term)]);
  }
}

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

function postdatedKey(paymentId: string): string {
  return `moneyPostdated:${paymentId}`;
}

/** Postdated money has fallen due: it is taken in as money of now, whatever has become of the term since. */
export function onPostdatedDue(term: PolicyTerm, { at }: TermEventOf<'postdatedDue'>): TermStep {
  const effects: TermEffect[] = [];
  let next = term;
  for (let due = takeDue(next.ledger, instantMs(at)); due;) {
    const entered = onPayment(
      { ...next, ledger: due.ledger },
      { kind: 'recordPayment', ...due.payment },
    );
    effects.push(closing(postdatedKey(due.payment.paymentId)));
    // With so much other money that it cannot be summed any more. Left where it is, it would be due for ever.
    if (entered.outcome === 'refused') {
      next = { ...next, ledger: parkPayment(due.ledger, due.payment) };
      effects.push(parkedTask(next, due.payment));
    } else {
      next = entered.term;
      effects.push(...entered.effects);
    }
    due = takeDue(next.ledger, instantMs(at));
  }
  return noted(next, 'Money that was postdated has fallen due.', effects);
}

/** The first that is heard of a term opens it. */
function opened(term: PolicyTerm): PolicyTerm {
  return term.status === 'new' ? { ...term, status: 'awaited' } : term;
}

/** Refuses content that differs from what came first under the same id, and asks a person to look. */
export function contentDiffers(field: string, id: string): TermRefused {
  const facts = { field, found: id, allowed: 'the content that came first under this id' };
  const text = `The id ${id} came again with other content. The first stands; find out which is right.`;
  return refused('contentDiffers', facts, [
    { kind: 'task', key: `contentDiffers:${id}`, code: 'contentDiffers', text },
  ]);
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

function parkedKey(paymentId: string): string {
  return `moneyParked:${paymentId}`;
}

function moneyBeforeBind(term: PolicyTerm): TermEffect {
  const { policyNumber, termNumber } = term.ledger;
  return {
    kind: 'task',
    key: MONEY_BEFORE_BIND,
    code: 'moneyBeforeBind',
    text: `Money came for term ${policyNumber}-${termNumber}, which is not bound. It is counted at the bind.`,
  };
}

/** Takes money out again, also where its payment is still to come. Rows t3, t9, t14, t30. */
export function onReversal(
  term: PolicyTerm,
  { id, paymentId }: TermEventOf<'reversePayment'>,
): TermStep | TermRefused {
  const entered = reversePayment(term.ledger, { paymentId, reversalId: id });
  const next = { ...opened(term), ledger: entered.ledger };
  switch (entered.outcome) {
    case 'kept':
      return answered(next, 'reversalKept');
    case 'repeated':
    case 'conflicting': {
      const first = reversalOf(term.ledger, paymentId) ?? id;
      const text = `Payment ${paymentId} was reversed by ${first}; ${id} wants to reverse it again.`;
      return refused(
        'contentDiffers',
        {
          field: 'paymentId',
          found: `${paymentId}, reversed by ${first}`,
          allowed: 'one reversal',
        },
        [{ kind: 'task', key: `contentDiffers:${id}`, code: 'contentDiffers', text }],
      );
    }
    case 'reversed': {
      const { place, amountCents, receivedAtMs } = entered.was;
      if (place === 'held') {
        const left = withoutInTime(next, receivedAtMs, amountCents);
        return answered(left.term, 'reversed', [
          closing(lateMoneyKey(paymentId)),
          ...left.effects,
          ...tasksOfWaiting(left.term),
        ]);
      }
      if (place === 'postdated')
        return answered(next, 'reversed', [closing(postdatedKey(paymentId))]);
      if (place === 'parked') {
        const effects = [closing(parkedKey(paymentId)), ...tasksOfWaiting(next)];
        return answered(next, 'reversed', effects);
      }
      if (!next.confirmation) return answered(next, 'reversed');
      const takenBackCents = next.confirmation.takenBackCents + amountCents;
      const reversed = { ...next, confirmation: { ...next.confirmation, takenBackCents } };
      return answered(reversed, 'reversed', delinquencyOf(reversed));
    }
  }
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
function tasksOfWaiting(term: PolicyTerm): readonly TermEffect[] {
  if (term.binding) return [];
  const refund = refundTask(term);
  if (refund === null) return [closing(MONEY_BEFORE_BIND), closing(REFUND)];
  return term.status === 'closed' ? [refund] : [];
}

function closing(key: string): TermEffect {
  return { kind: 'closeTask', key };
}

/** Decides on the money that is there. An unconfirmed term with enough becomes confirmed, and billing is told. */
export function decided(
  term: PolicyTerm,
  paymentId: string | null,
  result: 'counted' | 'bound',
  effects: readonly TermEffect[] = [],
): TermStep {
  const basis = basisOf(term);
  const isEnough =
    term.status === 'unconfirmed' && basis !== null && isSufficient(term.ledger.goodCents, basis);
  return isEnough
    ? confirmed(term, { by: 'money', paymentId }, result, effects)
    : answered(term, result, effects);
}

/** Confirms the term for good and tells billing. */
export function confirmed(
  term: PolicyTerm,
  how: Pick<Confirmation, 'by' | 'paymentId'>,
  result: 'counted' | 'bound' | 'confirmed',
  effects: readonly TermEffect[] = [],
): TermStep {
  const confirmation = { ...how, takenBackCents: 0 };
  return answered({ ...term, status: 'confirmed', confirmation }, result, [
    ...effects,
    { kind: 'updateTermConfirmed' },
  ]);
}

/** Takes billing's word that the term is confirmed. Rows t10, t15. */
export function onConfirmTerm(
  term: PolicyTerm,
  { id }: TermEventOf<'confirmTerm'>,
): TermStep | TermRefused {
  const flow = term.binding?.flow;
  if (flow === 'offer' || flow === 'notBilled') {
    const facts = { field: 'flow', found: flow, allowed: 'bindAndCancel, confirmed' };
    const text = `Billing sent confirmTerm (${id}) for a term ${NEVER_CONFIRMED_BY_BILLING[flow]}`;
    return refused('wrongFlow', facts, [
      { kind: 'task', key: 'wrongFlow', code: 'wrongFlow', text },
    ]);
  }
  return term.status === 'confirmed'
    ? answered(term, 'alreadyConfirmed')
    : confirmed(term, { by: 'billing', paymentId: null }, 'confirmed');
}

/** Why billing has no say, and where the mistake may lie. */
const NEVER_CONFIRMED_BY_BILLING = {
  offer:
    "of the offer flow, which is confirmed by paying the offer. Check the product's flow in billing.",
  notBilled:
    'that no billing system bills, and which its bind confirmed. Find out which term was meant.',
} as const;

/** The term is cancelled: a word of confirmation comes too late, and a person should know why it came. Row t31. */
export function onConfirmCancelled(
  term: PolicyTerm,
  { id }: TermEventOf<'confirmTerm'>,
): TermRefused {
  const since = term.cancellation?.effectiveDate ?? '';
  const text = `Billing confirmed (${id}) a term that is cancelled from ${since}; find out whether money came in.`;
  return refused(
    'termCancelled',
    { field: 'status', found: `cancelled from ${since}`, allowed: 'a bound term in force' },
    [{ kind: 'task', key: 'termCancelled', code: 'termCancelled', text }],
  );
}

/** The payment with which the sum was first enough, in the order in which billing received them. Null where none made it. */
export function confirmingPayment(
  counted: readonly CountedPayment[],
  basis: ConfirmationBasis,
  startCents: Cents,
): string | null {
  let sum = startCents;
  if (isSufficient(sum, basis)) return null;
  for (const { paymentId, amountCents } of counted) {
    sum += amountCents;
    if (isSufficient(sum, basis)) return paymentId;
  }
  return null;
}

/**
 * The time to pay is over: nothing received means that the insured did not take the term, something is a person's case.
 * Money received at the deadline itself is in time. Rows t11, t12.
 */
export function onPaymentDeadline(
  term: PolicyTerm,
  { deadline }: TermEventOf<'paymentDeadline'>,
): TermStep {
  const deadlineMs = instantMs(deadline);
  const good = sumReceived(term.ledger, 'counted', (at) => at <= deadlineMs);
  if (good === 0)
    return noted(term, 'Nothing was paid; the term is cancelled from its start as not taken.', [
      { kind: 'startFlatCancellation', reason: 'notTaken' },
    ]);
  const { shortfall } = arithmeticNow(term);
  const text = `Paid in part: ${formatCents(good)} came by the deadline, ${formatCents(shortfall)} is missing.`;
  return noted(term, text, [
    { kind: 'task', key: 'partlyPaid', code: 'partlyPaid', text },
    ...(term.binding?.cancelsForNonPayment
      ? [{ kind: 'startCancellation', reason: 'nonPayment' } as const]
      : []),
  ]);
}

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

/**
 * The threshold after an endorsement of an unconfirmed term. Only one of the whole term moves with it: the first invoice
 * and the down payment were sent as they were, and a fixed amount is the product's.
 */
export function thresholdAfter(
  { kind, thresholdCents }: ConfirmationBasis,
  { charges }: TermEventOf<'endorsed'>,
): Cents {
  return kind === 'fullTerm' ? Math.max(0, thresholdCents + totalOf(charges)) : thresholdCents;
}
