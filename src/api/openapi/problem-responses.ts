import type { ResponseConfig } from '@asteasolutions/zod-to-openapi';
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

const problemSchema = z
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
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' });

const RETRY_AFTER = {
  description: 'Seconds.',
  schema: { type: 'string', pattern: '^\\d+$' },
} as const;

/** Headers that go with a status. */
const HEADERS: Readonly<Record<number, NonNullable<ResponseConfig['headers']>>> = {
  401: { 'WWW-Authenticate': { schema: { type: 'string' } } },
  429: {
    'Retry-After': RETRY_AFTER,
    'RateLimit-Policy': {
      description: '`q` requests in `w` seconds.',
      schema: { type: 'string' },
      example: '"client";q=6000;w=60',
    },
    RateLimit: {
      description: '`r` requests are left for the next `t` seconds.',
      schema: { type: 'string' },
      example: '"client";r=0;t=42',
    },
  },
  503: { 'Retry-After': RETRY_AFTER },
};

/** The problems that a route can answer, one response per status. */
export function problemResponses(
  ...possible: readonly ProblemCode[]
): Record<string, ResponseConfig> {
  const statuses = new Set(possible.map((code) => PROBLEMS[code].status));
  return Object.fromEntries(
    [...statuses].sort().map((status) => {
      const here = possible.filter((code) => PROBLEMS[code].status === status);
      const description = here.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join('\n\n');
      const headers = HEADERS[status];
      return [
        String(status),
        {
          description,
          content: { 'application/problem+json': { schema: problemSchema } },
          ...(headers ? { headers } : {}),
        },
      ];
    }),
  );
}
