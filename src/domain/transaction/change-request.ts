import type { CivilDate } from '../calendar/civil-date.js';
import type { ExternalReference } from './external-reference.js';

/** What every change of a bound term says. */
export interface ChangeRequest {
  /** The source system, and its own id of this very change. */
  readonly reference: ExternalReference;
  readonly policyNumber: string;
  readonly termNumber: number;
  /** Key of the product file by which the term is changed. */
  readonly product: string;
  /** First day on which it holds, as far as is known. */
  readonly effectiveDate: CivilDate;
  /** Last day of the term, which is not in it. */
  readonly expirationDate: CivilDate;
  /** For those who read it in the policy system; no personal data is added to it. */
  readonly comment?: string;
}
