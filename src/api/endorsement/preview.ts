import { z } from 'zod';
import {
  endorsementFields,
  hasPrice,
  NO_PRICE,
} from '../../requests/endorsement/endorsement-schema.js';
import { previewRoute } from '../changes/preview-route.js';
import { previewedTermFields } from '../changes/named-term.js';
import { refusalsAnswer, refusalsSchema } from '../changes/refusals-answer.js';
import { amountsAnswer, amountsSchema } from '../changes/worked-answer.js';
import { Problem } from '../problem.js';
import { priceOf } from './figures.js';
import { quoteEndorsement } from './quote.js';

const endorsementPreviewSchema = z
  .strictObject({ ...previewedTermFields, ...endorsementFields })
  .refine(hasPrice, NO_PRICE)
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
  problems: ['no-preview'],
  preview: (term, { effectiveDate, ...posted }, { rating }) => {
    if (term.product.rating.method === 'excelRater') throw noPreview();
    const { figures } = priceOf(posted, { term, rating });
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

function noPreview(): Problem {
  return new Problem('no-preview', {
    detail:
      'This product is rated from a workbook, which the policy system only does by writing. Ask for the endorsement itself, with advanceTo quoted: it is rated on a transaction that is not bound, waits to be accepted, and leaves nothing when it is withdrawn.',
  });
}
