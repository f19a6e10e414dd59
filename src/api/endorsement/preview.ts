import { z } from 'zod';
import { previewEndorsement } from '../../domain/endorsement/preview.js';
import { quotedChange } from '../../domain/mid-term/quote-digest.js';
import { amount, civilDate, signedAmount } from '../../requests/text-fields.js';
import { chargesOf, postedCharges } from '../changes/posted-charges.js';
import { previewRoute } from '../changes/preview-route.js';
import { previewedTermFields } from '../changes/named-term.js';
import { refusalsAnswer, refusalsSchema } from '../changes/refusals-answer.js';
import { amountsAnswer, amountsSchema } from '../changes/worked-answer.js';

const endorsementPreviewSchema = z
  .strictObject({
    ...previewedTermFields,
    effectiveDate: civilDate().meta({ description: 'First day of the change.' }),
    fullTerm: postedCharges(amount()).optional().meta({
      description:
        'All charges that the whole term would have, had it been so from the start; what is left of the difference is charged or given back.',
    }),
    asGiven: postedCharges(signedAmount())
      .optional()
      .meta({ description: 'Instead: what is to be booked, as it is.' }),
  })
  .refine(({ fullTerm, asGiven }) => (fullTerm === undefined) !== (asGiven === undefined), {
    path: ['fullTerm'],
    error:
      'and asGiven exclude each other, and one of them is needed; give the figures of the whole term or the amounts to book',
  })
  .meta({ id: 'EndorsementPreviewRequest' });

/** What a change of the policy would charge. */
export const previewEndorsementRoute = previewRoute({
  kind: 'endorsement',
  summary: 'What a change of the policy would charge or give back, and what stands against it',
  body: endorsementPreviewSchema,
  example: {
    policyNumber: 'CGL-2027-000001',
    effectiveDate: '2027-05-01',
    fullTerm: [{ line: 'general-liability', charge: 'premium', state: 'TX', amount: '6200.00' }],
  },
  shape: {
    effectiveDate: z.string().meta({ format: 'date' }),
    elapsedDays: z.int().nullable().meta({ description: 'Days in force before it.' }),
    termDays: z.int().nullable(),
    amounts: amountsSchema.nullable(),
    refusals: refusalsSchema,
  },
  preview: ({ product, facts, charged }, { effectiveDate, fullTerm = [], asGiven }) => {
    const figures = {
      fullTerm: chargesOf(fullTerm, 'fullTerm', product),
      asGiven: asGiven ? chargesOf(asGiven, 'asGiven', product) : null,
    };
    const { charges, refusals } = previewEndorsement(
      facts,
      charged,
      effectiveDate,
      figures,
      product.midTerm,
    );
    return {
      digest: charges && quotedChange(effectiveDate, charges.rows).digest,
      effectiveDate,
      elapsedDays: charges?.elapsedDays ?? null,
      termDays: charges?.termDays ?? null,
      amounts: charges && amountsAnswer(charges.rows),
      refusals: refusalsAnswer(refusals),
    };
  },
});
