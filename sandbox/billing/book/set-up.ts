import { Refusal } from '../http/refusal.js';
import seed from '../seed.json' with { type: 'json' };
import { total, type Cents } from './money.js';
import { planAmounts, type Amounts, type PaymentPlan } from './slicing.js';
import type { InvoicingPlan } from './records.js';
import type { Book } from './store.js';

/** What an installation has set up: producers and invoicing plans of the seed, payment plans of the settings. */

export const invoicingPlans: readonly [InvoicingPlan, ...InvoicingPlan[]] = seed.invoicingPlans as [
  InvoicingPlan,
  ...InvoicingPlan[],
];

export function methodsOf(producerCode: string): readonly ('directBill' | 'agencyBill')[] | null {
  const producer = seed.producers.find((known) => known.producerCode === producerCode);
  if (!producer) return null;
  return producer.hasAgencyBill ? ['directBill', 'agencyBill'] : ['directBill'];
}

/** @throws Refusal when the producer is unknown or does not have that billing method */
export function checkBillingMethod(producerCode: string, billingMethod: string): void {
  const methods = methodsOf(producerCode);
  if (!methods) throw producerUnknown(422, producerCode);
  if (methods.some((method) => method === billingMethod)) return;
  throw new Refusal(
    422,
    'agencyBillNotAllowed',
    `Producer ${producerCode} has no agency bill; allowed: ${methods.join(', ')}.`,
    {
      field: 'billingMethod',
      remedy: 'Bill the insured directly, or set up agency bill for the producer.',
    },
  );
}

export function producerUnknown(status: 404 | 422, producerCode: string): Refusal {
  return new Refusal(status, 'producerUnknown', `There is no producer ${producerCode}.`, {
    field: 'producerCode',
    remedy: 'Set the producer up in billing.',
  });
}

export function paymentPlanOf(book: Book, planCode: string): PaymentPlan {
  const plans = book.settings().paymentPlans;
  const plan = plans.find((known) => known.planCode === planCode);
  if (plan) return plan;
  const allowed = plans.map((known) => known.planCode).join(', ');
  throw new Refusal(422, 'planUnknown', `There is no plan ${planCode}; allowed: ${allowed}.`, {
    field: 'planCode',
    remedy: 'Choose one of the plans that billing offers.',
  });
}

export function invoicingPlanOf(code: string | undefined, field: string): InvoicingPlan {
  const plan = invoicingPlans.find((known) => known.invoicingPlanCode === code);
  if (plan) return plan;
  if (code === undefined) return invoicingPlans[0];
  const allowed = invoicingPlans.map((known) => known.invoicingPlanCode).join(', ');
  throw new Refusal(
    422,
    'invoicingPlanUnknown',
    `There is no invoicing plan ${code}; allowed: ${allowed}.`,
    { field, remedy: 'Choose one of the invoicing plans that billing offers.' },
  );
}

/** A plan with what is due first under it. */
export interface PlanForAmounts {
  readonly plan: PaymentPlan;
  readonly firstInvoice: Cents;
  readonly installment: Cents;
  readonly total: Cents;
}

/**
 * The plans that can be chosen, largest first invoice first. Where an invoice would come to nothing, because there is no premium to slice
 * or hardly any, its plan is not offered.
 */
export function plansFor(book: Book, amounts: Amounts): PlanForAmounts[] {
  const all = book.settings().paymentPlans;
  const sliced = all.filter((plan) => {
    const [first, ...instalments] = planAmounts(plan, amounts);
    const isFirstDue = first !== 0 || plan.downPaymentBasisPoints === 0;
    return plan.installmentCount === 0 || (isFirstDue && !instalments.includes(0));
  });
  const offered = sliced.length > 0 ? sliced : all;
  const plans = offered.map((plan): PlanForAmounts => {
    const parts = planAmounts(plan, amounts);
    const firstInvoice = parts.find((part) => part !== 0) ?? 0;
    return { plan, firstInvoice, installment: parts[1] ?? 0, total: total(parts) };
  });
  plans.sort((one, other) => other.firstInvoice - one.firstInvoice);
  for (const [index, { plan, firstInvoice }] of plans.entries()) {
    const next = plans[index + 1];
    if (next?.firstInvoice !== firstInvoice) continue;
    throw new Refusal(
      422,
      'equalFirstInvoices',
      `The plans ${plan.planCode} and ${next.plan.planCode} have the same first invoice for these charges.`,
      { remedy: 'Change one of the two plans in billing.' },
    );
  }
  return plans;
}
