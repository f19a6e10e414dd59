import { z } from 'zod';
import { formatCents } from '../../domain/money/cents.js';
import { RECORDED_QUOTE_ACTS, type QuoteRecord } from '../../domain/quote/quote-record.js';
import { QUOTE_STATES } from '../../domain/quote/quote.js';
import { fieldErrorSchema } from '../openapi/problem-schema.js';
import { UNDERWRITING_FLAGS } from '../../domain/quote/underwriting.js';

const instant = () => z.string().meta({ format: 'date-time' });

const flagSchema = z
  .strictObject({
    rule: z.string().meta({ description: 'Key of the rule in the product file.' }),
    flag: z.enum(UNDERWRITING_FLAGS),
    text: z.string(),
  })
  .meta({ id: 'UnderwritingFlag' });

const ratedLineSchema = z
  .strictObject({
    sequence: z.int(),
    code: z.string(),
    name: z.string(),
    type: z.string(),
    charge: z.string(),
    line: z.string().nullable(),
    addOn: z.string().nullable(),
    references: z.array(z.int()).meta({ description: 'Lines that it was computed of.' }),
    percentage: z.string().nullable(),
    amount: z.string().meta({ pattern: '^-?\\d+\\.\\d{2}$' }),
    working: z.strictObject({
      by: z.string(),
      of: z.string().nullable(),
      value: z.string(),
      lookedUp: z.strictObject({ field: z.string(), found: z.string().nullable() }).nullable(),
      exact: z.string().meta({ description: 'Before it was rounded, as a fraction.' }),
      roundedTo: z.enum(['cent', 'dollar']),
    }),
  })
  .meta({ id: 'RatedLine' });

/** What a transaction answers of its quote, beside how far it has come. */
export const quoteAnswerSchema = z
  .strictObject({
    expiresAt: instant()
      .nullable()
      .meta({ description: 'Until when it may be bound; null where it does not expire.' }),
    findings: z
      .array(fieldErrorSchema)
      .meta({ description: 'What stands against the step that was tried last.' }),
    rating: z.array(ratedLineSchema).nullable().meta({
      description:
        'How a rate plan has come to the premium, line by line; null until then, and of what is priced otherwise.',
    }),
    underwriting: z
      .array(
        z.strictObject({
          at: instant(),
          flags: z.array(flagSchema),
          quoteState: z.enum(QUOTE_STATES).meta({ description: 'Where the quote stood after it.' }),
          isCleared: z
            .boolean()
            .meta({ description: 'A reset has cleared it: it counts no more.' }),
        }),
      )
      .meta({ description: 'Runs of the rules of underwriting, oldest first.' }),
    decisionDue: instant()
      .nullable()
      .meta({ description: 'Until when an underwriter is to decide; null where none is asked.' }),
    acts: z.array(
      z.strictObject({
        at: instant(),
        by: z.string(),
        act: z.enum(RECORDED_QUOTE_ACTS),
        reason: z.string(),
      }),
    ),
    group: z.string().optional().meta({
      description:
        'Id of the group of quotes that it is one of; not there where it is its own opportunity.',
    }),
  })
  .meta({ id: 'QuoteDetails' });

export function quoteAnswer(quote: QuoteRecord): z.infer<typeof quoteAnswerSchema> {
  return {
    ...quote,
    findings: [...quote.findings],
    rating:
      quote.rating?.map(({ amountCents, references, ...line }) => ({
        ...line,
        references: [...references],
        amount: formatCents(amountCents),
      })) ?? null,
    underwriting: quote.underwriting.map((run) => ({ ...run, flags: [...run.flags] })),
    acts: [...quote.acts],
  };
}
