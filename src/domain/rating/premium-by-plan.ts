import type { PremiumCharge } from '../premium/premium-charge.js';
import type { Finding } from '../transaction/finding.js';
import type { RatePlan } from './rate-plan.js';
import {
  NO_TAXES,
  ratedCharges,
  type NotRated,
  type RatingRequest,
  type RatingRules,
} from './rated-charges.js';
import type { RatedLine } from './rated-lines.js';

/** A premium as it is booked and asked for, and how the plan came to it. */
interface PremiumByPlan {
  readonly kind: 'rated';
  readonly charges: readonly PremiumCharge[];
  readonly lines: readonly RatedLine[];
}

/**
 * What a rate plan comes to, charge by charge as the policy system books it: taxes and fees of the state stand on the first
 * line of the product. A charge of nothing is none.
 */
export function premiumByPlan(
  plan: RatePlan,
  asked: RatingRequest,
  rules: RatingRules,
): PremiumByPlan | NotRated {
  const rated = ratedCharges(plan, asked, rules);
  if (rated.kind !== 'rated') return rated;
  const [first] = rules.product.lines;
  const charges = rated.charges
    .filter(({ amountCents }) => amountCents !== 0)
    .map(({ name, line, state, amountCents }) => ({
      line: line ?? first.key,
      charge: name,
      state: state ?? asked.state,
      amountCents,
    }));
  return { kind: 'rated', charges, lines: rated.lines };
}

/** What stands against a premium by the plan. */
export function whyNotRated(notRated: NotRated): readonly Finding[] {
  return notRated.kind === 'findings' ? notRated.findings : [NO_TAXES];
}
