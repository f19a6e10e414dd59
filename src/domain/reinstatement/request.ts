import type { CivilDate } from '../calendar/civil-date.js';
import type { ChangeRequest } from '../transaction/change-request.js';

/** The return of a cancelled term as it is asked for. */
export interface ReinstatementAsked extends ChangeRequest {
  /** First day of cover again, in the zone of the policy; null: the day of the cancellation, as if it had never been. */
  readonly from: CivilDate | null;
  /** Money that was received in time was learned of too late, says the term: nobody has to decide. */
  readonly isPaidInTime: boolean;
}
