import type { Charge, ChargeKind } from '../money/charges.js';
import type { ProductBilling } from '../product/product.js';
import type { PremiumCharge } from './premium-charge.js';

/** What a product says of its charges, by their names. */
export type ChargeRules = Pick<ProductBilling, 'oneTimeCharges' | 'refundable' | 'taxableFees'>;

/** Of a product without billing: all is premium that a cancellation gives back, and no fee is taxed. */
export const PLAIN: ChargeRules = { oneTimeCharges: {}, refundable: {}, taxableFees: [] };

/** A charge as a source system names it, or as the policy system holds it. */
export type AskedCharge = Omit<PremiumCharge, 'line' | 'state'> & Pick<Charge, 'line' | 'state'>;

/** A charge as it is booked, by what the product says of it. */
export function chargeRow(asked: AskedCharge, rules: ChargeRules): Charge {
  return row(rules, rules.oneTimeCharges[asked.charge] ?? 'premium', asked);
}

/** Fees that the policy system added, which no rule of the product makes a tax or premium. */
export function addedFeeRow(asked: AskedCharge, rules: ChargeRules): Charge {
  return row(rules, 'fee', asked);
}

function row(
  { refundable, taxableFees }: ChargeRules,
  kind: ChargeKind,
  { charge: name, line, state, amountCents }: AskedCharge,
): Charge {
  return {
    kind,
    name,
    line,
    state,
    amountCents,
    refundable: refundable[name] ?? 'always',
    isTaxable: kind === 'premium' || (kind === 'fee' && taxableFees.includes(name)),
  };
}
