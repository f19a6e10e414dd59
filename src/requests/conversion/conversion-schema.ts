import { z } from 'zod';
import {
  isPolicyNumber,
  POLICY_NUMBER_PATTERN,
  POLICY_NUMBER_RULE,
} from '../../domain/policy-term/policy-number.js';
import { billingSchema } from '../billing-schema.js';
import { submissionRequestSchema } from '../new-business/submission-schema.js';
import { civilDate, text } from '../text-fields.js';

/** Of the policy system, for the number of an expiring policy. */
const LONGEST_NUMBER = 50;

const policyNumber = () => {
  const message = `is not a policy number; ${POLICY_NUMBER_RULE}`;
  return z
    .string(message)
    .refine(isPolicyNumber, message)
    .max(LONGEST_NUMBER, `is too long; use at most ${LONGEST_NUMBER} characters`)
    .meta({ minLength: 1, maxLength: LONGEST_NUMBER, pattern: POLICY_NUMBER_PATTERN });
};

const { product, producer, externalSystem, externalId, ...submitted } =
  submissionRequestSchema.shape;
const { state, insured, underwriterGuid, premium, risk, addOns, workbook, paymentPlan } = submitted;

/** What of an imported policy is the next term's, beside account, product and producer. */
export const policyPeriodSchema = z
  .strictObject({
    state,
    expirationDate: submitted.expirationDate,
    insured,
    underwriterGuid,
    premium,
    risk,
    addOns,
    workbook,
    paymentPlan,
    billing: billingSchema
      .omit({ accountNumber: true })
      .meta({ id: 'PolicyPeriodBilling' })
      .optional(),
  })
  .meta({
    id: 'PolicyPeriod',
    description:
      'The data of the policy as the next term shall have them. Over SOAP the same as XML, by PolicyPeriod.xsd.',
  });

/** `reject` what the period has no field for, or leave it out. */
const UNKNOWN_FIELDS = ['reject', 'ignore'] as const;

const basedOnSchema = z
  .strictObject({ effectiveDate: civilDate(), expirationDate: civilDate() })
  .refine(({ effectiveDate, expirationDate }) => effectiveDate < expirationDate, {
    path: ['expirationDate'],
    params: { code: 'contradicts' },
    error: 'is not after the effective date; give the last term as the other system has it',
  })
  .meta({
    id: 'BasedOn',
    description:
      'The term that ends in the other system. The new one begins on its expiration date, at the time of day of the product: no gap.',
  });

const asked = {
  externalSystem: externalSystem.default('conversion').meta({
    description: 'Short name of the system that the policy comes from; it becomes part of ids.',
  }),
  requestId: externalId.optional().meta({
    description:
      "The caller's own name for this request; needed where there is no policy number. A conversion that was given up is begun anew by another.",
  }),
  accountNumber: text(60).meta({
    description:
      'An account that billing knows, or the GUID of an insured on file in the policy system: then that is who is insured, and billing is told of the account at the bind.',
    examples: ['ACC-1001'],
  }),
  product,
  producer,
  policyNumber: policyNumber()
    .optional()
    .meta({
      description:
        'The number of the policy in the other system. Kept where no policy here has it, as the expiring one and, where the policy system can be given a number, as that of the new policy; else it numbers the new policy at its bind.',
      examples: ['LEGACY-4711'],
    }),
  basedOn: basedOnSchema,
  parseOptions: z
    .strictObject({
      unknownFields: z.enum(UNKNOWN_FIELDS).optional().meta({
        description: 'What becomes of members that the period does not have; `reject` unless said.',
      }),
    })
    .optional(),
};

/** What is posted, before the period is put together with its changes. */
export const postedConversionSchema = z.strictObject({
  ...asked,
  period: z.record(z.string(), z.unknown()),
  changes: z.record(z.string(), z.unknown()).optional(),
});

/** What is posted, for its description. */
export const conversionRequestSchema = z
  .strictObject({
    ...asked,
    period: policyPeriodSchema,
    changes: z
      .looseObject({})
      .optional()
      .meta({
        description:
          'What of the new term differs from the period: a JSON merge patch (RFC 7396) of `period`.',
        example: { paymentPlan: 1 },
      }),
  })
  .meta({ id: 'ConversionRequest' });

export type PostedConversion = z.infer<typeof postedConversionSchema>;
