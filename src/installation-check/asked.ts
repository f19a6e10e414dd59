import type { Installation } from '../domain/product/installation.js';
import type { Product } from '../domain/product/product.js';
import type { BillingSystem } from '../ports/billing.js';
import type { PolicySystem } from '../ports/policy-system.js';
import type { PolicySystemSetUp } from '../ports/policy-system/set-up.js';
import type { Insured } from '../domain/insured/insured.js';
import type { Producer } from '../domain/producer/producer.js';

/** What the check may ask of the policy system: look-ups. No write is within its reach. */
export type AskedPolicySystem = PolicySystemSetUp &
  Pick<
    PolicySystem,
    | 'resolveProducer'
    | 'findInsured'
    | 'readQuote'
    | 'readControlNumber'
    | 'findQuotesByReference'
    | 'listSubmissions'
    | 'listQuotes'
    | 'listRenewals'
    | 'listPremiums'
    | 'listInvoices'
    | 'listDocuments'
  >;

/** What the check may ask of billing: look-ups. */
export type AskedBilling = Pick<
  BillingSystem,
  'getInvoicingPlans' | 'getPaymentPlans' | 'getBillingMethods'
>;

/** A producer that somebody named, for one product or for all. */
export interface NamedProducer {
  /** How it was named, such as a GUID or the file of a submission. */
  readonly name: string;
  readonly producer: Producer;
  /** Null: of every product. */
  readonly product: string | null;
  readonly underwriterGuid: string | undefined;
}

/** An insured to search for, and the file that it comes from: it is never named itself. */
export interface NamedInsured {
  readonly file: string;
  readonly insured: Insured;
}

/** A quote of a product that is on file already. */
export interface NamedQuote {
  readonly product: string;
  readonly quoteGuid: string;
}

/** What only the person who checks can name: the policy system has no list of it. */
export interface Named {
  readonly producers: readonly NamedProducer[];
  readonly insureds: readonly NamedInsured[];
  readonly quotes: readonly NamedQuote[];
  /** Of the vendor, where company lines are kept by program. */
  readonly programCode: string | null;
}

/** An installation as its files and settings describe it, and the systems that are asked about it. */
export interface CheckedInstallation {
  readonly installation: Installation;
  readonly products: ReadonlyMap<string, Product>;
  readonly policySystem: AskedPolicySystem;
  /** Null where the policy system alone bills. */
  readonly billing: AskedBilling | null;
  readonly named: Named;
}
