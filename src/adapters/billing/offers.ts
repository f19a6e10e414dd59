import { z } from 'zod';
import type { BillingSystem } from '../../ports/billing.js';
import { billingMethod, civilDate, code, count, dueDay, moneyIn, text } from './answers.js';
import type { BillingCalls } from './billing-calls.js';
import { segment, toCharges, toTerm } from './requests.js';

type Offers = Pick<
  BillingSystem,
  'getBillingMethods' | 'getPaymentPlans' | 'getInvoicingPlans' | 'previewSchedule'
>;

/** What billing offers before a bind. */
export function createOffers({ call }: BillingCalls): Offers {
  return {
    async getBillingMethods({ producerCode, currency }) {
      const operation = 'getBillingMethods';
      const producer = segment(operation, 'producerCode', producerCode);
      const { billingMethods } = await call({
        operation,
        method: 'GET',
        path: `/v1/producers/${producer}/billing-methods?${inCurrency(currency)}`,
        answer: z.object({ billingMethods: z.array(billingMethod).min(1) }),
      });
      return billingMethods;
    },

    async getPaymentPlans(request) {
      const operation = 'getPaymentPlans';
      const { term, currency } = request;
      const { paymentPlans } = await call({
        operation,
        method: 'POST',
        path: '/v1/payment-plans/search',
        body: {
          term: toTerm(term),
          currency,
          charges: toCharges(operation, request),
          billingMethod: request.billingMethod,
        },
        answer: z.object({ paymentPlans: z.array(paymentPlanIn(currency)).min(1) }),
      });
      return paymentPlans;
    },

    async getInvoicingPlans({ currency }) {
      const { invoicingPlans } = await call({
        operation: 'getInvoicingPlans',
        method: 'GET',
        path: `/v1/invoicing-plans?${inCurrency(currency)}`,
        answer: z.object({ invoicingPlans: z.array(invoicingPlan).min(1) }),
      });
      return invoicingPlans;
    },

    async previewSchedule(request) {
      const operation = 'previewSchedule';
      const { term, currency, planCode, invoicingPlanCode } = request;
      return call({
        operation,
        method: 'POST',
        path: '/v1/schedules/preview',
        body: {
          term: toTerm(term),
          currency,
          charges: toCharges(operation, request),
          planCode,
          ...(invoicingPlanCode === undefined ? {} : { invoicingPlanCode }),
        },
        answer: scheduleIn(currency),
      });
    },
  };
}

const invoicingPlan = z.object({ invoicingPlanCode: code, name: text, dueDayOfMonth: dueDay });

function paymentPlanIn(currency: string) {
  return z
    .object({
      planCode: code,
      name: text,
      downPaymentBasisPoints: count.max(10_000),
      installmentCount: count,
      intervalMonths: count.min(1),
      firstInvoice: moneyIn(currency),
      installment: moneyIn(currency),
      total: moneyIn(currency),
    })
    .transform(({ firstInvoice, installment, total, ...plan }) => ({
      ...plan,
      firstInvoiceCents: firstInvoice,
      installmentCents: installment,
      totalCents: total,
    }));
}

function scheduleIn(currency: string) {
  const item = z
    .object({
      dueDate: civilDate,
      kind: z.enum(['downPayment', 'installment']),
      money: moneyIn(currency),
    })
    .transform(({ dueDate, kind, money }) => ({ dueDate, kind, amountCents: money }));
  return z
    .object({ items: z.array(item), total: moneyIn(currency), droppedCount: count })
    .transform(({ items, total, droppedCount }) => ({ items, totalCents: total, droppedCount }));
}

function inCurrency(currency: string): string {
  return new URLSearchParams({ currency }).toString();
}
