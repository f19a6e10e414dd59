import { differencesInBilling } from './billing-differences.js';
import type { BillingBooks, PolicyBooks, ReadBooks, TermBooks } from './books.js';
import type { Difference } from './difference.js';
import { differencesInPolicySystem } from './policy-differences.js';

/** One term in all three systems. */
export interface ThreeBooks {
  readonly term: TermBooks;
  readonly policySystem: ReadBooks<PolicyBooks>;
  readonly billing: ReadBooks<BillingBooks>;
}

/**
 * In what the three systems do not agree about a term; nothing where they do, to the cent. What follows from a difference is not
 * another one: where the policy system has transactions that the term does not know, its amounts are not compared.
 */
export function compareTerm({ term, policySystem, billing }: ThreeBooks): readonly Difference[] {
  return [...differencesInPolicySystem(term, policySystem), ...differencesInBilling(term, billing)];
}
