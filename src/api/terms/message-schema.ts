import { z } from 'zod';
import { parseCents } from '../../domain/money/cents.js';
import { POLICY_NUMBER_PATTERN } from '../../domain/policy-term/policy-number.js';
import { hasCents } from '../../domain/money/currency.js';
import { instant, text } from '../../requests/text-fields.js';
import { LAST_TERM, senderId } from './term-path.js';

/** Of every message that billing may repeat. */
export const transactionId = () =>
  senderId(200).meta({
    description: "The sender's own id of this message; the same id again is the same message.",
    example: 'billing:confirm:4711',
  });

const AMOUNT = /^-?\d{1,11}(\.\d{1,2})?$/;

const amount = () => {
  const message =
    'is not an amount; write it as text of up to eleven digits and two decimals, such as "1494.50"';
  return z
    .string(message)
    .regex(AMOUNT, message)
    .transform((decimal) => parseCents(decimal) ?? 0)
    .meta({ type: 'string', pattern: AMOUNT.source, example: '1494.50' });
};

/** What the address says, once more: only the body is signed. What could not stand there is compared with it, and refused so. */
export const inBodyToo = () => ({
  policyNumber: z.string().max(200).optional().meta({
    minLength: 1,
    maxLength: 60,
    pattern: POLICY_NUMBER_PATTERN,
    description:
      'As in the address. Required in a signed message, whose address is not signed; compared wherever it is given.',
    example: 'CGL-2027-000001',
  }),
  termNumber: z.int().optional().meta({
    minimum: 1,
    maximum: LAST_TERM,
    description: 'As policyNumber.',
    example: 1,
  }),
});

// Billing systems add members of their own to what they tell; those are not read.

export const confirmTermSchema = z
  .object({ ...inBodyToo(), transactionId: transactionId() })
  .meta({ id: 'ConfirmTerm' });

export const paymentSchema = z
  .object({
    ...inBodyToo(),
    paymentId: senderId(100).meta({
      description:
        "Billing's own id of the money, unique in the whole billing system: told twice for one term it counts once; told for a second term it counts there too, and a person is asked at both.",
      example: 'PAY-2027-0001',
    }),
    amount: amount().meta({ description: 'Above zero.' }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'is not a currency; write three capital letters such as USD')
      .refine(hasCents, {
        error: 'has no cents, and cannot be carried; report money in a currency with two decimals',
        params: { code: 'notAllowed' },
      })
      .meta({ example: 'USD' }),
    receivedAt: instant().meta({
      description: 'When billing received the money; decides, not the moment of the message.',
    }),
    transactionId: transactionId().optional().meta({
      description: 'Taken and not used: the payment is known by its `paymentId`.',
    }),
  })
  .meta({ id: 'PaymentReceived' });

export const reversalSchema = z
  .object({
    ...inBodyToo(),
    paymentId: senderId(100)
      .optional()
      .meta({ description: 'As policyNumber.', example: 'PAY-2027-0001' }),
    transactionId: transactionId(),
    reason: text(500).meta({ example: 'Returned by the bank' }),
  })
  .meta({ id: 'PaymentReversed' });
