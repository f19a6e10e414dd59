import { REINSTATEMENT_FEE, type Charge } from '../money/charges.js';
import type { ReinstatementRules } from '../premium/reinstatement.js';
import type { Product } from '../product/product.js';

/** What a product says of the return of a term in a state. */
export function reinstatementRules(
  { midTerm: { refund, reinstatement } }: Pick<Product, 'midTerm'>,
  state: string,
): ReinstatementRules & { readonly isGapAllowed: boolean } {
  const { isGapAllowed, feeCents: amountCents } = reinstatement;
  const fee: Omit<Charge, 'kind' | 'refundable'> = {
    name: REINSTATEMENT_FEE,
    line: null,
    state,
    amountCents,
    isTaxable: false,
  };
  return { ...refund, isGapAllowed, fee: amountCents === 0 ? null : fee };
}
