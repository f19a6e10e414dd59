import { z } from 'zod';
import { isCivilDate } from '../../domain/calendar.js';
import { instantMs, NotAnInstantError } from '../../domain/instant.js';
import { parseCents } from '../../domain/money.js';
import { text } from '../../submission/text-fields.js';
import { senderId } from './term-path.js';

const transactionId = () =>
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

/** One spelling for one moment, so that a repeat written in another zone is a repeat. */
const instant = () => {
  const message = 'is not a moment; write it with an offset or Z, such as 2027-02-01T06:01:00Z';
  return z
    .string(message)
    .refine(isInstant, { error: message, abort: true })
    .overwrite((moment) => new Date(instantMs(moment)).toISOString())
    .meta({ format: 'date-time', example: '2027-02-01T06:01:00Z' });
};

function isInstant(moment: string): boolean {
  try {
    // Only years of four digits stay what they are when they are written anew.
    if (new Date(instantMs(moment)).toISOString().length > 24) return false;
  } catch (error) {
    if (error instanceof NotAnInstantError) return false;
    throw error;
  }
  // The engine itself rolls 30 February over into March.
  return isCivilDate(moment.slice(0, 10));
}

/** What the address says, once more: only the body is signed. */
const inBodyToo = () => ({
  policyNumber: z.string().max(200).optional().meta({
    description:
      'As in the address. Required in a signed message, whose address is not signed; compared wherever it is given.',
    example: 'CGL-2027-000001',
  }),
  termNumber: z.int().optional().meta({ description: 'As policyNumber.', example: 1 }),
});

export const confirmTermSchema = z
  .strictObject({ ...inBodyToo(), transactionId: transactionId() })
  .meta({ id: 'ConfirmTerm' });

export const paymentSchema = z
  .strictObject({
    ...inBodyToo(),
    paymentId: senderId(100).meta({
      description: "Billing's own id of the money: told twice, it counts once.",
      example: 'PAY-2027-0001',
    }),
    amount: amount().meta({ description: 'Above zero.' }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'is not a currency; write three capital letters such as USD')
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
  .strictObject({
    ...inBodyToo(),
    paymentId: senderId(100)
      .optional()
      .meta({ description: 'As policyNumber.', example: 'PAY-2027-0001' }),
    transactionId: transactionId(),
    reason: text(500).meta({ example: 'Returned by the bank' }),
  })
  .meta({ id: 'PaymentReversed' });
