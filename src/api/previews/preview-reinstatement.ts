import type { RequestHandler } from 'express';
import { z } from 'zod';
import { previewReinstatement } from '../../domain/reinstatement/preview.js';
import type { Product } from '../../domain/product/product.js';
import { civilDate } from '../../requests/text-fields.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { answer, json, type Route } from '../route.js';
import { PREVIEW_PROBLEMS, previewedTerm, previewedTermFields } from './previewed-term.js';
import { amountsAnswer, amountsSchema, refusalsAnswer, refusalsSchema } from './worked-answer.js';

const reinstatementPreviewSchema = z
  .strictObject({
    ...previewedTermFields,
    effectiveDate: civilDate().optional().meta({
      description:
        'First day of cover again; the day of the cancellation unless said, as if it had never been.',
    }),
  })
  .meta({ id: 'ReinstatementPreviewRequest' });

const answerSchema = z
  .strictObject({
    policyNumber: z.string(),
    termNumber: z.int(),
    currency: z.string().nullable(),
    cancelledOn: z.string().nullable().meta({ format: 'date' }),
    effectiveDate: z.string().nullable().meta({ format: 'date' }),
    gapDays: z.int().nullable().meta({ description: 'Days without cover.' }),
    amounts: amountsSchema.nullable(),
    refusals: refusalsSchema,
  })
  .meta({ id: 'ReinstatementPreview' });

/** POST /api/previews/reinstatement: what the return of a cancelled term would charge; nothing is written. */
function handle(context: ApiContext): RequestHandler {
  return async (request, response) => {
    const asked = readBody(request, reinstatementPreviewSchema);
    const { record, product, state, facts, charged } = await previewedTerm(context, asked);
    const { charges, refusals } = previewReinstatement(
      facts,
      charged,
      asked.effectiveDate ?? null,
      rulesOf(product, state),
    );
    const { policyNumber, termNumber, currency, cancelledOn } = record;
    response.json({
      policyNumber,
      termNumber,
      currency,
      cancelledOn,
      effectiveDate: charges?.effectiveDate ?? null,
      gapDays: charges?.gapDays ?? null,
      amounts: charges && amountsAnswer(charges.rows),
      refusals: refusalsAnswer(refusals),
    } satisfies z.infer<typeof answerSchema>);
  };
}

function rulesOf({ midTerm: { refund, reinstatement } }: Product, state: string) {
  const { isGapAllowed, feeCents } = reinstatement;
  const name = 'reinstatementFee';
  const fee = { name, line: null, state, amountCents: feeCents, isTaxable: false };
  return { ...refund, isGapAllowed, fee: feeCents === 0 ? null : fee };
}

export const previewReinstatementRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/previews/reinstatement',
  admits: { by: 'key', scope: 'transactions:read' },
  operationId: 'previewReinstatement',
  tag: 'previews',
  summary: 'What the return of a cancelled term would charge, and what stands against it',
  description: 'Nothing is written anywhere, and no workflow starts.',
  request: {
    body: json(reinstatementPreviewSchema, { example: { policyNumber: 'CGL-2027-000001' } }),
  },
  answers: { 200: answer('The preview.', answerSchema) },
  problems: PREVIEW_PROBLEMS,
  handle,
};
