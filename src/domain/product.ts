import type { PaymentPlan } from './submission.js';

/** One line of a product, with what the policy system calls it. */
export interface ProductLine {
  readonly key: string;
  readonly lineGuid: string;
  /** The carrier's location that writes the line. */
  readonly companyLocationGuid: string;
}

/**
 * How the premium comes about: the source system's own amounts (`passThrough`), limited to the charges named;
 * or a workbook that the policy system rates (`excelRater`) with the installation's rater of that id.
 */
export type Rating =
  | { readonly method: 'passThrough'; readonly charges: readonly string[] }
  | { readonly method: 'excelRater'; readonly raterId: number; readonly applyFees: boolean };

export type BillingType = 'agencyBill' | 'directBillCompany' | 'directBillMga';

/** What may be sold, read from a product file and checked when a process starts. */
export interface Product {
  /** Named in submissions; lower-case words joined by dashes. */
  readonly key: string;
  readonly name: string;
  /** The first line is the quote's own; a package has more. */
  readonly lines: readonly [ProductLine, ...ProductLine[]];
  /** Two-letter states in which it is sold. */
  readonly states: readonly string[];
  /** Length of a term when the submission names no expiration. */
  readonly termMonths: number;
  /** Zone whose calendar gives the submission date, such as `America/Chicago`. */
  readonly timeZone: string;
  /** Office of the installation file that quotes and issues. */
  readonly office: string;
  readonly rating: Rating;
  readonly billingType: BillingType;
  /** Plans a submission may choose; the first is taken when it names none. */
  readonly paymentPlans: readonly [PaymentPlan, ...PaymentPlan[]];
  /** Which documents the policy system is asked to make. */
  readonly documents: { readonly binder: boolean; readonly policy: boolean };
  /** How long an outage of the policy system is waited out, per step, before a person is asked. Milliseconds. */
  readonly outagePatienceMs: number;
}
