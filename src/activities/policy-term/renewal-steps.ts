import type { CivilDate } from '../../domain/calendar/civil-date.js';
import type { RenewalStart } from '../../domain/policy-term/renewal-timer.js';
import type { NotStarted } from '../term-change-steps.js';

/** The term of which it is asked when its renewal starts. */
export interface RenewalQuestion {
  /** Key of the product file by which the term is changed. */
  readonly productKey: string;
  /** Whose law holds for it, two letters. */
  readonly state: string;
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
}

/** A renewal of itself that a term wants. */
export interface RenewalWanted {
  readonly policyNumber: string;
  /** Of the term that expires. */
  readonly termNumber: number;
  /** What the term calls it; the same for every repeat. */
  readonly requestId: string;
  /** Workflow id of the term, which asks. */
  readonly by: string;
}

/** Steps by which a term comes to its renewal. Repeatable: a term has one renewal, however often it is asked for. */
export interface RenewalSteps {
  /** By the files as they are now. */
  readonly renewalStart: (question: RenewalQuestion) => Promise<RenewalStart>;
  readonly startRenewal: (wanted: RenewalWanted) => Promise<NotStarted>;
}
