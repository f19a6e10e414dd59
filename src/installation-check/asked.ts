import type { Installation } from '../domain/product/installation.js';
import type { Product } from '../domain/product/product.js';
import type { BillingSystem } from '../ports/billing.js';
import type { PolicySystem } from '../ports/policy-system.js';
import type { PolicySystemSetUp } from '../ports/policy-system-set-up.js';

/** What the check may ask of the policy system: look-ups. No write is within its reach. */
export type AskedPolicySystem = PolicySystemSetUp & Pick<PolicySystem, 'resolveProducer'>;

/** What the check may ask of billing: look-ups. */
export type AskedBilling = Pick<
  BillingSystem,
  'getInvoicingPlans' | 'getPaymentPlans' | 'getBillingMethods'
>;

/** An installation as its files and settings describe it, and the systems that are asked about it. */
export interface CheckedInstallation {
  readonly installation: Installation;
  readonly products: ReadonlyMap<string, Product>;
  readonly policySystem: AskedPolicySystem;
  /** Null where the policy system alone bills. */
  readonly billing: AskedBilling | null;
}
