import type { UnderwritingRules } from '../../src/domain/product/underwriting.js';

/** Blocks what costs 10,000.00 or more, declines 20,000.00, rejects 30,000.00. */
export function rulesByTotal(): UnderwritingRules {
  const rules = (
    [
      [1_000_000, 'block'],
      [2_000_000, 'decline'],
      [3_000_000, 'reject'],
    ] as const
  ).map(([totalAtLeastCents, flag]) => ({
    key: `total-${totalAtLeastCents}`,
    flag,
    text: `The price calls for a ${flag}.`,
    when: {
      states: null,
      lines: null,
      businessTypes: null,
      charges: null,
      totalAtLeastCents,
      totalBelowCents: null,
      backdatedOverDays: null,
      aheadOverDays: null,
      termDaysOver: null,
    },
  }));
  return { decisionDays: 14, remindAfterDays: 7, rules };
}
