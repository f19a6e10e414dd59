import type { CivilDate } from './civil-date.js';

/** The days of a term: the effective date is in it, the expiration date is not. */
export interface TermDays {
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
}
