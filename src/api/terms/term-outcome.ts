import { instantMs } from '../../domain/instant.js';
import type { TermAnswer, TermStatus } from '../../domain/policy-term-messages.js';
import { type Refusal, refusalOf } from '../../domain/refusals.js';
import type { PaymentReceived, TermRecord } from '../../workflows/term-messages.js';

/** What became of a message to a term. */
export type TermOutcome =
  | { readonly kind: 'answered'; readonly answer: TermAnswer }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'unknown' }
  /** `status` is null when the term was ended in Temporal. */
  | { readonly kind: 'ended'; readonly status: TermStatus | null };

/**
 * What a repeat is told of a payment that an ended term had; null when the term never had it, or left too long a ledger
 * behind to say.
 */
export function outcomeOfEarlier(record: TermRecord, message: PaymentReceived): TermOutcome | null {
  const { paymentId, amountCents, currency, receivedAt } = message;
  const earlier = record.payments.find((payment) => payment.paymentId === paymentId);
  if (!earlier) return null;
  const isSame =
    earlier.amountCents === amountCents &&
    earlier.currency === currency &&
    instantMs(earlier.receivedAt) === instantMs(receivedAt);
  if (!isSame) {
    const allowed = 'the content that came first under this id';
    const facts = { field: 'paymentId', found: paymentId, allowed };
    return { kind: 'refused', refusal: refusalOf('contentDiffers', facts) };
  }
  const { status, arithmetic } = record;
  return {
    kind: 'answered',
    answer: { kind: 'money', result: earlier.place, status, arithmetic },
  };
}
