import { z } from 'zod';
import { CURSOR } from '../cursors.js';
import { wholeNumber } from '../query-parameters.js';
import {
  MILESTONES,
  TRANSACTION_KINDS,
  TRANSACTION_STATES,
} from '../../domain/transaction/kinds.js';

function isQuotable(text: string): boolean {
  return /^[^'"\\`\p{Cc}\p{Cs}]{1,100}$/u.test(text);
}

/** A value that can stand between quotes in Temporal's query language whatever the store behind it. */
export function quotable() {
  const message =
    'cannot be searched for; use 1 to 100 characters without quotes, backslashes and control characters';
  return z
    .string(message)
    .refine(isQuotable, message)
    .meta({ minLength: 1, maxLength: 100, pattern: '^[^\'"\\\\`\\x00-\\x1f\\x7f-\\x9f]+$' });
}

const flag = () => z.enum(['true', 'false']);

/** A flag of a query as it is meant. */
export function isSet(flag: 'true' | 'false' | undefined): boolean | undefined {
  return flag === undefined ? undefined : flag === 'true';
}

/** Of every list. */
export function pageParameters() {
  return {
    pageSize: wholeNumber(1, 200).optional().meta({
      type: 'integer',
      minimum: 1,
      maximum: 200,
      default: 50,
      description: 'How many are answered at once.',
    }),
    cursor: z
      .string()
      .regex(CURSOR, 'is not a cursor of this list; use nextCursor of the page before as it is')
      .optional()
      .meta({ description: '`nextCursor` of the page before.' }),
  };
}

/** Query parameters of the list. */
export const listQuerySchema = z.strictObject({
  policyNumber: quotable().optional().meta({ description: 'Of the policy, exactly.' }),
  externalSystem: quotable().optional().meta({ description: 'The system that asked, exactly.' }),
  externalId: quotable().optional().meta({ description: 'Its own name for it, exactly.' }),
  state: z.enum(TRANSACTION_STATES).optional().meta({ description: 'How far the work on it is.' }),
  kind: z.enum(TRANSACTION_KINDS).optional().meta({ description: 'Of which kind it is.' }),
  heldAt: z
    .enum(MILESTONES)
    .optional()
    .meta({ description: 'Only those that wait there to be asked to go further.' }),
  needsAttention: flag().optional().meta({
    description: '`true`: only those that wait for a person, or whose code fails.',
  }),
  ...pageParameters(),
});
