import { z } from 'zod';
import { isCivilDate } from '../../domain/calendar/civil-date.js';
import { parseCents, type Cents } from '../../domain/money/cents.js';
import type { BookingOutcome } from '../../ports/billing/booking.js';

const AMOUNT = /^-?\d{1,11}\.\d{2}$/;

export const text = z.string();
export const code = z.string().min(1);
export const count = z.int().min(0);
export const civilDate = z.string().refine(isCivilDate, 'not a date');
export const term = z.object({ effectiveDate: civilDate, expirationDate: civilDate });
export const billingMethod = z.enum(['directBill', 'agencyBill']);
/** 1 to 28, or null: the day on which the term began. */
export const dueDay = z.int().min(1).max(28).nullable();
export const currency = z.string().regex(/^[A-Z]{3}$/);

/** An amount in the only currency that makes sense in the answer. */
export function moneyIn(expected: string): z.ZodType<Cents> {
  return z.object({ amount: text, currency: text }).transform((money, context) => {
    if (money.currency !== expected) {
      context.addIssue({ code: 'custom', path: ['currency'], message: `not ${expected}` });
      return z.NEVER;
    }
    const cents = AMOUNT.test(money.amount) ? parseCents(money.amount) : null;
    if (cents === null) {
      context.addIssue({ code: 'custom', path: ['amount'], message: 'not an amount in cents' });
      return z.NEVER;
    }
    return cents;
  });
}

/** Only an answer to this very booking counts. */
export function outcomeOf(transactionId: string): z.ZodType<BookingOutcome> {
  return z
    .object({
      transactionId: text.refine((id) => id === transactionId, 'not the one that was sent'),
      outcome: z.enum(['executed', 'alreadyExecuted']),
      bookingId: code,
    })
    .transform(({ outcome, bookingId }) => ({ outcome, bookingId }));
}
