import type { Instant } from '../calendar/instant.js';
import type { Cents } from '../money/cents.js';

/** -1 is single pay; any other number is a plan that the policy system offers for the quote. */
export type PaymentPlan = number;

/** Direct bill: the insurer invoices the insured. Agency bill: the agent collects. */
export type BillingMethod = 'directBill' | 'agencyBill';

/**
 * Money that the policy side took before the bind; it counts towards the first invoice. What came to billing itself, for
 * the term or for the offer that became it, billing counts without being told.
 */
export interface UpFrontPayment {
  /** The payer's or receiver's own key; the same payment told twice counts once. */
  readonly paymentId: string;
  /** Above zero, in the currency of the product. */
  readonly amountCents: Cents;
  readonly receivedAt: Instant;
}

/** How the term shall be billed, where the submission chooses; the rest comes from the product. */
export interface BillingChoices {
  /** The account that is charged; the insured's GUID unless said. */
  readonly accountNumber?: string;
  readonly method?: BillingMethod;
  /** Billing's code of a payment plan. */
  readonly paymentPlan?: string;
  /** Billing's code of a rhythm of invoices. */
  readonly invoicingPlan?: string;
  readonly upFrontPayments?: readonly UpFrontPayment[];
  /**
   * What the policy system adds to the premium by itself, where it cannot be asked for it; a person finds it on the
   * invoice. Below zero where it takes something off.
   */
  readonly addedFeesCents?: Cents;
}
