import { z } from 'zod';
import type { NewPayment } from '../book/payments.js';
import type { CallbackContent, PaymentTarget } from '../book/records.js';
import * as schemas from '../http/schemas.js';

const offerIdSchema = z.string().min(1).max(200);
const planCodeSchema = z.string().min(1).max(20);

/** A payment made by hand: for a term, known or not, for a renewal offer, or up front for a policy transaction. */
export const paymentSchema = z
  .strictObject({
    policyNumber: schemas.policyNumberSchema.optional(),
    termNumber: schemas.termNumberSchema.optional(),
    jobNumber: schemas.jobNumberSchema.optional(),
    offerId: offerIdSchema.optional(),
    /** Of an offer: the plan that the payer chose. */
    planCode: planCodeSchema.optional(),
    amount: schemas.amountSchema,
    currency: schemas.currencySchema.optional(),
    paymentId: schemas.paymentIdSchema.optional(),
    receivedAt: schemas.instantSchema.optional(),
  })
  .transform((payment, context) => {
    const target = targetOf(payment);
    if (target !== null) return { ...payment, target };
    context.addIssue(
      'give a policyNumber and a termNumber, or a jobNumber, or an offerId, where a planCode may go with it',
    );
    return z.NEVER;
  });
type PaymentByHand = z.output<typeof paymentSchema>;

/** Null when none is named, or more than one. */
function targetOf(payment: {
  readonly policyNumber?: string | undefined;
  readonly termNumber?: number | undefined;
  readonly jobNumber?: string | undefined;
  readonly offerId?: string | undefined;
  readonly planCode?: string | undefined;
}): PaymentTarget | null {
  const { policyNumber, termNumber, jobNumber, offerId, planCode } = payment;
  const targets: PaymentTarget[] = [];
  if (policyNumber !== undefined && termNumber !== undefined)
    targets.push({ kind: 'term', policyNumber, termNumber });
  if (jobNumber !== undefined) targets.push({ kind: 'job', jobNumber });
  if (offerId !== undefined) targets.push({ kind: 'offer', offerId, planCode: planCode ?? null });
  const [target] = targets;
  const isHalfNamed = (policyNumber === undefined) !== (termNumber === undefined);
  const isPlanLost = planCode !== undefined && offerId === undefined;
  return target === undefined || targets.length > 1 || isHalfNamed || isPlanLost ? null : target;
}

export function paymentOf(
  { target, amount, paymentId, currency, receivedAt }: PaymentByHand,
  usual: Pick<NewPayment, 'paymentId' | 'currency' | 'receivedAt'>,
): NewPayment {
  return {
    target,
    amount,
    paymentId: paymentId ?? usual.paymentId,
    currency: currency ?? usual.currency,
    receivedAt: receivedAt ?? usual.receivedAt,
  };
}

export const reversalSchema = z.strictObject({
  reason: z.string().min(1).max(500).default('Returned by the bank'),
});

const term = {
  policyNumber: schemas.policyNumberSchema,
  termNumber: schemas.termNumberSchema,
};
const money = {
  paymentId: schemas.paymentIdSchema,
  amount: schemas.amountSchema,
  currency: schemas.currencySchema,
  receivedAt: schemas.instantSchema,
};
const transactionId = schemas.transactionIdSchema.optional();

/** Which cancellation is meant; the policy side knows it unless said. */
const cancellation = z.string().min(1).max(64).optional();

/** A callback made by hand, whatever the books say: also one for a term that is not booked. */
export const callbackSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('confirmTerm'), ...term, transactionId }),
  z.strictObject({ kind: z.literal('paymentReceived'), ...term, ...money, transactionId }),
  z.strictObject({
    kind: z.literal('paymentReversed'),
    ...term,
    paymentId: schemas.paymentIdSchema,
    reason: z.string().min(1).max(500),
    transactionId,
  }),
  z.strictObject({
    kind: z.literal('renewalOfferPaid'),
    offerId: offerIdSchema,
    planCode: planCodeSchema.nullable().default(null),
    ...money,
    transactionId,
  }),
  z.strictObject({
    kind: z.literal('renewalOfferPaymentReversed'),
    offerId: offerIdSchema,
    paymentId: schemas.paymentIdSchema,
    reason: z.string().min(1).max(500),
    transactionId,
  }),
  z.strictObject({
    kind: z.literal('beginCancellation'),
    ...term,
    reason: z.string().min(1).max(40).optional(),
    effectiveDate: z.iso.date().optional(),
    recalculate: z.boolean().optional(),
    transactionId,
  }),
  z.strictObject({
    kind: z.literal('rescheduleCancellation'),
    ...term,
    requestId: cancellation,
    effectiveDate: z.iso.date().optional(),
    transactionId,
  }),
  z.strictObject({
    kind: z.literal('rescindCancellation'),
    ...term,
    requestId: cancellation,
    receivedAt: schemas.instantSchema.optional(),
    transactionId,
  }),
]) satisfies z.ZodType<CallbackContent>;

export const callbacksQuerySchema = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  status: z.string().optional(),
  kind: z.string().optional(),
});
export const termQuerySchema = z.strictObject({
  policyNumber: z.string().optional(),
  termNumber: z.coerce.number().int().optional(),
});
