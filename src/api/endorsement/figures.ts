import { NO_FIGURES, type EndorsementAsked } from '../../domain/endorsement/request.js';
import type { Product } from '../../domain/product/product.js';
import type { PostedPrice } from '../../requests/endorsement/endorsement-schema.js';
import { priceFaults } from '../../requests/endorsement/price-rules.js';
import type { Charge } from '../../domain/money/charges.js';
import { chargeRow, PLAIN } from '../../domain/premium/charge-row.js';
import { premiumByPlan, whyNotRated } from '../../domain/rating/premium-by-plan.js';
import { planOf, type RatingFiles } from '../../domain/rating/rated-product.js';
import type { FieldError } from '../../requests/field-errors.js';
import type { ChangeableTerm } from '../../temporal/changeable-term.js';
import { chargesOf } from '../changes/posted-charges.js';
import { Problem } from '../problem.js';

/** The term that is changed, and by what it is rated; null where an edit names no risk. */
export interface RatedBy {
  readonly term: Pick<ChangeableTerm, 'state' | 'charged'>;
  readonly rating: RatingFiles;
}

/**
 * From what it is told what a change charges, as the product has it.
 *
 * @throws Problem `invalid-request` for figures, a workbook or a risk that it does not take, and for a line that it does not have
 */
export function priceOf(
  posted: PostedPrice,
  product: Product,
  ratedBy: RatedBy | null,
): Pick<EndorsementAsked, 'figures' | 'workbook'> {
  const errors = priceFaults(posted, product);
  if (errors.length > 0) throw refused('This product is priced in another way.', errors);
  const { fullTerm, asGiven, workbook } = posted;
  if (workbook) return { figures: NO_FIGURES, workbook };
  const given = asGiven ? chargesOf(asGiven, 'asGiven', product) : null;
  const rated = ratedBy && ratedFigures(posted, product, ratedBy);
  return {
    figures: {
      fullTerm: rated ?? (fullTerm ? chargesOf(fullTerm, 'fullTerm', product) : null),
      asGiven: given,
    },
  };
}

/** What the whole term would be charged with the risk as it shall be; null where none is given. */
function ratedFigures(
  { risk, addOns = [] }: PostedPrice,
  product: Product,
  { term: { state, charged }, rating }: RatedBy,
): readonly Charge[] | null {
  const plan = planOf(product, rating);
  if (risk === undefined || plan === null) return null;
  // The taxes of its first day hold for the whole term.
  const asked = { risk, addOns, state, inception: charged.effectiveDate };
  const premium = premiumByPlan(plan, asked, { product, taxRows: rating.taxRows });
  if (premium.kind === 'rated')
    return premium.charges.map((charge) => chargeRow(charge, product.billing ?? PLAIN));
  throw refused('The risk cannot be rated.', whyNotRated(premium));
}

function refused(detail: string, errors: readonly FieldError[]): Problem {
  return new Problem('invalid-request', { detail, errors });
}
