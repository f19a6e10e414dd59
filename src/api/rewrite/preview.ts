import { z } from 'zod';
import { civilDateIn } from '../../domain/calendar/time-zone.js';
import { quotedChange } from '../../domain/mid-term/quote-digest.js';
import { previewRewrite } from '../../domain/rewrite/preview.js';
import { amount, civilDate } from '../../requests/text-fields.js';
import { postedCharges } from '../../requests/mid-term/posted-charges.js';
import { chargesOf } from '../changes/posted-charges.js';
import { previewRoute } from '../changes/preview-route.js';
import { previewedTermFields } from '../changes/named-term.js';
import { refusalsAnswer, refusalsSchema } from '../changes/refusals-answer.js';
import { amountsAnswer, amountsSchema } from '../changes/worked-answer.js';

const rewritePreviewSchema = z
  .strictObject({
    ...previewedTermFields,
    kind: z.enum(['fullTerm', 'remainder', 'newTerm']).meta({
      description:
        '`fullTerm`: in full from its start; `remainder`: for what remains of the term; `newTerm`: for a fresh term of its own.',
    }),
    cancelledOn: civilDate().optional().meta({
      description:
        'From when the old term ends; today in the zone of the product unless said. Not used for `fullTerm`, nor for a term that is cancelled already.',
    }),
    start: civilDate().optional().meta({
      description: 'First day of the new term; without a gap unless said.',
    }),
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
  preview: ({ product, facts, charged }, { kind, start = null, ...asked }, { today }) => {
    const cancelledOn = asked.cancelledOn ?? civilDateIn(product.timeZone, today());
    const fullTerm = chargesOf(asked.fullTerm, 'fullTerm', product);
    const { days, returned, charges, refusals } = previewRewrite(
      facts,
      charged,
      { kind, start, cancelledOn, fullTerm },
      product,
    );
    const rows = charges && [...(returned?.rows ?? []), ...charges.rows];
    return {
      digest: rows && days && quotedChange(days.effectiveDate, rows).digest,
      effectiveDate: days?.effectiveDate ?? null,
      expirationDate: days?.expirationDate ?? null,
      lapseDays: days?.lapseDays ?? null,
      returned: returned && amountsAnswer(returned.rows),
      charged: charges && amountsAnswer(charges.rows),
      refusals: refusalsAnswer(refusals),
    };
  },
});
