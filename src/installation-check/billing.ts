import { addMonths } from '../domain/calendar/civil-date.js';
import type { Charge } from '../domain/money/charges.js';
import type { Product, ProductBilling } from '../domain/product/product.js';
import type { AskedBilling } from './asked.js';
import { subject, type CheckLine } from './line.js';
import { whatWentWrong } from './what-went-wrong.js';

/** A term like any other, about which billing is asked and which is never booked. */
const ASKED_EFFECTIVE = '2030-01-01';
const ASKED_PREMIUM_CENTS = 1_000_00;

/** Whether billing can be reached, takes Bindery's key, and has the plans that the products name. */
export async function* checkBilling(
  billing: AskedBilling | null,
  products: ReadonlyMap<string, Product>,
): AsyncGenerator<CheckLine> {
  const billed = [...products.values()].flatMap((product) =>
    product.billing === null ? [] : [{ product, terms: product.billing }],
  );
  const [first] = billed;
  const system = subject('billing', 'BILLING_URL');
  if (billing === null || first === undefined) {
    yield system.works('no product is billed by a billing system: there is nothing to ask');
    return;
  }
  try {
    await billing.getInvoicingPlans({ currency: first.terms.currency });
    yield system.works('the address answers as billing does, and takes the key');
  } catch (error) {
    yield system.failed(whatWentWrong(error));
    for (const { product } of billed) {
      yield subject('billing', product.key).notTried('billing did not answer before');
    }
    return;
  }
  for (const { product, terms } of billed) yield await checkPlans(billing, product, terms);
}

async function checkPlans(
  billing: AskedBilling,
  product: Product,
  { currency, method, paymentPlan, invoicingPlan }: ProductBilling,
): Promise<CheckLine> {
  const plans = subject('billing', product.key);
  try {
    const rhythms = await billing.getInvoicingPlans({ currency });
    const invoicingPlans = rhythms.map(({ invoicingPlanCode }) => invoicingPlanCode);
    if (!invoicingPlans.includes(invoicingPlan)) {
      return plans.failed(notOffered('invoicing plan', invoicingPlan, invoicingPlans));
    }
    const offers = await billing.getPaymentPlans({
      term: {
        effectiveDate: ASKED_EFFECTIVE,
        expirationDate: addMonths(ASKED_EFFECTIVE, product.termMonths),
      },
      currency,
      charges: [askedPremium(product)],
      billingMethod: method,
    });
    const paymentPlans = offers.map(({ planCode }) => planCode);
    if (!paymentPlans.includes(paymentPlan)) {
      return plans.failed(notOffered('payment plan', paymentPlan, paymentPlans));
    }
    return plans.works(
      `billing offers payment plan ${paymentPlan} and invoicing plan ${invoicingPlan} in ${currency}`,
    );
  } catch (error) {
    return plans.failed(whatWentWrong(error));
  }
}

function askedPremium({ lines, states }: Product): Charge {
  return {
    kind: 'premium',
    name: 'premium',
    line: lines[0].key,
    state: states[0] ?? null,
    amountCents: ASKED_PREMIUM_CENTS,
    refundable: 'always',
    isTaxable: true,
  };
}

function notOffered(what: string, code: string, offered: readonly string[]) {
  return {
    says: `billing does not offer the ${what} ${code} (it offers ${offered.join(', ')})`,
    remedy: 'correct the block billing of the product file, or have the plan set up in billing',
  };
}
