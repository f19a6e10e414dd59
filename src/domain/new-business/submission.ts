import type { BillingChoices, PaymentPlan } from '../billing/choices.js';
import type { DurationBasis } from '../calendar/duration-basis.js';
import type { CivilDate } from '../calendar/civil-date.js';
import type { Insured } from '../insured/insured.js';
import type { PremiumCharge } from '../premium/premium-charge.js';
import type { RatingWorkbook } from '../premium/rating-workbook.js';
import type { Producer } from '../producer/producer.js';
import type { ExternalReference } from '../transaction/external-reference.js';

/** What a rate plan asks of what is insured, by the names that it has for it. */
export type Risk = Readonly<Record<string, string | number>>;

/** A complete, checked request for a new policy. Everything the policy system will be told stands here. */
export interface Submission {
  readonly reference: ExternalReference;
  /** Key of a product file. */
  readonly product: string;
  /** The term covers `effectiveDate` and does not cover `expirationDate`. */
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
  /** How long the term was asked to be, where that was said and not its end; months unless `durationBasis` says otherwise. */
  readonly termDuration?: number;
  readonly durationBasis?: DurationBasis;
  /** Where they were said: those of the product, as they were then. */
  readonly timeZone?: string;
  readonly currency?: string;
  /** Day on which the submission came in. */
  readonly submissionDate: CivilDate;
  /** State whose rules govern the policy. */
  readonly state: string;
  readonly insured: Insured;
  readonly producer: Producer;
  /** Policy-system user who underwrites; the producer's underwriter for the line unless said. */
  readonly underwriterGuid?: string;
  /** As the source system gives it, or as a rate plan has come to it; empty until then, and of a workbook. */
  readonly premium: readonly PremiumCharge[];
  /** For a product with a rate plan: what it is rated by, named as the plan does. */
  readonly risk?: Risk;
  /** For a product with a rate plan: codes of the parts of it that are wanted beside the others. */
  readonly addOns?: readonly string[];
  /** For an Excel-rated product. */
  readonly workbook?: RatingWorkbook;
  /** The policy system's own plan. Where the product has billing, the insured pays by billing's. */
  readonly paymentPlan: PaymentPlan;
  /** Only for a product with billing. */
  readonly billing?: BillingChoices;
}
