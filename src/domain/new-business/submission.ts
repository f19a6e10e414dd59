import type { CivilDate } from '../calendar/civil-date.js';
import type { Instant } from '../calendar/instant.js';
import type { Cents } from '../money/cents.js';

/** The source system's own name for a transaction. Goes into ids and search attributes: must hold no personal data. */
export interface ExternalReference {
  /** Short name of the source system, for example `triton`. */
  readonly system: string;
  /** That system's key for this submission, for example `TRITON-12345`. */
  readonly id: string;
}

/** Legal form of the insured; the installation file maps each to the policy system's id. */
export type BusinessType =
  | 'corporation'
  | 'llc'
  | 'partnership'
  | 'limitedPartnership'
  | 'jointVenture'
  | 'trust'
  | 'individual'
  | 'other';

/** Who is insured. An organisation has a `corporationName`; an individual has a `lastName`; never both. */
export interface Insured {
  readonly businessType: BusinessType;
  readonly corporationName?: string;
  readonly firstName?: string;
  readonly middleName?: string;
  readonly lastName?: string;
  /** As it shall stand on the policy. */
  readonly nameOnPolicy: string;
  readonly dba?: string;
  /** Federal employer id, nine digits without a dash. */
  readonly fein?: string;
  /** Social security number, nine digits without dashes. Personal data of the strictest kind. */
  readonly ssn?: string;
  readonly dateOfBirth?: CivilDate;
  readonly location: InsuredLocation;
  /**
   * Who it is in the policy system, where somebody knows: the GUID of the insured on file, or `nobody`: the namesakes on
   * file are others. Looked for unless said.
   */
  readonly onFile?: string;
}

/** The insured's primary location. The policy system cannot find an insured without one. */
export interface InsuredLocation {
  readonly name: string;
  readonly address1: string;
  readonly address2?: string;
  readonly city: string;
  readonly county?: string;
  /** Two-letter state. */
  readonly state: string;
  /** Five digits. */
  readonly zip: string;
  /** The four digits behind the dash. */
  readonly zipPlus?: string;
  /** ISO country, `USA` unless said. */
  readonly country: string;
  readonly phone?: string;
  readonly email?: string;
}

/** Who brings the business: the contact's GUID, or text that the producer search must answer with exactly one location. */
export type Producer = { readonly contactGuid: string } | { readonly search: string };

/** One charge of a pass-through premium. At most one per line, charge and state. */
export interface PremiumCharge {
  /** A line of the product; its first line unless said. */
  readonly line: string;
  /** A charge of the installation's list, for example `premium` or `inspection-fee`. */
  readonly charge: string;
  /** State of exposure. */
  readonly state: string;
  /** For the whole term, zero or more; billed as given. */
  readonly amountCents: Cents;
}

/** The workbook that an Excel-rated product is priced from. */
export interface RatingWorkbook {
  readonly fileName: string;
  /** Base64 of the file, at most 256 KiB of it. */
  readonly contentBase64: string;
}

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

/** A complete, checked request for a new policy. Everything the policy system will be told stands here. */
export interface Submission {
  readonly reference: ExternalReference;
  /** Key of a product file. */
  readonly product: string;
  /** The term covers `effectiveDate` and does not cover `expirationDate`. */
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
  /** Day on which the submission came in. */
  readonly submissionDate: CivilDate;
  /** State whose rules govern the policy. */
  readonly state: string;
  readonly insured: Insured;
  readonly producer: Producer;
  /** Policy-system user who underwrites; the producer's underwriter for the line unless said. */
  readonly underwriterGuid?: string;
  /** For a pass-through product; empty otherwise. */
  readonly premium: readonly PremiumCharge[];
  /** For an Excel-rated product. */
  readonly workbook?: RatingWorkbook;
  /** The policy system's own plan. Where the product has billing, the insured pays by billing's. */
  readonly paymentPlan: PaymentPlan;
  /** Only for a product with billing. */
  readonly billing?: BillingChoices;
}
