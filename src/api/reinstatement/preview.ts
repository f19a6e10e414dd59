import { z } from 'zod';
import { previewReinstatement } from '../../domain/reinstatement/preview.js';
import { quotedChange } from '../../domain/mid-term/quote-digest.js';
import { reinstatementRules } from '../../domain/reinstatement/rules.js';
import { reinstatementFields } from '../../requests/reinstatement/reinstatement-schema.js';
import { previewRoute } from '../changes/preview-route.js';
import { previewedTermFields } from '../changes/named-term.js';
import { refusalsAnswer, refusalsSchema } from '../changes/refusals-answer.js';
import { amountsAnswer, amountsSchema } from '../changes/worked-answer.js';

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
  preview: ({ record, product, state, facts, charged }, { effectiveDate = null }) => {
    const rules = reinstatementRules(product, state);
    const { charges, refusals } = previewReinstatement(facts, charged, effectiveDate, rules);
    return {
      digest: charges && quotedChange(charges.effectiveDate, charges.rows).digest,
      cancelledOn: record.cancelledOn,
      effectiveDate: charges?.effectiveDate ?? null,
      gapDays: charges?.gapDays ?? null,
      amounts: charges && amountsAnswer(charges.rows),
      refusals: refusalsAnswer(refusals),
    };
  },
});
