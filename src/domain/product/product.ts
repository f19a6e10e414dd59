import type { Refundable } from '../money/charges.js';
import type { ConfirmationRule } from '../billing/confirmation.js';
import type { Cents } from '../money/cents.js';
import type { ProductMidTerm } from './mid-term.js';
import type { QuoteRules } from './quote.js';
import type { RenewalRules } from './renewal.js';
import type { UnderwritingRules } from './underwriting.js';
import type { BillingMethod, PaymentPlan } from '../billing/choices.js';
import type { NoticeLine } from '../notice/notice-rows.js';

/** One line of a product, with what the policy system calls it. */
export interface ProductLine {
  readonly key: string;
  readonly lineGuid: string;
  /** The carrier's location that writes the line. */
  readonly companyLocationGuid: string;
}

/**
 * How the premium comes about: the source system's own amounts (`passThrough`), limited to the charges named;
 * a workbook that the policy system rates (`excelRater`) with the installation's rater of that id; or a rate plan of ours
 * (`ratePlan`), by its key.
 */
export type Rating =
  | { readonly method: 'passThrough'; readonly charges: readonly string[] }
  | { readonly method: 'excelRater'; readonly raterId: number; readonly applyFees: boolean }
  | { readonly method: 'ratePlan'; readonly plan: string };

/** Who bills, as the policy system knows it; how billing does it is `BillingMethod`. */
export type BillingType = 'agencyBill' | 'directBillCompany' | 'directBillMga';

/** How the terms of a product are billed and which money confirms them. A submission may choose where it says so. */
export interface ProductBilling {
  /** ISO 4217, such as `USD`; everything of a term is in it. */
  readonly currency: string;
  /** Unless the submission chooses. */
  readonly method: BillingMethod;
  /** Billing's code of a payment plan; unless the submission chooses. */
  readonly paymentPlan: string;
  /** Billing's code of a rhythm of invoices; unless the submission chooses. */
  readonly invoicingPlan: string;
  /** Charges that go whole onto the first invoice, by name; all others are premium and are spread over the plan. */
  readonly oneTimeCharges: Readonly<Record<string, 'tax' | 'fee'>>;
  /** Charges that a cancellation does not always give back, by name; `fees` are those that the policy system adds. */
  readonly refundable: Readonly<Record<string, Refundable>>;
  /** Fees on which taxes are computed, by name. Premium always is taxable, a tax never. */
  readonly taxableFees: readonly string[];
  /** Which amount confirms a term. */
  readonly confirmation: ConfirmationRule;
  /** How much of that amount may be missing, by currency; a currency that is not named has no tolerance. */
  readonly toleranceCents: Readonly<Record<string, Cents>>;
  /**
   * Days after the effective date, or after the bind where that is later; the first money counts until the end of that day
   * in the product's time zone.
   */
  readonly paymentDeadlineDays: number;
  /** Whether a term paid only in part by that day is cancelled for non-payment without a person. */
  readonly cancelsForNonPayment: boolean;
}

/** What may be sold, read from a product file and checked when a process starts. */
export interface Product {
  /** Named in submissions; lower-case words joined by dashes. */
  readonly key: string;
  readonly name: string;
  /** The first line is the quote's own; a package has more. */
  readonly lines: readonly [ProductLine, ...ProductLine[]];
  /** Two-letter states in which it is sold. */
  readonly states: readonly string[];
  /** What of it decides how long a notice of cancellation or non-renewal must be. */
  readonly notice: {
    /** Whether the carrier is admitted where it is sold; surplus lines are not. */
    readonly isAdmitted: boolean;
    readonly lines: readonly NoticeLine[];
  };
  /** Length of a term when the submission names no expiration. */
  readonly termMonths: number;
  /** Zone whose calendar gives the submission date, such as `America/Chicago`; terms and deadlines end in it too. */
  readonly timeZone: string;
  /** When terms begin and end on their days, by the clock of that zone: `HH:MM`. */
  readonly termTime: string;
  /** Office of the installation file that quotes and issues. */
  readonly office: string;
  readonly rating: Rating;
  readonly billingType: BillingType;
  /** Plans a submission may choose; the first is taken when it names none. */
  readonly paymentPlans: readonly [PaymentPlan, ...PaymentPlan[]];
  /** Null: the policy system alone bills, and nothing waits for money. */
  readonly billing: ProductBilling | null;
  /** What is accepted to be quoted, and for how long a quote holds. */
  readonly quote: QuoteRules;
  /** What is looked at before a priced quote may be accepted; null: nothing. */
  readonly underwriting: UnderwritingRules | null;
  /** How premium is charged and given back within a term. */
  readonly midTerm: ProductMidTerm;
  /** How the next term follows; null: the product is not renewed here. */
  readonly renewal: RenewalRules | null;
  /** Which documents the policy system is asked to make. */
  readonly documents: { readonly binder: boolean; readonly policy: boolean };
  /** How long an outage of the policy system is waited out, per step, before a person is asked. Milliseconds. */
  readonly outagePatienceMs: number;
}

/** By which clock the terms of a product begin and end. */
export type TermClock = Pick<Product, 'timeZone' | 'termTime'>;
