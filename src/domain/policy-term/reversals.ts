import { reversePayment } from '../ledger/payment-ledger.js';
import { lateMoneyKey, withoutMoney } from './money-after-cancellation.js';
import type { TermEventOf, TermRefused } from './events.js';
import type { PolicyTerm } from './state.js';
import { reversalOf } from '../ledger/views.js';
import { answered, refused, type TermStep } from './answers.js';
import { postdatedKey, parkedKey, delinquencyOf, tasksOfWaiting, closing } from './money-tasks.js';
import type { Cents } from '../money/cents.js';
import { reversalPassedOn } from './moved.js';
import { awaitedIfNew } from './payments.js';
import { towardsRescission } from './pending-cancellation.js';

/** Takes money out again, also where its payment is still to come. Rows t3, t9, t14, t30. */
export function onReversal(
  term: PolicyTerm,
  event: TermEventOf<'reversePayment'>,
): TermStep | TermRefused {
  const { id, paymentId } = event;
  if (term.movedTo && !term.ledger.payments.has(paymentId))
    return reversalPassedOn(term, term.movedTo, event);
  const entered = reversePayment(term.ledger, { paymentId, reversalId: id });
  const next = { ...awaitedIfNew(term), ledger: entered.ledger };
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
        const left = withoutMoney(next, receivedAtMs, amountCents);
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
      return towardsRescission(countedTakenBack(next, amountCents), {
        paymentId,
        receivedAtMs,
        amountCents: -amountCents,
      });
    }
  }
}

/** Money that had counted is gone. A term that it confirmed stays so, and owes it. */
function countedTakenBack(term: PolicyTerm, amountCents: Cents): TermStep {
  if (!term.confirmation) return answered(term, 'reversed');
  const takenBackCents = term.confirmation.takenBackCents + amountCents;
  const reversed = { ...term, confirmation: { ...term.confirmation, takenBackCents } };
  return answered(reversed, 'reversed', delinquencyOf(reversed));
}
