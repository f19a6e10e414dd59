import type { Cents } from '../money/cents.js';
import type { LateMoneyRule } from '../notice/late-money.js';
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
  /** When such money brings a term back that was cancelled for non-payment; null: the product advises nothing. */
  readonly lateMoney: LateMoneyRule | null;
  readonly endorsement: EndorsementRules;
  readonly reinstatement: {
    /** Whether a cancelled term may come back with days without cover. */
    readonly isGapAllowed: boolean;
    /** Days since the cancellation within which nobody else has to agree to a return; the last of them included. */
    readonly withinDays: number;
    /** What a reinstatement itself costs, in cents; 0 for nothing. Never given back. */
    readonly feeCents: Cents;
  };
}

/** What a product says of changes of the policy within a term. */
export interface EndorsementRules {
  /** Whether one may hold from a day before changes that are booked. */
  readonly mayComeBefore: boolean;
  /** Days after which a quote is of no use any more that nobody accepted. */
  readonly quoteDays: number;
}
