import type { EndorsedFigures } from '../premium/endorsement.js';
import type { ChangeRequest } from '../transaction/change-request.js';

/** A change of the policy within its term as it is asked for, from its effective date on. */
export interface EndorsementAsked extends ChangeRequest {
  readonly figures: EndorsedFigures;
}
