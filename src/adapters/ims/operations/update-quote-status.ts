import { bit } from './answers.js';
import type { Operation } from './operation.js';

/** Answers whether the status was changed. */
export const updateQuoteStatus: Operation<{ quoteGuid: string; statusId: number }, boolean> = {
  name: 'UpdateQuoteStatus',
  service: 'QuoteFunctions',
  effect: 'write',
  toRequest: ({ quoteGuid, statusId }) => ({ quoteGuid, statusID: statusId }),
  answer: bit,
};
