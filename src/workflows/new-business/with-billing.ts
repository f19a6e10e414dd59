import { proxyActivities } from '@temporalio/workflow';
import type { BillingActivities } from '../../activities/billing-activities.js';
import { chargesOf } from '../../domain/new-business/charges.js';
import type { ProductBilling } from '../../domain/product/product.js';
import type { BilledBusiness, BilledCharges } from '../billing-steps/billed-business.js';
import { billingOptions } from '../transaction/activity-options.js';
import { termNumberOf, withTerm, type NewBusiness } from './business.js';
import { comparePremium, knownPremium } from './rate.js';

/** @returns null where the policy system alone bills */
export function withBilling(business: NewBusiness): BilledBusiness | null {
  const { billing, outagePatienceMs } = business.input;
  const term = withTerm(business);
  if (!billing || !term) return null;
  const { product } = billing;
  const options = billingOptions(outagePatienceMs, business.callLimitMs);
  return {
    ...term,
    termNumber: termNumberOf(business.input),
    replaces: business.input.replaces ?? null,
    renews: business.input.renews ?? null,
    converts: business.input.converts ?? null,
    product,
    chargesOf: (quoteGuid) => chargesToBill(business, product, quoteGuid),
    billing: proxyActivities<BillingActivities>(options),
  };
}

/** What the submission asks for or the workbook came to, and the fees that the policy system added. */
async function chargesToBill(
  business: NewBusiness,
  product: ProductBilling,
  quoteGuid: string,
): Promise<BilledCharges> {
  const price = await knownPremium(business, quoteGuid);
  comparePremium(business, price);
  return {
    charges: chargesOf(business.transaction.request, price, product),
    addedFeesCents: price.feeCents,
  };
}
