import { z } from 'zod';
import { REFUNDABLE } from '../domain/money/charges.js';
import { parseCents } from '../domain/money/cents.js';
import type { ProductBilling } from '../domain/product/product.js';
import { currencyCode } from './currency-code.js';

const amount = z
  .string('must be an amount written as text, such as "1.00"')
  .regex(/^\d{1,11}(\.\d{1,2})?$/, 'must be an amount of zero or more such as "1.00"')
  .transform((text) => parseCents(text) ?? 0);

const confirmation = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('firstInvoice') }),
    z.strictObject({ kind: z.literal('downPayment') }),
    z.strictObject({ kind: z.literal('fullTerm') }),
    z
      .strictObject({
        kind: z.literal('fixed'),
        amount: amount.refine((cents) => cents > 0, 'must be above zero'),
      })
      .transform(({ kind, amount: amountCents }) => ({ kind, amountCents })),
  ],
  { error: 'must be an object whose kind is firstInvoice, downPayment, fullTerm or fixed' },
);

/** The block `billing` of a product file. */
export const productBilling = z
  .strictObject({
    currency: currencyCode,
    method: z.enum(['directBill', 'agencyBill'], { error: 'must be directBill or agencyBill' }),
    paymentPlan: z.string().min(1).max(20),
    invoicingPlan: z.string().min(1).max(60),
    oneTimeCharges: z
      .record(z.string().min(1), z.enum(['tax', 'fee'], { error: 'must be tax or fee' }))
      .default({}),
    refundable: z
      .record(z.string().min(1), z.enum(REFUNDABLE, { error: 'must be always, flatOnly or never' }))
      .default({}),
    taxableFees: z.array(z.string().min(1)).default([]),
    confirmation,
    tolerance: z.record(currencyCode, amount).default({}),
    paymentDeadlineDays: z.int().min(0).max(366),
    cancelsForNonPayment: z.boolean(),
  })
  .superRefine(({ currency: own, tolerance }, context) => {
    if (Object.keys(tolerance).length > 0 && !Object.hasOwn(tolerance, own)) {
      const message = `names no ${own}, the currency in which the product is billed`;
      context.addIssue({ code: 'custom', path: ['tolerance'], message });
    }
  })
  .transform(({ tolerance, ...rest }): ProductBilling => ({ ...rest, toleranceCents: tolerance }));
