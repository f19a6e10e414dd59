import type { z } from 'zod';
import type { MessageAnswer } from './message-answer.js';
import type { paymentSchema, reversalSchema } from './message-schema.js';

/*
 * Messages of billing and their answers, as the documentation shows them.
 */

export const TERM = { policyNumber: 'CGL-2027-000001', termNumber: 1 };
export const PAYMENT: z.input<typeof paymentSchema> = {
  ...TERM,
  paymentId: 'PAY-2027-0001',
  amount: '800.00',
  currency: 'USD',
  receivedAt: '2027-01-15T17:00:00Z',
};
export const REVERSAL: z.input<typeof reversalSchema> = {
  ...TERM,
  paymentId: 'PAY-2027-0001',
  transactionId: 'billing:reverse:17',
  reason: 'Returned by the bank',
};

const RULE = 'confirmed by 1494.50 (the first invoice with its one-time charges)';
export const COUNTED: MessageAnswer = {
  status: 'unconfirmed',
  result: 'counted',
  counted: '800.00',
  threshold: '1494.50',
  tolerance: '0.00',
  shortfall: '694.50',
  aboveThreshold: '0.00',
  charged: '5244.50',
  unapplied: '0.00',
  decision: 'unconfirmed',
  rule: RULE,
};
export const HELD: MessageAnswer = {
  status: 'awaited',
  result: 'held',
  counted: '0.00',
  threshold: null,
  tolerance: null,
  shortfall: null,
  aboveThreshold: null,
  charged: null,
  unapplied: null,
  decision: 'undecided',
  rule: 'the term is not bound yet; money is kept and counted when it is bound',
};
export const CONFIRMED: MessageAnswer = {
  ...COUNTED,
  status: 'confirmed',
  result: 'confirmed',
  decision: 'confirmed',
};
export const REVERSED: MessageAnswer = {
  ...COUNTED,
  result: 'reversed',
  counted: '0.00',
  shortfall: '1494.50',
};
export const REVERSAL_KEPT: MessageAnswer = { ...REVERSED, result: 'reversalKept' };
