import type { CivilDate } from '../calendar/civil-date.js';
import type { ChangeRequest } from '../transaction/change-request.js';

/** The return of a cancelled term as it is asked for. */
export interface ReinstatementAsked extends ChangeRequest {
  /** First day of cover again, in the zone of the policy; null: the day of the cancellation, as if it had never been. */
  readonly from: CivilDate | null;
  /** Nobody has to decide: money was received in time and learned of too late, or late and the product takes it, or what took the place of the term came to nothing. */
  readonly isAgreed: boolean;
}
