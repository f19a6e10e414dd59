import type { ProblemCode } from '../problem-catalogue.js';
import type { Request } from 'express';
import { z } from 'zod';
import {
  isPolicyNumber,
  POLICY_NUMBER_PATTERN,
  POLICY_NUMBER_RULE,
} from '../../domain/policy-term/policy-number.js';
import { fieldErrors } from '../../requests/field-errors.js';
import { Problem } from '../problem.js';

/** An id that the sender has made: printable ASCII, as billing's own contract has its ids. */
export function senderId(maxLength: number) {
  const message = `is not an id; use 1 to ${maxLength} printable characters without spaces`;
  return z
    .string()
    .regex(new RegExp(`^[\\x21-\\x7e]{1,${maxLength}}$`), message)
    .meta({ minLength: 1, maxLength });
}

const policyNumber = () => {
  const message = `is not a policy number; ${POLICY_NUMBER_RULE}`;
  return z.string(message).refine(isPolicyNumber, message).meta({
    minLength: 1,
    maxLength: 60,
    pattern: POLICY_NUMBER_PATTERN,
    description:
      'As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes.',
    example: 'CGL-2027-000001',
  });
};

/** The highest number that billing's contract has for a term. */
export const LAST_TERM = 9_999;
export const NOT_A_TERM_NUMBER = `is not the number of a term; use a whole number from 1 to ${LAST_TERM}`;

const termNumber = () => {
  return z
    .string(NOT_A_TERM_NUMBER)
    .regex(/^[1-9]\d{0,3}$/, NOT_A_TERM_NUMBER)
    .transform(Number)
    .meta({
      type: 'integer',
      minimum: 1,
      maximum: LAST_TERM,
      description: 'Which term of the policy; renewals count it up.',
      example: 1,
    });
};

export const policyPathSchema = z.strictObject({ policyNumber: policyNumber() });
export const termPathSchema = policyPathSchema.extend({ termNumber: termNumber() });
export const paymentPathSchema = termPathSchema.extend({
  paymentId: senderId(100).meta({
    description: "Billing's own id of the money.",
    example: 'PAY-2027-0001',
  }),
});

/**
 * Reads the parameters of a path.
 *
 * @throws Problem `invalid-request`
 */
export function readPath<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): z.output<Schema> {
  const parsed = schema.safeParse(request.params);
  if (parsed.success) return parsed.data;
  throw new Problem('invalid-request', {
    detail: 'The address names no policy, term or payment that could be.',
    errors: fieldErrors(parsed.error),
  });
}

/** Problems of every route that is about a policy or a term. */
export const ABOUT_TERMS: readonly ProblemCode[] = [
  'malformed-path',
  'invalid-request',
  'temporal-unavailable',
];
