import { nothing } from './answers.js';
import type { Operation } from './operation.js';

/** Gives a quote the details that its company line has by now: the set-up may have come after the quote. */
export const autoAddQuoteDetails: Operation<{ quoteGuid: string }, undefined> = {
  name: 'AutoAddQuoteDetails',
  service: 'QuoteFunctions',
  effect: 'write',
  toRequest: ({ quoteGuid }) => ({ QuoteGuid: quoteGuid, RecalculateCommissions: false }),
  answer: nothing,
};
