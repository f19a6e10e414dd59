import { z } from 'zod';
import { amount, text } from './text-fields.js';

export const by = () => text(100).meta({ description: 'Who acts; kept for the audit.' });
export const reason = () => text(500).meta({ description: 'Why; kept for the audit.' });

const outcomeSchema = z
  .union(
    [
      z.strictObject({ written: z.literal(false) }),
      z.strictObject({
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
        fees: amount().optional().meta({
          description:
            'For a rated workbook: what the policy system added as fees, beside the premium; none unless said.',
        }),
      }),
    ],
    'must say whether the write happened; send {"written": false}, or {"written": true, "made": "…"}',
  )
  .meta({
    id: 'WriteOutcome',
    description:
      'What a person found in the policy system. Needed when the cause of the attention is `unknownOutcome`; taken whenever the step has a write in doubt.',
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
