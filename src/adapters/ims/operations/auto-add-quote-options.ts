import { z } from 'zod';
import { guid } from './answers.js';
import type { Operation } from './operation.js';

export interface OptionOfLine {
  readonly quoteOptionGuid: string;
  readonly lineGuid: string;
}

const option = z
  .object({ QuoteOptionGuid: guid, LineGuid: guid })
  .transform(({ QuoteOptionGuid, LineGuid }): OptionOfLine => ({
    quoteOptionGuid: QuoteOptionGuid,
    lineGuid: LineGuid,
  }));

/** Makes an option per line of the quote and answers all there are; repeated, it only answers them. */
export const autoAddQuoteOptions: Operation<{ quoteGuid: string }, readonly OptionOfLine[]> = {
  name: 'AutoAddQuoteOptions',
  service: 'QuoteFunctions',
  effect: 'write',
  toRequest: ({ quoteGuid }) => ({ quoteGuid }),
  answer: z
    .object({ QuoteOption: z.array(option).nullish() })
    .nullable()
    .transform((found) => found?.QuoteOption ?? []),
};
