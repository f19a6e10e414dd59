import { instantMs, type Instant } from '../calendar/instant.js';
import { amountIn } from '../money/cents.js';
import type { TermEventOf } from './events.js';
import type { PolicyTerm } from './state.js';
import { sumReceived } from '../ledger/views.js';
import { noted, type TermStep } from './answers.js';
import { arithmeticNow } from './arithmetic.js';
import { cancellationRequestId } from './starts.js';

/**
 * The time to pay is over: nothing received means that the insured did not take the term, something is a person's case.
 * Money received at the deadline itself is in time. Only a term that is bound before it is paid is cancelled by itself. Rows t11, t12.
 */
export function onPaymentDeadline(
  term: PolicyTerm,
  { deadline }: TermEventOf<'paymentDeadline'>,
): TermStep {
  const deadlineMs = instantMs(deadline);
  const good = sumReceived(term.ledger, 'counted', (at) => at <= deadlineMs);
  const { shortfall } = arithmeticNow(term);
  const isOwn = cancelsByItself(term);
  if (good === 0)
    return isOwn
      ? noted(term, 'Nothing was paid; the term is cancelled from its start as not taken.', [
          {
            kind: 'startFlatCancellation',
            reason: 'notTaken',
            requestId: cancellationRequestId(term, 'notTaken'),
            undoneBy: { deadline: justAfter(deadlineMs), pastDueCents: shortfall },
          },
        ])
      : noted(term, UNPAID, [
          { kind: 'task', key: 'startFlatCancellation', code: 'openMoney', text: UNPAID },
        ]);
  const { currency } = term.ledger;
  const text = `It is paid in part: ${amountIn(good, currency)} came by the deadline, and ${amountIn(shortfall, currency)} is missing.`;
  return noted(term, text, [
    { kind: 'task', key: 'partlyPaid', code: 'partlyPaid', text },
    ...(isOwn && term.binding?.cancelsForNonPayment
      ? [
          {
            kind: 'startCancellation',
            reason: 'nonPayment',
            requestId: cancellationRequestId(term, 'nonPayment'),
          } as const,
        ]
      : []),
  ]);
}

const UNPAID =
  'Nothing was paid by the deadline: find out in billing whether the policy is to be cancelled, not taken.';

/** Where billing confirms a term, billing says what becomes of one that is not paid. */
function cancelsByItself({ binding }: PolicyTerm): boolean {
  return binding?.flow === 'bindAndCancel';
}

/** Money received at the deadline itself is in time, and what stops a cancellation comes before its moment. */
function justAfter(deadlineMs: number): Instant {
  return new Date(deadlineMs + 1).toISOString();
}
