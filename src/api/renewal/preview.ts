import { z } from 'zod';
import { renewalFields, renewalRiskFields } from '../../requests/renewal/renewal-schema.js';
import { askedRenewal } from '../../requests/renewal/asked-renewal.js';
import { previewRoute } from '../changes/preview-route.js';
import { previewedTermFields } from '../changes/named-term.js';
import { refusalsAnswer, refusalsSchema } from '../changes/refusals-answer.js';
import { amountsAnswer, amountsSchema } from '../changes/worked-answer.js';
import { premiumSaid } from './premium-said.js';
import { quoteRenewal } from './quote.js';

const day = () => z.string().meta({ format: 'date' });

const renewalPreviewSchema = z
  .strictObject({ ...previewedTermFields, ...renewalFields, ...renewalRiskFields })
  .meta({ id: 'RenewalPreviewRequest' });

/** What the next term would cost, and on which days it would be made. */
export const previewRenewalRoute = previewRoute({
  kind: 'renewal',
  summary: 'What the next term would cost, when it would be made, and what stands against it',
  body: renewalPreviewSchema,
  example: { policyNumber: 'CGL-2027-000001' },
  shape: {
    flow: z.enum(['bindAndCancel', 'offer', 'confirmed']).nullable(),
    effectiveDate: day().nullable(),
    expirationDate: day().nullable(),
    charged: amountsSchema.nullable().meta({ description: 'What the new term is charged.' }),
    referral: z.string().nullable().meta({ description: 'Why an underwriter has to look at it.' }),
    days: z
      .strictObject({
        start: day(),
        rechecks: z.array(day()),
        offer: day().nullable(),
        issue: day().nullable(),
        payableUntil: day().nullable(),
        noticeFrom: day().nullable(),
        noticeBy: day().meta({ description: 'The last day of a notice of non-renewal.' }),
        noticeRow: z.string(),
      })
      .nullable(),
    refusals: refusalsSchema,
  },
  preview: (term, posted, context) => {
    const premium = premiumSaid(posted, term, context.rating);
    const { quoted, refusals } = quoteRenewal(term, { ...askedRenewal({}), premium }, context);
    return {
      digest: quoted?.change.digest ?? null,
      flow: quoted?.flow ?? null,
      effectiveDate: quoted?.days.effectiveDate ?? null,
      expirationDate: quoted?.days.expirationDate ?? null,
      charged: quoted && amountsAnswer(quoted.change.rows),
      referral: quoted?.referral ?? null,
      days: quoted && {
        start: quoted.timeline.startOn,
        rechecks: [...quoted.timeline.recheckOn],
        offer: quoted.timeline.offerOn,
        issue: quoted.timeline.issueOn,
        payableUntil: quoted.timeline.payableUntil,
        noticeFrom: quoted.timeline.nonRenewal.from,
        noticeBy: quoted.timeline.nonRenewal.by,
        noticeRow: quoted.noticeRow,
      },
      refusals: refusalsAnswer(refusals),
    };
  },
});
