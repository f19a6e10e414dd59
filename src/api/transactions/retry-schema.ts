import { z } from 'zod';
import { INSTANT, isInstant } from '../../domain/calendar/instant.js';
import { by, reason } from '../../requests/correction-schema.js';
import { externalId } from '../../requests/mid-term/change-fields.js';
import { text } from '../../requests/text-fields.js';
import { pageFields } from './page-by-cursor.js';
import { PROBLEMS, type ProblemCode } from '../problem-catalogue.js';
import { STEPS, TRANSACTION_KINDS } from '../../domain/transaction/kinds.js';

const CAUSES = ['rejected', 'contractBroken', 'outage', 'unknownOutcome'] as const;

const filterSchema = z
  .strictObject({
    kind: z.enum(TRANSACTION_KINDS).optional(),
    product: text(64).optional(),
    step: z.enum(STEPS).optional().meta({ description: 'Where it stopped.' }),
    cause: z.enum(CAUSES).optional().meta({ description: '`attention.cause`.' }),
    field: text(100).optional().meta({ description: '`attention.field`, exactly.' }),
    reasonIncludes: text(200)
      .optional()
      .meta({ description: 'A part of `attention.reason`, in its own spelling.' }),
    since: z
      .string()
      .refine(isInstant, 'is not a moment; write it with Z or an offset')
      .optional()
      .meta({
        format: 'date-time',
        pattern: INSTANT.source,
        description: 'Stopped at this moment or later.',
      }),
  })
  .refine((filter) => Object.values(filter).some((value) => value !== undefined), {
    error: 'names nothing; say which stopped transactions are meant, such as {"cause": "outage"}',
    params: { code: 'missing' },
  })
  .meta({ id: 'RetryFilter', description: 'All that are given must hold; at least one is.' });

/** What the act of many is: whom, and which. */
export const retryRequestSchema = z
  .strictObject({
    by: by(),
    reason: reason(),
    filter: filterSchema,
    requestId: externalId().optional().meta({
      description:
        'Makes it a batch, which is answered at once with 202, goes on whatever dies, and says what became of each: the same id with the same content is one batch. `limit` and `cursor` are not looked at then.',
    }),
    ...pageFields,
  })
  .meta({ id: 'RetryRequest' });

export type RetryFilter = z.infer<typeof filterSchema>;

const retriedSchema = z
  .strictObject({
    id: z.string().meta({ description: 'Of the transaction.' }),
    outcome: z.enum(['retried', 'refused', 'unanswered']).meta({
      description:
        '`refused`: it needs more than to be run again. `unanswered`: it may have been run again, or not.',
    }),
    code: z
      .enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]])
      .nullable()
      .meta({ description: 'The problem that a `correct` of it alone would have answered.' }),
    detail: z.string().nullable(),
  })
  .meta({ id: 'RetriedTransaction' });

export const retryAnswerSchema = z
  .strictObject({
    looked: z.int().meta({ description: 'Stopped transactions that were looked at.' }),
    retried: z.int(),
    refused: z.int(),
    unanswered: z.int(),
    items: z.array(retriedSchema).meta({
      description: 'One for each that the filter meant, and for each that did not answer.',
    }),
    nextCursor: z.string().nullable().meta({
      description: 'Send it as `cursor`, with the same filter, for the next; null at the end.',
    }),
  })
  .meta({ id: 'RetryAnswer' });

export type RetryAnswer = z.infer<typeof retryAnswerSchema>;
export type RetriedTransaction = z.infer<typeof retriedSchema>;
