import type { Cents } from '../money/cents.js';
import type { RefundRules } from '../premium/cancellation.js';
import type { CancellationRules } from '../premium/cancellation-terms.js';

/** What a product says of the amounts of changes within a term. */
export interface ProductMidTerm {
  readonly refund: RefundRules;
  readonly cancellation: CancellationRules;
  /** Days for which a cancellation waits before it is booked, its day kept; money stops it until then. */
  readonly processingDelayDays: number;
  /** Days after a cancellation within which a person has to decide about money that came too late. */
  readonly lateMoneyDays: number;
  readonly reinstatement: {
    /** Whether a cancelled term may come back with days without cover. */
    readonly isGapAllowed: boolean;
    /** Days since the cancellation within which nobody else has to agree to a return; the last of them included. */
    readonly withinDays: number;
    /** What a reinstatement itself costs, in cents; 0 for nothing. Never given back. */
    readonly feeCents: Cents;
  };
}
