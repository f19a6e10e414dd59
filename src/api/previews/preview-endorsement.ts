import type { RequestHandler } from 'express';
import { z } from 'zod';
import { previewEndorsement } from '../../domain/endorsement/preview.js';
import { amount, civilDate, signedAmount } from '../../requests/text-fields.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { answer, json, type Route } from '../route.js';
import { chargesOf, postedCharges } from './posted-charges.js';
import { PREVIEW_PROBLEMS, previewedTerm, previewedTermFields } from './previewed-term.js';
import { amountsAnswer, amountsSchema, refusalsAnswer, refusalsSchema } from './worked-answer.js';

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

const answerSchema = z
  .strictObject({
    policyNumber: z.string(),
    termNumber: z.int(),
    currency: z.string().nullable(),
    effectiveDate: z.string().meta({ format: 'date' }),
    elapsedDays: z.int().nullable().meta({ description: 'Days in force before it.' }),
    termDays: z.int().nullable(),
    amounts: amountsSchema.nullable(),
    refusals: refusalsSchema,
  })
  .meta({ id: 'EndorsementPreview' });

/** POST /api/previews/endorsement: what a change of the policy would charge; nothing is written and nothing starts. */
function handle(context: ApiContext): RequestHandler {
  return async (request, response) => {
    const asked = readBody(request, endorsementPreviewSchema);
    const { record, product, facts, charged } = await previewedTerm(context, asked);
    const figures = {
      fullTerm: chargesOf(asked.fullTerm ?? [], 'fullTerm', product),
      asGiven: asked.asGiven ? chargesOf(asked.asGiven, 'asGiven', product) : null,
    };
    const { refund } = product.midTerm;
    const preview = previewEndorsement(facts, charged, asked.effectiveDate, figures, refund);
    const { policyNumber, termNumber, currency } = record;
    response.json({
      policyNumber,
      termNumber,
      currency,
      effectiveDate: asked.effectiveDate,
      elapsedDays: preview.charges?.elapsedDays ?? null,
      termDays: preview.charges?.termDays ?? null,
      amounts: preview.charges && amountsAnswer(preview.charges.rows),
      refusals: refusalsAnswer(preview.refusals),
    } satisfies z.infer<typeof answerSchema>);
  };
}

export const previewEndorsementRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/previews/endorsement',
  admits: { by: 'key', scope: 'transactions:read' },
  operationId: 'previewEndorsement',
  tag: 'previews',
  summary: 'What a change of the policy would charge or give back, and what stands against it',
  description: 'Nothing is written anywhere, and no workflow starts.',
  request: {
    body: json(endorsementPreviewSchema, {
      example: {
        policyNumber: 'CGL-2027-000001',
        effectiveDate: '2027-05-01',
        fullTerm: [
          { line: 'general-liability', charge: 'premium', state: 'TX', amount: '6200.00' },
        ],
      },
    }),
  },
  answers: { 200: answer('The preview.', answerSchema) },
  problems: PREVIEW_PROBLEMS,
  handle,
};
