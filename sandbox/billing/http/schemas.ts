import { z } from 'zod';
import { isDay } from '../book/dates.js';
import { centsOf } from '../book/money.js';

/** Requests of contracts/billing.openapi.json; amounts come out as cents. */

const text = (max: number): z.ZodString => z.string().min(1).max(max);
const name = (max: number): z.ZodString =>
  text(max).regex(/^\S(.*\S)?$/, 'must not begin or end with a space');
const visible = (max: number): z.ZodString =>
  text(max).regex(/^[\x21-\x7e]+$/, 'must be visible ASCII');

export const currencySchema = z.string().regex(/^[A-Z]{3}$/, 'must be a currency such as USD');
export const amountSchema = z.string().transform((value, context) => {
  const cents = centsOf(value);
  if (cents !== null) return cents;
  context.addIssue('must be decimal text with two decimals, such as "1494.50"');
  return z.NEVER;
});
const moneySchema = z.strictObject({ amount: amountSchema, currency: currencySchema });
const daySchema = z.string().refine(isDay, 'must be a day such as 2027-02-01');
export const instantSchema = z.iso.datetime({
  offset: true,
  error: 'must be a moment with an offset or Z, such as 2027-02-01T06:01:00Z',
});
export const transactionIdSchema = visible(200);
const accountNumberSchema = name(60);
export const policyNumberSchema = name(60);
export const termNumberSchema = z.int().min(1).max(9999);
const producerCodeSchema = text(60);
export const paymentIdSchema = visible(100);
const planCodeSchema = text(20);
export const jobNumberSchema = text(200);
const dueDaySchema = z.int().min(1).max(28).nullable();

const periodNameSchema = z.strictObject({
  policyNumber: policyNumberSchema,
  termNumber: termNumberSchema,
});
const termSchema = z
  .strictObject({ effectiveDate: daySchema, expirationDate: daySchema })
  .refine((term) => term.effectiveDate < term.expirationDate, {
    error: 'the term must end after it begins',
    path: ['expirationDate'],
  });
const chargeSchema = z.strictObject({
  kind: z.enum(['premium', 'tax', 'fee']),
  name: text(100),
  line: text(100).nullable(),
  state: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  money: moneySchema,
  refundable: z.enum(['always', 'flatOnly', 'never']),
  isTaxable: z.boolean(),
});
const chargesSchema = z.array(chargeSchema).max(200);
export type ChargeRequest = z.output<typeof chargeSchema>;
const billingMethodSchema = z.enum(['directBill', 'agencyBill']);

export const currencyQuerySchema = z.strictObject({ currency: currencySchema });

export const paymentPlansRequestSchema = z.strictObject({
  term: termSchema,
  currency: currencySchema,
  charges: chargesSchema,
  billingMethod: billingMethodSchema,
});

export const scheduleRequestSchema = z.strictObject({
  term: termSchema,
  currency: currencySchema,
  charges: chargesSchema,
  planCode: planCodeSchema,
  invoicingPlanCode: text(60).optional(),
});

const contactSchema = z.strictObject({
  name: text(200),
  address: z.strictObject({
    line1: text(200),
    line2: text(200).optional(),
    city: text(200),
    state: text(60),
    postalCode: text(20),
    country: z.string().regex(/^[A-Z]{3}$/),
  }),
  email: text(200).optional(),
  phone: text(40).optional(),
});

export const accountChangeSchema = z.strictObject({
  transactionId: transactionIdSchema,
  currency: currencySchema,
  holder: contactSchema,
  billingContact: contactSchema.optional(),
});
export type AccountChange = z.output<typeof accountChangeSchema>;

export const newAccountSchema = accountChangeSchema.extend({ accountNumber: accountNumberSchema });

const streamChoiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('existing'), streamId: text(60) }),
  z.strictObject({ kind: z.literal('new'), invoicingPlanCode: text(60) }),
  z.strictObject({ kind: z.literal('newPlan'), name: text(100), dueDayOfMonth: dueDaySchema }),
]);
export type StreamChoice = z.output<typeof streamChoiceSchema>;

export const newPeriodSchema = z.strictObject({
  transactionId: transactionIdSchema,
  accountNumber: accountNumberSchema,
  term: termSchema,
  boundAt: instantSchema,
  jobNumber: jobNumberSchema,
  currency: currencySchema,
  charges: chargesSchema,
  billingMethod: billingMethodSchema,
  planCode: planCodeSchema,
  stream: streamChoiceSchema,
  producerCode: producerCodeSchema,
  upFrontPayments: z
    .array(
      z.strictObject({
        paymentId: paymentIdSchema,
        money: moneySchema,
        receivedAt: instantSchema,
      }),
    )
    .max(100),
  isTermConfirmed: z.boolean(),
  notifyUponSufficientPayment: z.boolean(),
});
export type NewPeriod = z.output<typeof newPeriodSchema>;

export const renewalPeriodSchema = newPeriodSchema.extend({
  priorTerm: periodNameSchema.nullable(),
});
export const rewritePeriodSchema = newPeriodSchema.extend({ replacedTerm: periodNameSchema });

const periodBookingSchema = z.strictObject({
  transactionId: transactionIdSchema,
  effectiveDate: daySchema,
  jobNumber: jobNumberSchema,
  currency: currencySchema,
  charges: chargesSchema,
});
export type PeriodBooking = z.output<typeof periodBookingSchema>;

export const policyChangeSchema = periodBookingSchema.extend({
  description: text(500),
  baseState: text(10).optional(),
  term: termSchema.optional(),
  primaryInsuredName: text(200).optional(),
  producerCode: producerCodeSchema.optional(),
});
export type PolicyChange = z.output<typeof policyChangeSchema>;

export const cancellationSchema = periodBookingSchema.extend({
  method: z.enum(['flat', 'proRata', 'shortRate']),
  reason: text(100),
  holdInvoices: z.boolean(),
});
export type Cancellation = z.output<typeof cancellationSchema>;

export const reinstatementSchema = periodBookingSchema;

export const confirmationSchema = z.strictObject({
  transactionId: transactionIdSchema,
  isTermConfirmed: z.literal(true),
});
