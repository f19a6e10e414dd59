import { z } from 'zod';
import {
  endorsementFields,
  hasFigures,
  NO_FIGURES,
} from '../../requests/endorsement/endorsement-schema.js';
import { previewRoute } from '../changes/preview-route.js';
import { previewedTermFields } from '../changes/named-term.js';
import { refusalsAnswer, refusalsSchema } from '../changes/refusals-answer.js';
import { amountsAnswer, amountsSchema } from '../changes/worked-answer.js';
import { figuresOf } from './figures.js';
import { quoteEndorsement } from './quote.js';

const endorsementPreviewSchema = z
  .strictObject({ ...previewedTermFields, ...endorsementFields })
  .refine(hasFigures, NO_FIGURES)
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
  preview: (term, { effectiveDate, ...posted }) => {
    const figures = figuresOf(posted, term.product);
    const { charges, change, refusals } = quoteEndorsement(term, { effectiveDate, figures });
    return {
      digest: change?.digest ?? null,
      effectiveDate,
      elapsedDays: charges?.elapsedDays ?? null,
      termDays: charges?.termDays ?? null,
      amounts: charges && amountsAnswer(charges.rows),
      refusals: refusalsAnswer(refusals),
    };
  },
});
