import type { BindingFlow } from '../policy-term/events.js';

/** How the next term of a product is bound, and what happens when nobody pays for it. */
export type RenewalFlow = BindingFlow;

/** What a product says of the term that follows another. Days are civil days in the zone of the product. */
export interface RenewalRules {
  /**
   * `bindAndCancel`: bound by itself, and cancelled when nobody pays. `offer`: bound only when the offer is paid.
   * `confirmed`: bound by itself and confirmed by billing's word.
   */
  readonly flow: RenewalFlow;
  /** Whether a term starts its own renewal when the time has come; else somebody asks for it. */
  readonly startsByItself: boolean;
  /** Before the last day on which the law lets an insurer say that it does not renew. */
  readonly practiceDays: number;
  /** For transactions of the old term that are still under way. */
  readonly concurrencyDays: number;
  /** Days before the new term on which it is looked whether anything stands against it, the earliest first. */
  readonly recheckDaysBefore: readonly number[];
  /** Days before the new term on which it is bound; not used in the flow `offer`. */
  readonly issueDaysBefore: number;
  /** Days before the new term on which the offer goes out; only used in the flow `offer`. */
  readonly offerDaysBefore: number;
  /** Until the end of which day an offer can be paid: days after the new term begins, below zero before it. */
  readonly offerPayableDays: number;
  /** What the new term costs when nobody says: what the old one would cost in full, or nothing that is known. */
  readonly premium: 'expiring' | 'given';
  /** Days after the expiry within which late money can still renew, with days without cover; null where it cannot. */
  readonly lateDays: number | null;
}
