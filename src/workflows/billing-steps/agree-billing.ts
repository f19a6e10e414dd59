import type { Charge } from '../../domain/money/charges.js';
import {
  billedAmounts,
  firstInvoice,
  instalmentPlanOf,
  leavesOver,
} from '../../domain/billing/instalments.js';
import { formatCents } from '../../domain/money/cents.js';
import type { TransactionBilling } from '../../domain/transaction/record.js';
import type { TermName } from '../../domain/workflow-ids.js';
import type { InvoiceStream } from '../../ports/billing/accounts.js';
import type { PaymentPlanOffer } from '../../ports/billing/offers.js';
import { Question } from '../transaction/question.js';
import { stopped } from '../transaction/stops.js';
import type { BilledBusiness, BilledCharges } from './billed-business.js';
import { billedNow, type BilledNow } from './billed-now.js';

/** How a term shall be billed, all of it offered by billing. */
export interface AgreedBilling extends BilledCharges {
  readonly agreement: TransactionBilling;
  /** The term that it follows, as far as billing knows it; null where it follows none. */
  readonly priorTerm: TermName | null;
  /** The stream of the prior term, where its invoices go on; null where another is wanted, or there is none. */
  readonly stream: InvoiceStream | null;
  readonly plan: PaymentPlanOffer;
}

/** The terms of billing, asked for again after each correction. */
export function agreedBilling(
  business: BilledBusiness,
  quoteGuid: string,
): Question<AgreedBilling> {
  return new Question(business.transaction, () => agree(business, quoteGuid));
}

/**
 * Agrees with billing on how the term will be billed, once the premium is known: method, payment plan and invoicing plan, as the
 * submission chose or as the product has them, and the invoices that will come of it.
 */
export async function agreeBilling(
  { transaction }: BilledBusiness,
  agreed: Question<AgreedBilling>,
): Promise<void> {
  const { agreement } = await transaction.step(
    'billingTerms',
    () => agreed.get(),
    ({ agreement: { paymentPlan, schedule } }) =>
      `Billing offers plan ${paymentPlan}: ${schedule.length} invoices.`,
  );
  transaction.bill(agreement);
}

async function agree(business: BilledBusiness, quoteGuid: string): Promise<AgreedBilling> {
  const { transaction, billing, producer, product } = business;
  const { effectiveDate, expirationDate, billing: chosen = {} } = transaction.request;
  const { currency } = product;
  const term = { effectiveDate, expirationDate };
  const { producerContactGuid: producerCode } = await producer.get();
  const { charges, addedFeesCents } = await business.chargesOf(quoteGuid);
  const before = business.renews ? await billedNow(business, business.renews) : null;

  const [methods, invoicingPlans] = await Promise.all([
    billing.getBillingMethods({ producerCode, currency }),
    billing.getInvoicingPlans({ currency }),
  ]);
  const billingMethod = chosen.method ?? before?.method ?? product.method;
  mustBeOffered('method', 'billing method', billingMethod, methods);
  const accountNumber =
    chosen.accountNumber ?? before?.accountNumber ?? transaction.ids.insuredGuid ?? '';
  const stream = before && streamThatGoesOn(before, { ...chosen, accountNumber, currency });
  const invoicingPlan = chosen.invoicingPlan ?? stream?.invoicingPlanCode ?? product.invoicingPlan;
  const offeredPlans = invoicingPlans.map(({ invoicingPlanCode }) => invoicingPlanCode);
  // A stream may have a plan of the account's own, which is offered to nobody.
  if (!stream) mustBeOffered('invoicingPlan', 'invoicing plan', invoicingPlan, offeredPlans);

  const plans = await billing.getPaymentPlans({ term, currency, charges, billingMethod });
  const usualPlan = before?.paymentPlan ?? product.paymentPlan;
  const plan =
    planAmong(plans, chosen.paymentPlan ?? usualPlan) ??
    (chosen.paymentPlan === undefined ? planForNothingSpread(plans, charges) : undefined);
  if (!plan) {
    throw notOffered(
      'paymentPlan',
      'payment plan',
      chosen.paymentPlan ?? usualPlan,
      plans.map((offered) => offered.planCode),
    );
  }
  const { planCode } = plan;
  // Seen before the bind: a term that is bound cannot be handed over under such a plan.
  if (leavesOver(instalmentPlanOf(plan))) {
    throw stopped(
      `The payment plan ${planCode} has no instalment for what its down payment leaves.`,
      'Have billing mend the plan, or choose another.',
      'billing.paymentPlan',
    );
  }
  mustComeToTheSame(plan, charges);
  const wanted = { term, currency, charges, planCode, invoicingPlanCode: invoicingPlan };
  // By a plan of the account's own nobody can tell beforehand when invoices fall due.
  const isPreviewed = offeredPlans.includes(invoicingPlan);
  const { items } = isPreviewed ? await billing.previewSchedule(wanted) : { items: [] };
  return {
    charges,
    addedFeesCents,
    plan,
    priorTerm: before?.term ?? null,
    stream,
    agreement: {
      accountNumber,
      currency,
      method: billingMethod,
      paymentPlan: planCode,
      invoicingPlan,
      firstInvoiceCents: plan.firstInvoiceCents,
      schedule: items,
      bookingId: null,
    },
  };
}

function planAmong(
  plans: readonly PaymentPlanOffer[],
  planCode: string,
): PaymentPlanOffer | undefined {
  return plans.find((offered) => offered.planCode === planCode);
}

/** What may be too little to be cut into instalments of a cent or more: less than one unit of the currency. */
const HARDLY_ANYTHING_CENTS = 100;

/**
 * The plan for a term whose charges leave no premium to be cut into instalments, as where it costs nothing or a few cents: plans would come
 * to the same, so that billing offers only the one that asks for everything at once. Nobody has to choose that.
 */
function planForNothingSpread(
  plans: readonly PaymentPlanOffer[],
  charges: readonly Charge[],
): PaymentPlanOffer | undefined {
  if (Math.abs(billedAmounts(charges).premiumCents) >= HARDLY_ANYTHING_CENTS) return undefined;
  return plans.find(({ installmentCount }) => installmentCount === 0);
}

/** The stream of the prior term, unless another account, currency or rhythm is wanted. */
function streamThatGoesOn(
  before: BilledNow,
  wanted: {
    readonly accountNumber: string;
    readonly currency: string;
    readonly invoicingPlan?: string;
  },
): InvoiceStream | null {
  const { stream } = before;
  const isOfAccount = before.accountNumber === wanted.accountNumber;
  if (!stream || !isOfAccount || stream.currency !== wanted.currency) return null;
  const { invoicingPlan = stream.invoicingPlanCode } = wanted;
  return stream.invoicingPlanCode === invoicingPlan ? stream : null;
}

/**
 * The first invoice is billing's, and it confirms the term: one that lies far from what the plan says is a mistake that
 * would be bound without a word. A cent is a matter of rounding.
 */
function mustComeToTheSame(plan: PaymentPlanOffer, charges: readonly Charge[]): void {
  const ours = firstInvoice(billedAmounts(charges), instalmentPlanOf(plan));
  if (Math.abs(plan.firstInvoiceCents - ours) <= 1) return;
  throw stopped(
    `Billing offers plan ${plan.planCode} with a first invoice of ${formatCents(plan.firstInvoiceCents)}; its own ` +
      `down payment and instalments come to ${formatCents(ours)}.`,
    'Have billing mend the plan, then run the step again; or choose another plan.',
    'billing.paymentPlan',
  );
}

function mustBeOffered(
  field: string,
  what: string,
  chosen: string,
  offered: readonly string[],
): void {
  if (!offered.includes(chosen)) throw notOffered(field, what, chosen, offered);
}

function notOffered(
  field: string,
  what: string,
  chosen: string,
  offered: readonly string[],
): Error {
  const choices = offered.length === 0 ? 'It offers none.' : `Choose ${offered.join(' or ')}.`;
  return stopped(
    `Billing does not offer the ${what} ${chosen} for this policy.`,
    choices,
    `billing.${field}`,
  );
}
