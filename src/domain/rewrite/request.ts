import type { CivilDate } from '../calendar/civil-date.js';
import type { Submission } from '../new-business/submission.js';
import type { RewriteKind } from '../premium/rewrite.js';
import type { ChangeRequest } from '../transaction/change-request.js';

/** A rewrite as it is asked for. Days are days in the zone of the policy. */
export interface RewriteAsked extends ChangeRequest {
  readonly kind: RewriteKind;
  /** From when the term ends; of one that is cancelled already, its own day. Not used for `fullTerm`. */
  readonly cancelledOn: CivilDate;
  /** First day of the new term; null: without a gap. */
  readonly start: CivilDate | null;
  /**
   * What takes its place, as a submission. Its premium is that of the whole replaced term, of `newTerm` its own; days and premium are
   * worked out when it is quoted.
   */
  readonly submission: Submission;
}
