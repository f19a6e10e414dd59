import { z } from 'zod';
import { by, reason } from '../../requests/correction-schema.js';
import { pageFields } from '../transactions/page-by-cursor.js';
import { PROBLEMS, type ProblemCode } from '../problem-catalogue.js';

/** The path names a moratorium of the notice file. */
export const moratoriumPathSchema = z.strictObject({
  id: z
    .string()
    .meta({ description: '`id` of the moratorium in the notice file.', example: 'TX-2027-STORM' }),
});

/** Who has the cancellations told, and why. */
export const applyRequestSchema = z
  .strictObject({ by: by(), reason: reason(), ...pageFields })
  .meta({ id: 'ApplyMoratorium' });

const toldSchema = z
  .strictObject({
    id: z.string().meta({ description: 'Of the cancellation.' }),
    policyNumber: z.string().nullable(),
    outcome: z.enum(['withdrawn', 'refused', 'unanswered']).meta({
      description:
        '`withdrawn`: by this request or by an earlier one. `refused`: it stands otherwise by now. `unanswered`: it may have been withdrawn, or not.',
    }),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]).nullable(),
    detail: z.string().nullable(),
  })
  .meta({ id: 'ToldOfMoratorium' });

export const applyAnswerSchema = z
  .strictObject({
    moratorium: z.strictObject({
      id: z.string(),
      from: z.string().meta({ format: 'date' }),
      to: z.string().meta({ format: 'date', description: 'The last day.' }),
      jurisdictions: z.array(z.string()),
      lines: z.array(z.string()).meta({ description: 'Empty for every line.' }),
      reasons: z.array(z.string()),
    }),
    looked: z.int().meta({ description: 'Cancellations that were looked at.' }),
    withdrawn: z.int(),
    refused: z.int(),
    unanswered: z.int(),
    items: z
      .array(toldSchema)
      .meta({ description: 'One for each that the moratorium is about, or that did not answer.' }),
    nextCursor: z.string().nullable().meta({
      description: 'Send it as `cursor` for the next; null at the end.',
    }),
  })
  .meta({ id: 'AppliedMoratorium' });

export type ApplyAnswer = z.infer<typeof applyAnswerSchema>;
export type ToldOfMoratorium = z.infer<typeof toldSchema>;
