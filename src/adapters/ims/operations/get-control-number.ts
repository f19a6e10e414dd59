import { integer } from './answers.js';
import type { Operation } from './operation.js';

export const getControlNumber: Operation<{ quoteGuid: string }, number> = {
  name: 'GetControlNumber',
  service: 'QuoteFunctions',
  effect: 'read',
  toRequest: ({ quoteGuid }) => ({ quoteGuid }),
  answer: integer.refine((value) => value > 0, 'not a control number'),
};
