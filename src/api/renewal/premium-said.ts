import type { PremiumCharge } from '../../domain/premium/premium-charge.js';
import { premiumByPlan, whyNotRated } from '../../domain/rating/premium-by-plan.js';
import { planOf, type RatingFiles } from '../../domain/rating/rated-product.js';
import { notUsed } from '../../domain/transaction/finding.js';
import type { FieldError } from '../../requests/field-errors.js';
import { NO_RISK } from '../../requests/mid-term/no-risk.js';
import { askedRenewal } from '../../requests/renewal/asked-renewal.js';
import type { PostedRenewal } from '../../requests/renewal/renewal-schema.js';
import type { ChangeableTerm } from '../../temporal/changeable-term.js';
import { Problem } from '../problem.js';
import { mustBePricedSo } from './price.js';

type Posted = Partial<Pick<PostedRenewal, 'premium' | 'workbook' | 'risk' | 'addOns'>>;

/**
 * What the next term is said to cost: charge by charge, or as the rate plan of its product comes to with the risk that it
 * shall have. A term does not keep its risk: whoever renews it tells it.
 *
 * @returns null where nobody has said: by the rule of the product
 * @throws Problem `invalid-request` for charges or a risk that the product does not take
 */
export function premiumSaid(
  { premium, workbook, risk, addOns }: Posted,
  term: ChangeableTerm,
  rating: RatingFiles,
): readonly PremiumCharge[] | null {
  const { product, state, facts } = term;
  mustBePricedSo({ premium, workbook }, product);
  const plan = planOf(product, rating);
  const errors = riskFaults({ premium, risk, addOns }, plan !== null);
  if (errors.length > 0) throw refused(errors);
  if (plan === null || risk === undefined) return askedRenewal({ premium }).premium;
  const inception = facts.days.expirationDate;
  const asked = { risk, addOns: addOns ?? [], state, inception };
  const rated = premiumByPlan(plan, asked, { product, taxRows: rating.taxRows });
  if (rated.kind === 'rated') return rated.charges;
  throw refused(whyNotRated(rated));
}

function riskFaults({ premium, risk, addOns }: Posted, hasPlan: boolean): readonly FieldError[] {
  const sent = [
    ...(risk === undefined ? [] : ['risk']),
    ...(addOns === undefined ? [] : ['addOns']),
  ];
  if (!hasPlan) return sent.map((field) => notUsed(field, NO_PLAN));
  if (addOns !== undefined && risk === undefined) return [NO_RISK];
  return premium !== undefined && risk !== undefined ? [BOTH] : [];
}

const NO_PLAN = 'Leave it out: no rate plan prices this product.';

const BOTH: FieldError = {
  field: 'premium',
  code: 'contradicts',
  reason: 'does not go with a risk, by which the premium is rated',
  remedy: 'Give one of the two.',
};

function refused(errors: readonly FieldError[]): Problem {
  return new Problem('invalid-request', { detail: 'The next term cannot be priced so.', errors });
}
