import { z } from 'zod';
import type { BillingSystem } from '../../ports/billing.js';
import type { PeriodKey } from '../../ports/billing/booking.js';
import type { PeriodsPage, PeriodStatement } from '../../ports/billing/statements.js';
import { currency, moneyIn, text } from './answers.js';
import type { BillingCalls } from './billing-calls.js';
import { termPath } from './requests.js';

/** What billing has on its books; a billing system need not offer it. */
export function createStatements({
  call,
}: BillingCalls): Pick<BillingSystem, 'getStatement' | 'listPeriods'> {
  return {
    async getStatement(period) {
      const operation = 'getStatement';
      return call<PeriodStatement | null>({
        operation,
        method: 'GET',
        path: `${termPath(operation, period)}/statement`,
        answer: statementOf(period),
        notOffered: null,
      });
    },

    async listPeriods(after) {
      const query = after === null ? '' : `?after=${encodeURIComponent(after)}`;
      return call<PeriodsPage | null>({
        operation: 'listPeriods',
        method: 'GET',
        path: `/v1/terms${query}`,
        answer: page,
        notOffered: null,
      });
    },
  };
}

/** All amounts are in the currency of the term, which is known only when the answer is read. */
function statementOf(asked: PeriodKey): z.ZodType<PeriodStatement> {
  return z.looseObject({ currency }).transform((answer, context): PeriodStatement => {
    const parsed = statement(asked, answer.currency).safeParse(answer);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) context.issues.push({ ...issue, input: undefined });
    return z.NEVER;
  });
}

function statement(asked: PeriodKey, inCurrency: string) {
  const money = moneyIn(inCurrency);
  return z
    .object({
      policyNumber: text.refine((name) => name === asked.policyNumber, 'not the one asked for'),
      termNumber: z.int().refine((number) => number === asked.termNumber, 'not the one asked for'),
      charges: z.array(
        z
          .object({
            transactionId: text,
            kind: z.enum(['premium', 'tax', 'fee']),
            name: text,
            line: text.nullable(),
            state: text.nullable(),
            money,
          })
          .transform(({ money: amountCents, ...charge }) => ({ ...charge, amountCents })),
      ),
      invoiced: money,
      payments: z.array(
        z
          .object({ paymentId: text, money })
          .transform(({ paymentId, money: amountCents }) => ({ paymentId, amountCents })),
      ),
    })
    .transform(({ charges, invoiced, payments }) => ({
      charges,
      invoicedCents: invoiced,
      payments,
    }));
}

const page = z
  .object({
    terms: z.array(z.object({ policyNumber: text, termNumber: z.int().min(1) })),
    next: text.min(1).nullable(),
  })
  .transform(({ terms, next }): PeriodsPage => ({ periods: terms, next }));
