import type { RequestHandler } from 'express';
import { z } from 'zod';
import { civilDateIn } from '../../domain/calendar/time-zone.js';
import { previewRewrite } from '../../domain/rewrite/preview.js';
import { amount, civilDate } from '../../requests/text-fields.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { answer, json, type Route } from '../route.js';
import { chargesOf, postedCharges } from './posted-charges.js';
import { PREVIEW_PROBLEMS, previewedTerm, previewedTermFields } from './previewed-term.js';
import { amountsAnswer, amountsSchema, refusalsAnswer, refusalsSchema } from './worked-answer.js';

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
    fullTerm: postedCharges(amount()).meta({
      description:
        'What the new term would be charged, were it as long as the old one; of `newTerm` its own charges.',
    }),
  })
  .meta({ id: 'RewritePreviewRequest' });

const answerSchema = z
  .strictObject({
    policyNumber: z.string(),
    termNumber: z.int(),
    currency: z.string().nullable(),
    effectiveDate: z.string().nullable().meta({ format: 'date' }),
    expirationDate: z.string().nullable().meta({ format: 'date' }),
    lapseDays: z.int().nullable().meta({ description: 'Days without cover before the new term.' }),
    returned: amountsSchema.nullable().meta({
      description:
        'What the cancellation of the old term gives back; null where it is cancelled already, or refused.',
    }),
    charged: amountsSchema.nullable().meta({ description: 'What the new term is charged.' }),
    refusals: refusalsSchema,
  })
  .meta({ id: 'RewritePreview' });

/** POST /api/previews/rewrite: what a rewrite would give back and charge; nothing is written and nothing starts. */
function handle(context: ApiContext): RequestHandler {
  return async (request, response) => {
    const asked = readBody(request, rewritePreviewSchema);
    const { record, product, facts, charged } = await previewedTerm(context, asked);
    const { kind, start = null, cancelledOn } = asked;
    const { days, returned, charges, refusals } = previewRewrite(
      facts,
      charged,
      {
        kind,
        start,
        cancelledOn: cancelledOn ?? civilDateIn(product.timeZone, context.today()),
        fullTerm: chargesOf(asked.fullTerm, 'fullTerm', product),
      },
      product,
    );
    const { policyNumber, termNumber, currency } = record;
    response.json({
      policyNumber,
      termNumber,
      currency,
      effectiveDate: days?.effectiveDate ?? null,
      expirationDate: days?.expirationDate ?? null,
      lapseDays: days?.lapseDays ?? null,
      returned: returned && amountsAnswer(returned.rows),
      charged: charges && amountsAnswer(charges.rows),
      refusals: refusalsAnswer(refusals),
    } satisfies z.infer<typeof answerSchema>);
  };
}

export const previewRewriteRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/previews/rewrite',
  admits: { by: 'key', scope: 'transactions:read' },
  operationId: 'previewRewrite',
  tag: 'previews',
  summary: 'What a rewrite would give back and charge, and what stands against it',
  description: 'Nothing is written anywhere, and no workflow starts.',
  request: {
    body: json(rewritePreviewSchema, {
      example: {
        policyNumber: 'CGL-2027-000001',
        kind: 'remainder',
        cancelledOn: '2027-08-01',
        fullTerm: [
          { line: 'general-liability', charge: 'premium', state: 'TX', amount: '6000.00' },
        ],
      },
    }),
  },
  answers: { 200: answer('The preview.', answerSchema) },
  problems: PREVIEW_PROBLEMS,
  handle,
};
