import type { PaymentPlan } from '../../domain/billing/choices.js';
import type { CivilDate } from '../../domain/calendar/civil-date.js';
import type { Cents } from '../../domain/money/cents.js';

/** A quote that becomes a policy; `readQuote` tells how far it is. */
export interface Policies {
  /**
   * Binds the quote under an explicit payment plan, after checking that the plan is offered.
   * Not repeatable: it assigns the policy number and makes the invoice; see `readQuote`.
   *
   * @param wantedNumber the policy is to have, where the site can give one and no other policy has it
   * @returns the policy number
   */
  bind(quoteGuid: string, plan: PaymentPlan, wantedNumber?: string): Promise<string>;

  /** Issues a bound policy. Repeatable: it answers the first day of issue. */
  issue(quoteGuid: string): Promise<CivilDate>;

  /** Number under which the policy system keeps all transactions of the term. */
  readControlNumber(quoteGuid: string): Promise<number>;

  /** Invoices of a quote; a bound quote has one. */
  listInvoices(quoteGuid: string): Promise<readonly Invoice[]>;
}

export interface Invoice {
  readonly invoiceNumber: number;
  readonly amountCents: Cents;
}
