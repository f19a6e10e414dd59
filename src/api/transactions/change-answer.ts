import { z } from 'zod';
import { KEPT_ACTS } from '../../domain/transaction/change-acts.js';
import type { ChangeRecord } from '../../domain/transaction/change-record.js';
import { NOTICE_RECIPIENTS } from '../../domain/notice/notice-days.js';
import { renewalAnswer, renewalAnswerSchema } from './renewal-answer.js';
import { amountsAnswer, amountsSchema } from '../changes/worked-answer.js';

const instant = () => z.string().meta({ format: 'date-time' });
const civilDay = () => z.string().meta({ format: 'date' });

/** The proof of a notice, as it is recorded and answered. */
const proofSchema = z
  .strictObject({
    sent: z.array(
      z.strictObject({
        to: z.enum(NOTICE_RECIPIENTS),
        on: civilDay(),
        reference: z.string(),
      }),
    ),
  })
  .meta({ id: 'NoticeProof' });

/** What a transaction is that changes a bound term, beside what every transaction is. */
export const changeAnswerSchema = z
  .strictObject({
    termNumber: z.int(),
    effectiveDate: civilDay().nullable().meta({
      description: 'From when it holds, as it was quoted last; null until it is quoted.',
    }),
    amounts: amountsSchema
      .nullable()
      .meta({ description: 'As it was quoted last, and then as it was booked.' }),
    digest: z.string().nullable().meta({
      description: 'Names day and amounts; a preview with the same numbers has the same.',
    }),
    notice: z
      .strictObject({
        row: z.string().meta({ description: 'Row of the notice file that asks for it.' }),
        earliestDate: civilDay().meta({ description: 'The first day that it allows.' }),
        proof: proofSchema.nullable().meta({ description: 'Null until it is recorded.' }),
      })
      .nullable()
      .meta({ description: 'Null where nobody has to be told first.' }),
    goesOnAt: instant().nullable().meta({
      description: 'When it goes on by itself; null where it does not wait for a moment.',
    }),
    isResting: z
      .boolean()
      .meta({ description: 'Nothing happens until a moment comes or somebody acts.' }),
    acts: z
      .array(
        z.strictObject({
          at: instant(),
          by: z.string(),
          act: z.enum(KEPT_ACTS),
          reason: z.string().nullable(),
        }),
      )
      .meta({ description: 'What was done about it; for the audit.' }),
    moratorium: z
      .string()
      .nullable()
      .meta({ description: 'The moratorium that withdrew it; null where none did.' }),
  })
  .extend({
    renewal: renewalAnswerSchema
      .nullable()
      .meta({ description: 'Of a renewal; null of every other change.' }),
  })
  .meta({ id: 'Change', description: 'What is special to a change of a bound term.' });

export function changeAnswer({
  termNumber,
  quote,
  notice,
  goesOnAt,
  isResting,
  acts,
  renewal,
  moratorium,
}: ChangeRecord): z.infer<typeof changeAnswerSchema> {
  return {
    termNumber,
    effectiveDate: quote?.effectiveDate ?? null,
    amounts: quote && amountsAnswer(quote.rows),
    digest: quote?.digest ?? null,
    notice: notice && {
      row: notice.row,
      earliestDate: notice.earliestDate,
      proof: notice.proof && { sent: notice.proof.sent.map((letter) => ({ ...letter })) },
    },
    goesOnAt,
    isResting,
    acts: acts.map((act) => ({ ...act })),
    renewal: renewal ? renewalAnswer(renewal) : null,
    moratorium: moratorium ?? null,
  };
}
