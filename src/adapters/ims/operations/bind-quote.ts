import { text } from './answers.js';
import type { Operation } from './operation.js';

const policyNumber = text
  .transform((value) => value.trim())
  .refine((value) => value !== '', 'no policy number');

/** Binds under single pay. Answers the policy number. */
export const bindQuote: Operation<{ quoteGuid: string }, string> = {
  name: 'BindQuote',
  service: 'QuoteFunctions',
  effect: 'write',
  toRequest: ({ quoteGuid }) => ({ quoteGuid }),
  answer: policyNumber,
};

/** Binds under a payment plan; -1 is single pay. Answers the policy number. */
export const bindQuoteWithInstallment: Operation<{ quoteGuid: string; plan: number }, string> = {
  name: 'BindQuoteWithInstallment',
  service: 'QuoteFunctions',
  effect: 'write',
  toRequest: ({ quoteGuid, plan }) => ({ quoteGuid, companyInstallmentID: plan }),
  answer: policyNumber,
};
