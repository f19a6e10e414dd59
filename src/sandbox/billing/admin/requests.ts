import { z } from 'zod';
import type { NewPayment } from '../book/payments.js';
import type { CallbackContent, PaymentTarget } from '../book/records.js';
import * as schemas from '../http/schemas.js';

const offerIdSchema = z.string().min(1).max(200);
const planCodeSchema = z.string().min(1).max(20);

/** A payment made by hand: for a term, known or not, or for a renewal offer. */
export const paymentSchema = z
  .strictObject({
    policyNumber: schemas.policyNumberSchema.optional(),
    termNumber: schemas.termNumberSchema.optional(),
    offerId: offerIdSchema.optional(),
    /** Of an offer: the plan that the payer chose. */
    planCode: planCodeSchema.optional(),
    amount: schemas.amountSchema,
    currency: schemas.currencySchema.optional(),
    paymentId: schemas.paymentIdSchema.optional(),
    receivedAt: schemas.instantSchema.optional(),
  })
  .refine(
    ({ policyNumber, termNumber, offerId }) =>
      offerId === undefined
        ? policyNumber !== undefined && termNumber !== undefined
        : policyNumber === undefined && termNumber === undefined,
    'give a policyNumber and a termNumber, or an offerId',
  );
type PaymentByHand = z.output<typeof paymentSchema>;

export function targetOf(payment: PaymentByHand): PaymentTarget {
  const { policyNumber = '', termNumber = 0, offerId, planCode = null } = payment;
  return offerId === undefined
    ? { kind: 'term', policyNumber, termNumber }
    : { kind: 'offer', offerId, planCode };
}

export function paymentOf(
  payment: PaymentByHand,
  usual: Pick<NewPayment, 'paymentId' | 'currency' | 'receivedAt'>,
): NewPayment {
  return {
    target: targetOf(payment),
    amount: payment.amount,
    paymentId: payment.paymentId ?? usual.paymentId,
    currency: payment.currency ?? usual.currency,
    receivedAt: payment.receivedAt ?? usual.receivedAt,
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
const transactionId = z.string().min(1).max(200).optional();

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
]) satisfies z.ZodType<CallbackContent>;

const DAY_MS = 86_400_000;

/** Sets billing's clock or moves it on; it goes on from there. */
export const clockSchema = z.union([
  z.strictObject({ now: schemas.instantSchema }).transform(
    ({ now }) =>
      () =>
        Date.parse(now),
  ),
  z.strictObject({ advanceDays: z.int().min(0).max(36_500) }).transform(
    ({ advanceDays }) =>
      (current: number) =>
        current + advanceDays * DAY_MS,
  ),
]);

export const callbacksQuerySchema = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  status: z.string().optional(),
  kind: z.string().optional(),
});
export const termQuerySchema = z.strictObject({
  policyNumber: z.string().optional(),
  termNumber: z.coerce.number().int().optional(),
});
