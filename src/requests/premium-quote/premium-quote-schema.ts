import { z } from 'zod';
import {
  isPolicyNumber,
  POLICY_NUMBER_PATTERN,
  POLICY_NUMBER_RULE,
} from '../../domain/policy-term/policy-number.js';
import { civilDate, pattern, text, usState } from '../text-fields.js';

const code = () =>
  pattern(
    /^[A-Za-z0-9_-]{1,60}$/,
    'is not a code; use 1 to 60 letters, digits, dashes and underscores',
  );

const countryCode = () =>
  z
    .string()
    .max(60, 'is too long; write two capital letters such as US')
    .meta({ description: 'ISO 3166-1, two letters.', examples: ['US'] });

const person = z
  .strictObject({
    code: code(),
    name: text(100),
    firstName: text(100).optional(),
    dateOfBirth: civilDate().optional(),
    countryCode: countryCode().optional(),
  })
  .meta({ id: 'QuotedPerson' });

const object = z
  .strictObject({
    code: code(),
    descr: text(200).optional(),
    entityDate: civilDate()
      .optional()
      .meta({ description: 'When it came to be, such as the day it was built.' }),
    countryCode: countryCode().optional(),
  })
  .meta({ id: 'QuotedObject' });

const enrollmentProduct = z
  .strictObject({
    startDate: civilDate().optional(),
    endDate: civilDate()
      .optional()
      .meta({ description: 'The first day on which it is not enrolled any more.' }),
    addOns: z.array(code()).max(20, 'are too many; give at most 20').default([]),
    risk: z.record(z.string(), z.unknown()).meta({
      description:
        'What the rate plan of the product asks for, by its names: numbers as whole numbers or text, everything else as text.',
      example: { sumInsured: 750000, construction: 'masonry' },
    }),
  })
  .meta({ id: 'PolicyEnrollmentProduct' });

/** A person or an object, and what is enrolled for it. */
export const enrolmentSchema = z
  .strictObject({
    person: person.optional(),
    object: object.optional().meta({ description: 'Instead of `person`.' }),
    policyEnrollmentProducts: z
      .array(enrollmentProduct)
      .min(1, 'is empty; give at least one')
      .max(10, 'are too many; give at most 10'),
  })
  .refine((one) => (one.person === undefined) !== (one.object === undefined), {
    error: 'is of a person or of an object, and of one of them; give person or object',
  })
  .meta({ id: 'PolicyEnrollment' });

/** A policy as it is quoted: it is handled as a new one, and nothing of it is kept. */
export const premiumQuoteSchema = z
  .strictObject({
    policyCode: z
      .string()
      .refine(isPolicyNumber, `is not a policy number; ${POLICY_NUMBER_RULE}`)
      .optional()
      .meta({
        minLength: 1,
        maxLength: 60,
        pattern: POLICY_NUMBER_PATTERN,
        description: 'Must be that of no policy.',
        examples: ['QUOTE-1'],
      }),
    product: code().meta({ examples: ['small-property'] }),
    state: usState().meta({ description: 'State of exposure.' }),
    groupAccount: z.strictObject({ code: code() }).optional(),
    policyContractPeriod: z
      .strictObject({ startDate: civilDate(), endDate: civilDate() })
      .optional()
      .meta({ description: 'The first day is in it, the last date is not.' }),
    policyEnrollments: z
      .array(enrolmentSchema)
      .min(1, 'is empty; give at least one')
      .max(100, 'are too many; give at most 100'),
  })
  .meta({ id: 'PremiumQuoteRequest' });

export type PremiumQuoteRequest = z.output<typeof premiumQuoteSchema>;
export type QuotedEnrolment = z.output<typeof enrolmentSchema>;
