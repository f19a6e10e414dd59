import type { EndorsedFigures } from '../premium/endorsement.js';
import type { RatingWorkbook } from '../premium/rating-workbook.js';
import type { ChangeRequest } from '../transaction/change-request.js';

/** A change of the policy within its term as it is asked for, from its effective date on. */
export interface EndorsementAsked extends ChangeRequest {
  /** Neither is given where the policy system rates it. */
  readonly figures: EndorsedFigures;
  /** Of a product that is rated from one: the policy as it shall be. Absent where figures are given. */
  readonly workbook?: RatingWorkbook;
}

/** Of an endorsement that the policy system rates. */
export const NO_FIGURES: EndorsedFigures = { fullTerm: null, asGiven: null };
