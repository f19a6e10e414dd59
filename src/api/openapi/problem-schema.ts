import { z } from 'zod';
import { REFUSALS, type RefusalCode } from '../../domain/machine/refusals.js';
import { refusalSchema } from '../changes/refusals-answer.js';
import { FINDING_CODES } from '../../domain/transaction/finding.js';
import { PROBLEMS, type ProblemCode, problemType } from '../problem-catalogue.js';

const refusalCodes = Object.keys(REFUSALS) as RefusalCode[];
const codes = Object.keys(PROBLEMS) as ProblemCode[];

export const fieldErrorSchema = z
  .strictObject({
    field: z.string().meta({
      description:
        'Such as `insured.location.zip` or `premium[0].amount`; empty for the whole request.',
    }),
    code: z.enum(FINDING_CODES).meta({
      description: 'What kind of fault it is, and what a client decides by (docs/errors.md).',
    }),
    reason: z.string(),
    remedy: z.string(),
    messageCode: z.string().optional().meta({
      description: 'Of premium quotes: what is said by a code that clients of other systems know.',
      example: 'POL-IP-POLI-003',
    }),
  })
  .meta({ id: 'FieldError' });

/** Its name in the document. */
export const PROBLEM_ID = 'Problem';

export const problemSchema = z
  .strictObject({
    type: z.enum(codes.map(problemType)).meta({ description: 'What a client decides by.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(fieldErrorSchema).optional(),
    code: z.enum(refusalCodes).optional().meta({
      description: 'Why a policy term refused a message; there where a term did.',
    }),
    allowed: z.string().optional().meta({ description: 'What the term would have taken.' }),
    refusals: z
      .array(refusalSchema)
      .optional()
      .meta({ description: 'Everything that stands against a change, all at once.' }),
    quote: z
      .strictObject({ asked: z.string(), now: z.string(), total: z.string() })
      .optional()
      .meta({
        description:
          'Of `quote-differs`: the digest that was given, the one of now, and the total of now.',
      }),
  })
  .meta({ id: PROBLEM_ID, description: 'RFC 9457 problem details.' });
