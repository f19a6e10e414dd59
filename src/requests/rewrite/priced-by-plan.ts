import type { Submission } from '../../domain/new-business/submission.js';
import { premiumByPlan, whyNotRated } from '../../domain/rating/premium-by-plan.js';
import { planOf } from '../../domain/rating/rated-product.js';
import type { ReadSubmission } from '../new-business/check-submission.js';
import type { Faulty, RequestRules } from '../request-check.js';

/**
 * The new term of a rewrite with what the rate plan of its product comes to for a whole term, in place of its risk: of the rest
 * of a term that amount is charged in part, which nobody could do who rated the risk anew.
 *
 * @returns the faults of a risk that cannot be rated; of a product without a rate plan the submission as it is
 */
export function pricedByPlan(
  { submission, product }: Pick<ReadSubmission, 'submission' | 'product'>,
  { rating }: Pick<RequestRules, 'rating'>,
): Submission | Faulty {
  const plan = planOf(product, rating);
  if (plan === null) return submission;
  const { risk = {}, addOns = [], ...rest } = submission;
  const asked = { risk, addOns, state: rest.state, inception: rest.effectiveDate };
  const rated = premiumByPlan(plan, asked, { product, taxRows: rating.taxRows });
  if (rated.kind !== 'rated') return { errors: whyNotRated(rated) };
  return { ...rest, premium: rated.charges };
}
