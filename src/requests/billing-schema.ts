import { z } from 'zod';
import { parseCents } from '../domain/money/cents.js';
import { amount, instant, signedAmount, pattern, text } from './text-fields.js';
import type { BillingMethod } from '../domain/billing/choices.js';

// Limits are those of billing's own contract.

const METHODS = ['directBill', 'agencyBill'] as const satisfies readonly BillingMethod[];

const upFrontPaymentSchema = z
  .strictObject({
    paymentId: pattern(
      /^[\x21-\x7e]{1,100}$/,
      'is not a key; use up to 100 letters, digits and marks without a space',
    ).meta({
      description: "The payer's or receiver's own key: told twice, it counts once.",
      examples: ['PAY-2027-0001'],
    }),
    amount: amount()
      .refine((decimal) => parseCents(decimal) !== 0, {
        error: 'is nothing; give an amount above zero',
        params: { code: 'outOfRange' },
      })
      .meta({ description: 'Above zero, in the currency of the product.' }),
    receivedAt: instant().meta({ description: 'When the money came in.' }),
  })
  .meta({ id: 'UpFrontPayment', description: 'Money taken before the bind.' });

/** How the source system wants the term billed; everything it leaves out comes from the product. */
export const billingSchema = z
  .strictObject({
    accountNumber: text(60)
      .optional()
      .meta({
        description: "The account that is charged; the insured's own unless said.",
        examples: ['ACC-1001'],
      }),
    method: z.enum(METHODS).optional().meta({ description: "The product's unless said." }),
    paymentPlan: text(20)
      .optional()
      .meta({
        description: "Billing's code of a payment plan; the product's unless said.",
        examples: ['TEN'],
      }),
    invoicingPlan: text(60)
      .optional()
      .meta({
        description: "Billing's code of a rhythm of invoices; the product's unless said.",
        examples: ['TERM_DAY'],
      }),
    addedFees: signedAmount()
      .optional()
      .meta({
        description:
          'What the policy system adds to the premium by itself, where Bindery cannot read it. A person who found it on the invoice corrects it; below zero where something was taken off, never all of the premium. Where the policy system tells its fees, leave it out: another amount stops before the bind.',
        examples: ['75.00'],
      }),
    upFrontPayments: z
      .array(upFrontPaymentSchema)
      .max(20, 'has too many entries; use at most 20')
      .superRefine((payments, context) => {
        const ids = payments.map(({ paymentId }) => paymentId);
        ids.forEach((id, index) => {
          if (ids.indexOf(id) === index) return;
          const message = 'repeats an earlier entry; send each payment once';
          const params = { code: 'repeated' };
          context.addIssue({ code: 'custom', path: [index, 'paymentId'], message, params });
        });
      })
      .optional()
      .meta({ description: 'Money taken before the bind; it counts towards the first invoice.' }),
  })
  .meta({
    id: 'BillingChoices',
    description: 'Only for a product that a billing system bills.',
    examples: [
      {
        method: 'directBill',
        paymentPlan: 'TEN',
        upFrontPayments: [
          { paymentId: 'PAY-2027-0001', amount: '1494.50', receivedAt: '2027-01-15T17:00:00Z' },
        ],
      },
    ],
  });

/** Choices whose every field is right by itself. */
export type BillingRequest = z.infer<typeof billingSchema>;
