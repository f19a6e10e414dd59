import type { BusinessType } from '../insured/insured.js';
import type { Cents } from '../money/cents.js';
import type { UnderwritingFlag } from '../quote/underwriting.js';

/** When a rule of underwriting holds: everything that is said here at once. Null leaves a condition out. */
export interface UnderwritingConditions {
  /** State whose rules govern the policy. */
  readonly states: readonly string[] | null;
  /** Keys of lines; one that is charged is enough. */
  readonly lines: readonly string[] | null;
  readonly businessTypes: readonly BusinessType[] | null;
  /** Names of charges; one whose amount is above zero is enough. */
  readonly charges: readonly string[] | null;
  readonly totalAtLeastCents: Cents | null;
  readonly totalBelowCents: Cents | null;
  /** The term begins more days before the submission date than these. */
  readonly backdatedOverDays: number | null;
  /** The term begins more days after the submission date than these. */
  readonly aheadOverDays: number | null;
  /** The term has more days than these. */
  readonly termDaysOver: number | null;
}

/** What the insurer looks at before a priced quote may be accepted. */
export interface UnderwritingRule {
  /** Names it in flags and in the words for people; lower-case words joined by dashes. */
  readonly key: string;
  readonly flag: UnderwritingFlag;
  /** For whoever decides: why it was raised. */
  readonly text: string;
  readonly when: UnderwritingConditions;
}

/** How a product underwrites by itself, and how long a person has to decide about what it blocks. */
export interface UnderwritingRules {
  /** Days within which a person decides about a blocked quote. */
  readonly decisionDays: number;
  /** Days after which that person is reminded; null: never. */
  readonly remindAfterDays: number | null;
  readonly rules: readonly UnderwritingRule[];
}
