import { instantMs } from '../calendar/instant.js';
import { formatCents } from '../money/cents.js';
import type { TermEventOf } from './events.js';
import type { PolicyTerm } from './state.js';
import { sumReceived } from '../ledger/views.js';
import { noted, type TermStep } from './answers.js';
import { arithmeticNow } from './arithmetic.js';

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
