import type { ActivityInterfaceFor } from '@temporalio/workflow';
import type { BillingActivities } from '../../activities/billing-activities.js';
import type { BillingChoices } from '../../domain/billing/choices.js';
import type { Insured } from '../../domain/insured/insured.js';
import type { Cents } from '../../domain/money/cents.js';
import type { Charge } from '../../domain/money/charges.js';
import type { BindingFlow } from '../../domain/policy-term/events.js';
import type { ProductBilling } from '../../domain/product/product.js';
import type { TermName } from '../../domain/workflow-ids.js';
import type { ProducerFacts } from '../../ports/policy-system/parties.js';
import type { Question } from '../transaction/question.js';
import type { Transaction } from '../transaction/transaction.js';
import type { BoundRequest, TermBusiness } from './hand-over-term.js';

/** What billing needs to know of the request that makes a term. */
export interface BilledRequest extends BoundRequest {
  /** The holder of the account. */
  readonly insured: Insured;
  readonly billing?: BillingChoices;
}

/** What a term is charged, row by row. */
export interface BilledCharges {
  readonly charges: readonly Charge[];
  /** What the policy system added to the premium, of the charges. */
  readonly addedFeesCents: Cents;
}

/** A transaction whose term a billing system bills, of whatever kind. */
export interface BilledBusiness extends TermBusiness {
  readonly transaction: Pick<
    Transaction<BilledRequest>,
    'record' | 'request' | 'step' | 'ids' | 'writes' | 'bill'
  >;
  /** Of the term that it makes; a policy's first is 1. */
  readonly termNumber: number;
  /** The term whose place it takes; null where it takes none. */
  readonly replaces: { readonly policyNumber: string; readonly termNumber: number } | null;
  /** The term that it follows; null where it follows none. */
  readonly renews:
    | (TermName & {
        readonly flow: BindingFlow;
        /** Billing counts the money that came in under it. */
        readonly jobNumber: string;
      })
    | null;
  /** How a term comes to be paid that follows one of another system, which billing does not know; null for every other. */
  readonly converts: { readonly flow: BindingFlow } | null;
  readonly product: ProductBilling;
  readonly producer: Question<ProducerFacts>;
  /**
   * What the term will be charged, once the quote is rated.
   *
   * @throws Stopped when that is not known, or is not what was asked for
   */
  readonly chargesOf: (quoteGuid: string) => Promise<BilledCharges>;
  /** Every booking carries its own transaction id. */
  readonly billing: ActivityInterfaceFor<BillingActivities>;
}
