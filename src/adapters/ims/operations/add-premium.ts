import { formatCents, type Cents } from '../../../domain/money/cents.js';
import { nothing } from './answers.js';
import type { Operation } from './operation.js';

interface Booking {
  readonly quoteOptionGuid: string;
  readonly amountCents: Cents;
  readonly officeId: number;
  readonly chargeCode: number;
}

/** Books an amount that is billed as given, for a charge in a state: the charge code stands for both. */
export const addPremium: Operation<Booking, undefined> = {
  name: 'AddPremium',
  service: 'QuoteFunctions',
  effect: 'write',
  toRequest: ({ quoteOptionGuid, amountCents, officeId, chargeCode }) => ({
    quoteOptionGuid,
    premium: formatCents(amountCents),
    officeID: officeId,
    chargeCode,
  }),
  answer: nothing,
};
