import { z } from 'zod';

/** The term as Bindery answers it, as far as the story looks. */
const chargeSchema = z.object({
  name: z.string(),
  line: z.string().nullable(),
  state: z.string().nullable(),
  amount: z.string(),
});
const bookedSchema = z.object({
  transaction: z.string(),
  effectiveDate: z.string(),
  charges: z.array(chargeSchema),
});
export const termSchema = z.object({
  status: z.string(),
  isConfirmed: z.boolean(),
  isConfirmationAcknowledged: z.boolean(),
  effectiveDate: z.string().nullable(),
  expirationDate: z.string().nullable(),
  cancelledOn: z.string().nullable(),
  pendingCancellation: z.object({ effectiveDate: z.string() }).nullable(),
  layers: z.array(bookedSchema),
  returns: z.array(bookedSchema),
  money: z.object({ charged: z.string(), counted: z.string(), shortfall: z.string() }),
  turn: z.object({ holder: z.unknown().nullable() }),
  lastChange: z.string().nullable(),
  waitingFor: z.string().nullable(),
});
export type Term = z.output<typeof termSchema>;

/** The term as billing's own books have it. */
const periodSchema = z.object({
  policyNumber: z.string(),
  termNumber: z.number(),
  term: z.object({ effectiveDate: z.string(), expirationDate: z.string() }),
  status: z.string(),
  cancelledOn: z.string().nullable(),
  charged: z.string(),
  received: z.string(),
  pastDue: z.string(),
  invoices: z.array(z.object({ amount: z.string() })),
  credit: z.string(),
  charges: z.array(chargeSchema.extend({ transactionId: z.string(), effectiveDate: z.string() })),
});
export type Period = z.output<typeof periodSchema>;
export const billingSchema = z.object({
  periods: z.array(periodSchema),
  callbacks: z.array(z.object({ status: z.string(), content: z.object({ kind: z.string() }) })),
});

/** The policy as IMS's own books have it: each transaction on it is a quote. */
const quoteSchema = z.object({
  quoteGuid: z.string(),
  policyNumber: z.string().nullable(),
  effective: z.string(),
  expiration: z.string(),
  transactionType: z.enum(['', 'E', 'C', 'R']),
  transactionEffective: z.string().nullable(),
  dateBound: z.string().nullable(),
  options: z.array(
    z.object({
      lineGuid: z.string(),
      premiums: z.array(z.object({ chargeCode: z.number(), amount: z.string() })),
    }),
  ),
});
export const imsSchema = z.object({
  quotes: z.array(quoteSchema),
  invoices: z.array(z.object({ quoteGuid: z.string(), total: z.string(), isVoid: z.boolean() })),
});
export type ImsBooks = z.output<typeof imsSchema>;
