import { isBilled } from '../../domain/policy-term/state.js';
import { arithmeticNow } from '../../domain/policy-term/arithmetic.js';
import type { OpenTask } from '../../domain/task/open-task.js';
import { tasksOfTerm } from '../../domain/task/term-tasks.js';
import type { CarriedTerm } from './messages.js';

/** All that a term asks of people, with the money that each is about. */
export function openTasks({ term, tasks, bound }: CarriedTerm): readonly OpenTask[] {
  if (tasks.length === 0) return [];
  return tasksOfTerm(tasks, {
    expirationDate: bound?.expirationDate ?? null,
    currency: isBilled(term) === false ? null : term.ledger.currency,
    shortfallCents: arithmeticNow(term).shortfall,
    heldByCurrency: term.ledger.heldByCurrency,
    payment: (paymentId) => {
      const payment = term.ledger.payments.get(paymentId);
      return payment
        ? {
            amountCents: payment.amountCents,
            currency: payment.currency,
            receivedAt: new Date(payment.receivedAtMs).toISOString(),
          }
        : null;
    },
  });
}
