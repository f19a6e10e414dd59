import { z } from 'zod';
import { civilDateIn } from '../../domain/calendar/time-zone.js';
import { rewriteFields } from '../../requests/rewrite/rewrite-schema.js';
import { amount } from '../../requests/text-fields.js';
import { postedCharges } from '../../requests/mid-term/posted-charges.js';
import { chargesOf } from '../changes/posted-charges.js';
import { previewRoute } from '../changes/preview-route.js';
import { previewedTermFields } from '../changes/named-term.js';
import { refusalsAnswer, refusalsSchema } from '../changes/refusals-answer.js';
import { amountsAnswer, amountsSchema } from '../changes/worked-answer.js';
import { quoteRewrite } from './quote.js';

const rewritePreviewSchema = z
  .strictObject({
    ...previewedTermFields,
    ...rewriteFields,
    fullTerm: postedCharges(amount()).min(1).meta({
      description:
        'What the new term would be charged, were it as long as the old one; of `newTerm` its own charges.',
    }),
  })
  .meta({ id: 'RewritePreviewRequest' });

/** What a rewrite would give back and charge. */
export const previewRewriteRoute = previewRoute({
  kind: 'rewrite',
  summary: 'What a rewrite would give back and charge, and what stands against it',
  body: rewritePreviewSchema,
  example: {
    policyNumber: 'CGL-2027-000001',
    kind: 'remainder',
    cancelledOn: '2027-08-01',
    fullTerm: [{ line: 'general-liability', charge: 'premium', state: 'TX', amount: '6000.00' }],
  },
  shape: {
    effectiveDate: z.string().nullable().meta({ format: 'date' }),
    expirationDate: z.string().nullable().meta({ format: 'date' }),
    lapseDays: z.int().nullable().meta({ description: 'Days without cover before the new term.' }),
    returned: amountsSchema.nullable().meta({
      description:
        'What the cancellation of the old term gives back; null where it is cancelled already, or refused.',
    }),
    charged: amountsSchema.nullable().meta({ description: 'What the new term is charged.' }),
    refusals: refusalsSchema,
  },
  preview: (term, { kind, start = null, ...asked }, { today }) => {
    const { product } = term;
    const cancelledOn = asked.cancelledOn ?? civilDateIn(product.timeZone, today());
    const fullTerm = chargesOf(asked.fullTerm, 'fullTerm', product);
    const wanted = { kind, start, cancelledOn, fullTerm };
    const { days, returned, charges, change, refusals } = quoteRewrite(term, wanted);
    return {
      digest: change?.digest ?? null,
      effectiveDate: days?.effectiveDate ?? null,
      expirationDate: days?.expirationDate ?? null,
      lapseDays: days?.lapseDays ?? null,
      returned: returned && amountsAnswer(returned.rows),
      charged: charges && amountsAnswer(charges.rows),
      refusals: refusalsAnswer(refusals),
    };
  },
});
