import { z } from 'zod';
import { refusalOf } from '../../domain/machine/refusals.js';
import { formatCents } from '../../domain/money/cents.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { factsOf } from '../request-facts.js';
import { answer, json, type Route } from '../route.js';
import { paymentSchema, reversalSchema, transactionId } from '../terms/message-schema.js';
import { readMessage } from '../terms/read-message.js';
import { ABOUT_TERMS, paymentPathSchema, senderId } from '../terms/term-path.js';
import { tellOffer, tellOfferReversal, type OfferOutcome } from './tell-offer.js';

const offerId = () =>
  senderId(300).meta({
    description: 'Of the offer, as the renewal says it: the id of the renewal and the version.',
    example: 'renewal:CGL-2027-000001:2/v1',
  });

const pathSchema = z.object({ offerId: offerId() });
const paymentPath = pathSchema.extend({
  paymentId: paymentPathSchema.shape.paymentId.meta({ example: 'PAY-2027-0002' }),
});

const inBodyToo = () =>
  offerId().optional().meta({
    description: 'As in the address. Required in a signed message.',
  });

const bodySchema = paymentSchema
  .omit({ policyNumber: true, termNumber: true })
  .safeExtend({
    offerId: inBodyToo(),
    transactionId: transactionId(),
    selectedPaymentPlanCode: senderId(20).optional().meta({
      description: 'The plan that the payer chose; left out, it is inferred from the sum.',
      example: 'TEN',
    }),
  })
  .meta({ id: 'OfferPayment' });

const takenBackSchema = reversalSchema
  .omit({ policyNumber: true, termNumber: true })
  .safeExtend({ offerId: inBodyToo() })
  .meta({ id: 'OfferPaymentReversed' });

const answerSchema = z
  .strictObject({
    policyNumber: z.string().nullable().meta({
      description:
        'Of the policy that the money finishes or had finished; null when a person has to look.',
    }),
    text: z.string().meta({ description: 'Why, with the sums.' }),
  })
  .meta({ id: 'OfferAnswer' });

const PROBLEMS = [
  'unknown-offer',
  'content-differs',
  'change-refused',
  'worker-unavailable',
  'workflow-failing',
  'refused',
  ...ABOUT_TERMS,
] as const satisfies Route<ApiContext>['problems'];

/** Money for a renewal offer. */
export const offerPaymentRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/renewal-offers/{offerId}/payments',
  admits: { by: 'message' },
  operationId: 'recordOfferPayment',
  tag: 'billing',
  summary: 'Money came in for a renewal offer',
  description:
    'Payments of one version add up. Where they pay for a plan, the new term is bound and its policy number answered; else a person is asked and the number is null. A repeat under the same transactionId is answered the same.',
  request: {
    params: pathSchema,
    body: json(bodySchema, {
      example: {
        offerId: 'renewal:CGL-2027-000001:2/v1',
        transactionId: 'billing:offer:4711',
        paymentId: 'PAY-2027-0002',
        amount: '1494.50',
        currency: 'USD',
        receivedAt: '2027-12-20T15:00:00Z',
      },
    }),
  },
  answers: { 200: answer('Taken.', answerSchema) },
  problems: ['amount-not-positive', ...PROBLEMS],
  handle: (context) => async (request, response) => {
    const { path, body } = readMessage(request, pathSchema, bodySchema);
    factsOf(request).transactionId = path.offerId;
    const { amount, currency, receivedAt, paymentId, selectedPaymentPlanCode } = body;
    if (amount <= 0) throw notPositive(amount);
    const outcome = await tellOffer(context, {
      offerId: path.offerId,
      transactionId: body.transactionId,
      paymentId,
      amountCents: amount,
      currency,
      receivedAt,
      planCode: selectedPaymentPlanCode ?? null,
    });
    response.json(answered(outcome));
  },
};

/** Money for a renewal offer is taken back, such as a cheque that is not honoured. */
export const offerReversalRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/renewal-offers/{offerId}/payments/{paymentId}/reverse',
  admits: { by: 'message' },
  operationId: 'reverseOfferPayment',
  tag: 'billing',
  summary: 'Money for a renewal offer was taken back',
  description:
    'Before the bind it counts no more, and may overtake its payment; what was bound with it by then is reversed at the new term, whose policy number is answered.',
  request: {
    params: paymentPath,
    body: json(takenBackSchema, {
      example: {
        offerId: 'renewal:CGL-2027-000001:2/v1',
        paymentId: 'PAY-2027-0002',
        transactionId: 'billing:reverse:17',
        reason: 'Returned by the bank',
      },
    }),
  },
  answers: { 200: answer('Taken.', answerSchema) },
  problems: PROBLEMS,
  handle: (context) => async (request, response) => {
    const { path, body } = readMessage(request, paymentPath, takenBackSchema);
    const { offerId: named, paymentId } = path;
    factsOf(request).transactionId = named;
    const { transactionId: id, reason } = body;
    const reversed = { offerId: named, paymentId, transactionId: id, reason };
    response.json(answered(await tellOfferReversal(context, reversed)));
  },
};

function answered(outcome: OfferOutcome): z.infer<typeof answerSchema> {
  switch (outcome.outcome) {
    case 'answered':
      return { policyNumber: outcome.policyNumber, text: outcome.text };
    case 'unknown':
      throw new Problem('unknown-offer');
    case 'refused': {
      const { refusal } = outcome;
      if (refusal.code === 'unknownReference')
        throw new Problem('unknown-offer', { detail: refusal.text });
      if (refusal.code === 'contentDiffers')
        throw new Problem('content-differs', { detail: refusal.text });
      throw new Problem('change-refused', { detail: refusal.text, refusals: [refusal] });
    }
  }
}

function notPositive(amountCents: number): Problem {
  const { code, text, allowed } = refusalOf('amountNotPositive', {
    field: 'amount',
    found: formatCents(amountCents),
    allowed: 'an amount above 0.00',
  });
  return new Problem('amount-not-positive', { detail: text, refusal: { code, allowed } });
}
