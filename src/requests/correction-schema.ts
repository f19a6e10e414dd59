import { z } from 'zod';
import { text } from './text-fields.js';

export const by = () => text(100).meta({ description: 'Who acts; kept for the audit.' });
export const reason = () => text(500).meta({ description: 'Why; kept for the audit.' });

const write = () =>
  text(300).optional().meta({
    description:
      'Which write: its name in `attention.inDoubt`. Left out for the one that stopped the step.',
  });

const outcomeSchema = z
  .union(
    [
      z.strictObject({ write: write(), written: z.literal(false) }),
      z.strictObject({
        write: write(),
        written: z.literal(true),
        made: text(100)
          .nullable()
          .default(null)
          .meta({
            description:
              'What it made: the GUID of an insured, submission or quote, the policy number of a bind, the premium of a ' +
              'rated workbook such as "5000.00", and for the booking of a term, where it is known, the policy number. ' +
              'Left out for a charge, a document or a reference.',
          }),
        fees: text(20).nullable().default(null).meta({
          description:
            'Of a rated workbook: the fees that the policy system added to that premium, "0.00" for none.',
        }),
      }),
    ],
    'must say whether the write happened; send {"written": false}, or {"written": true, "made": "…"}',
  )
  .meta({
    id: 'WriteOutcome',
    description:
      'What a person found in the policy system. Needed when the cause of the attention is `unknownOutcome` and a write is in `inDoubt`; taken for every write that was attempted and is not settled.',
  });

export const correctionRequestSchema = z
  .strictObject({
    by: by(),
    reason: reason(),
    changes: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({
        description:
          'RFC 7396 merge patch of the submission request. Empty or left out, it runs the stopped step again with the ' +
          'same input.',
        examples: [{ insured: { location: { zip: '75202' } } }],
      }),
    revision: z
      .int()
      .min(0, 'is below zero; give the revision of the transaction as it was answered')
      .optional()
      .meta({
        description: 'Revision the correction was made from; refused when it has moved on.',
      }),
    outcome: outcomeSchema.optional(),
  })
  .meta({ id: 'CorrectionRequest' });

export const abandonmentRequestSchema = z
  .strictObject({ by: by(), reason: reason() })
  .meta({ id: 'AbandonmentRequest' });
