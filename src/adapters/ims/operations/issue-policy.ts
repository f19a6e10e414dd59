import type { CivilDate } from '../../../domain/calendar/civil-date.js';
import { civilDate } from './answers.js';
import type { Operation } from './operation.js';

/** Answers the day of issue; of an issued policy, the first one. */
export const issuePolicy: Operation<{ quoteGuid: string }, CivilDate> = {
  name: 'IssuePolicy',
  service: 'QuoteFunctions',
  effect: 'write',
  toRequest: ({ quoteGuid }) => ({ quoteGuid }),
  answer: civilDate,
};
