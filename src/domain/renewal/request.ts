import type { BillingChoices } from '../billing/choices.js';
import type { CivilDate } from '../calendar/civil-date.js';
import type { PremiumCharge } from '../premium/premium-charge.js';
import type { RatingWorkbook } from '../premium/rating-workbook.js';
import type { ChangeRequest } from '../transaction/change-request.js';

/** Days that somebody has moved; the others follow from the product. Days in the zone of the policy. */
export interface MovedDays {
  readonly startOn?: CivilDate;
  readonly offerOn?: CivilDate;
  readonly issueOn?: CivilDate;
  /** The last day on which an offer can be paid. */
  readonly payableUntil?: CivilDate;
}

/** A renewal as it is asked for. Policy and term number are those of the term that expires, the days those of the new one. */
export interface RenewalAsked extends ChangeRequest {
  /** Whether it waits for its lead time, or is quoted at once. */
  readonly isScheduled: boolean;
  /** What the new term costs, charge by charge; null: by the rule of the product. */
  readonly premium: readonly PremiumCharge[] | null;
  /** For a product that is rated from a workbook; null where nobody gave one. */
  readonly workbook: RatingWorkbook | null;
  /** How the new term is billed where somebody chose; else as billing bills the old one now. */
  readonly billing: BillingChoices | null;
  readonly moved: MovedDays;
}

/** What nobody has said of a renewal: by the rule of the product, at once, and billed as the old term is now. */
export const AS_IT_IS = {
  isScheduled: false,
  premium: null,
  workbook: null,
  billing: null,
  moved: {},
} as const satisfies Partial<RenewalAsked>;
