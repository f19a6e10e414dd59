import { type CivilDate, civilDays } from '../calendar/civil-date.js';
import type { BusinessType } from '../insured/insured.js';
import type { Cents } from '../money/cents.js';
import type { PremiumCharge } from '../premium/premium-charge.js';
import type { UnderwritingConditions, UnderwritingRules } from '../product/underwriting.js';
import type { UnderwritingFlag } from './underwriting.js';

/** A priced quote, as the rules of underwriting look at it. */
export interface Underwritten {
  readonly submission: {
    readonly state: string;
    readonly effectiveDate: CivilDate;
    readonly expirationDate: CivilDate;
    readonly submissionDate: CivilDate;
    readonly insured: { readonly businessType: BusinessType };
    /** Empty for a product that is priced from a workbook. */
    readonly premium: readonly PremiumCharge[];
  };
  /** The price, with everything that is added to it. */
  readonly totalCents: Cents;
}

/** What a rule says of one quote. */
export interface RaisedFlag {
  /** Key of the rule. */
  readonly rule: string;
  readonly flag: UnderwritingFlag;
  readonly text: string;
}

/** One run of the rules: the flags of those that hold, in the order of the product. What they come to, `underwritingOutcome` says. */
export function flagsOf(
  { rules }: Pick<UnderwritingRules, 'rules'>,
  quote: Underwritten,
): readonly RaisedFlag[] {
  return rules
    .filter(({ when }) => holds(when, quote))
    .map(({ key, flag, text }) => ({ rule: key, flag, text }));
}

function holds(when: UnderwritingConditions, { submission, totalCents }: Underwritten): boolean {
  const { state, insured, premium, effectiveDate, expirationDate, submissionDate } = submission;
  const charged = premium.filter(({ amountCents }) => amountCents > 0);
  const daysAhead = civilDays(submissionDate, effectiveDate);
  return (
    names(when.states, state) &&
    names(when.businessTypes, insured.businessType) &&
    names(when.lines, ...charged.map(({ line }) => line)) &&
    names(when.charges, ...charged.map(({ charge }) => charge)) &&
    (when.totalAtLeastCents === null || totalCents >= when.totalAtLeastCents) &&
    (when.totalBelowCents === null || totalCents < when.totalBelowCents) &&
    isOver(when.backdatedOverDays, -daysAhead) &&
    isOver(when.aheadOverDays, daysAhead) &&
    isOver(when.termDaysOver, civilDays(effectiveDate, expirationDate))
  );
}

/** Whether one of those that are there is named. */
function names<T>(named: readonly T[] | null, ...there: readonly T[]): boolean {
  return named === null || there.some((one) => named.includes(one));
}

function isOver(limit: number | null, days: number): boolean {
  return limit === null || days > limit;
}
