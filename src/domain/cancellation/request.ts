import type { CivilDate } from '../calendar/civil-date.js';
import type { CancellationReason, CancellationSource } from '../notice/cancellation-reason.js';
import type { RescindTerms } from '../policy-term/events.js';
import type { Leniency } from '../premium/cancellation-terms.js';
import type { ChangeRequest } from '../transaction/change-request.js';

/** A cancellation as it is asked for. Days are days in the zone of the policy. */
export interface CancellationAsked extends ChangeRequest {
  readonly source: CancellationSource;
  readonly reason: CancellationReason;
  /** Day on which the request came in, or the insurer's notice goes out. */
  readonly receivedOn: CivilDate;
  /** From which day it shall hold; null leaves it to the law. */
  readonly requestedOn: CivilDate | null;
  /** The day on which it is booked, whichever day it holds from; null: when it holds. */
  readonly processOn: CivilDate | null;
  /** Somebody wants everything given back, which only the first day of the term allows. */
  readonly isFlatAsked: boolean;
  /** How money received in time undoes it, where the term itself asks for it; null where that follows from the rest. */
  readonly undoneBy: RescindTerms | null;
  /** A person decides in the insured's favour; null unless one does. */
  readonly leniency: Leniency | null;
}
