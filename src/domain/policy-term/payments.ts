import { instantMs } from '../calendar/instant.js';
import { formatCents } from '../money/cents.js';
import { parkPayment, enterPayment } from '../ledger/payment-ledger.js';
import { heldByCancellation, moneyAfterEnd } from './money-after-cancellation.js';
import type { TermEffect, TermEventOf, TermRefused } from './events.js';
import { isOver, type PolicyTerm } from './state.js';
import { takeDue } from '../ledger/release.js';
import { answered, noted, refused, type TermStep, contentDiffers } from './answers.js';
import {
  postdatedTask,
  postdatedKey,
  parkedTask,
  moneyBeforeBind,
  refundTask,
  closing,
} from './money-tasks.js';
import { paymentPassedOn } from './moved.js';
import { decided } from './decision.js';
import { towardsRescission } from './pending-cancellation.js';

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
  if (term.movedTo) return paymentPassedOn(term, term.movedTo, payment);
  const isRunning = term.status === 'unconfirmed' || term.status === 'confirmed';
  const { toldAt = null, ...paid } = payment;
  const { ledger, outcome } = enterPayment(term.ledger, paid, isRunning, toldAt);
  const next: PolicyTerm = { ...awaitedIfNew(term), ledger };
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
      return towardsRescission(decided(next, payment.paymentId, 'counted'), {
        paymentId: payment.paymentId,
        receivedAtMs: instantMs(payment.receivedAt),
        amountCents: payment.amountCents,
      });
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

/** A term of which money tells first is awaited from then on. */
export function awaitedIfNew(term: PolicyTerm): PolicyTerm {
  return term.status === 'new' ? { ...term, status: 'awaited' } : term;
}
