import { z } from 'zod';
import { askedReinstatement } from '../../requests/reinstatement/asked-reinstatement.js';
import { reinstatementFields } from '../../requests/reinstatement/reinstatement-schema.js';
import { previewRoute } from '../changes/preview-route.js';
import { previewedTermFields } from '../changes/named-term.js';
import { refusalsAnswer, refusalsSchema } from '../changes/refusals-answer.js';
import { amountsAnswer, amountsSchema } from '../changes/worked-answer.js';
import { quoteReinstatement } from './quote.js';

const reinstatementPreviewSchema = z
  .strictObject({
    ...previewedTermFields,
    ...reinstatementFields,
  })
  .meta({ id: 'ReinstatementPreviewRequest' });

/** What the return of a cancelled term would charge. */
export const previewReinstatementRoute = previewRoute({
  kind: 'reinstatement',
  summary: 'What the return of a cancelled term would charge, and what stands against it',
  body: reinstatementPreviewSchema,
  example: { policyNumber: 'CGL-2027-000001' },
  shape: {
    cancelledOn: z.string().nullable().meta({ format: 'date' }),
    effectiveDate: z.string().nullable().meta({ format: 'date' }),
    gapDays: z.int().nullable().meta({ description: 'Days without cover.' }),
    amounts: amountsSchema.nullable(),
    refusals: refusalsSchema,
  },
  preview: (term, asked) => {
    const { charges, change, refusals } = quoteReinstatement(term, askedReinstatement(asked));
    return {
      digest: change?.digest ?? null,
      cancelledOn: term.record.cancelledOn,
      effectiveDate: charges?.effectiveDate ?? null,
      gapDays: charges?.gapDays ?? null,
      amounts: charges && amountsAnswer(charges.rows),
      refusals: refusalsAnswer(refusals),
    };
  },
});
