import { NO_FIGURES, type EndorsementAsked } from '../../domain/endorsement/request.js';
import type { PostedPrice } from '../../requests/endorsement/endorsement-schema.js';
import { priceFaults } from '../../requests/endorsement/price-rules.js';
import { addMonths, civilDays } from '../../domain/calendar/civil-date.js';
import type { TermDays } from '../../domain/calendar/term-days.js';
import type { Charge } from '../../domain/money/charges.js';
import { chargeRow, PLAIN } from '../../domain/premium/charge-row.js';
import { premiumByPlan, whyNotRated } from '../../domain/rating/premium-by-plan.js';
import { planOf, type RatingFiles } from '../../domain/rating/rated-product.js';
import type { FieldError } from '../../requests/field-errors.js';
import type { ChangeableTerm } from '../../temporal/changeable-term.js';
import { chargesOf } from '../changes/posted-charges.js';
import { Problem } from '../problem.js';

/** The term that is changed, and by what it is rated. */
export interface RatedBy {
  readonly term: Pick<ChangeableTerm, 'product' | 'state' | 'charged'>;
  readonly rating: RatingFiles;
}

/**
 * From what it is told what a change charges, as the product has it.
 *
 * @throws Problem `invalid-request` for figures, a workbook or a risk that it does not take, and for a line that it does not have
 */
export function priceOf(
  posted: PostedPrice,
  ratedBy: RatedBy,
): Pick<EndorsementAsked, 'figures' | 'workbook'> {
  const { product } = ratedBy.term;
  const errors = priceFaults(posted, product);
  if (errors.length > 0) throw refused('This product is priced in another way.', errors);
  const { fullTerm, asGiven, workbook } = posted;
  if (workbook) return { figures: NO_FIGURES, workbook };
  const given = asGiven ? chargesOf(asGiven, 'asGiven', product) : null;
  const rated = ratedFigures(posted, ratedBy);
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
  { term: { product, state, charged }, rating }: RatedBy,
): readonly Charge[] | null {
  const plan = planOf(product, rating);
  if (risk === undefined || plan === null) return null;
  if (!isOfLength(charged, plan.termMonths))
    throw refused('The risk cannot be rated.', [OTHER_LENGTH]);
  // The taxes of its first day hold for the whole term.
  const asked = { risk, addOns, state, inception: charged.effectiveDate };
  const premium = premiumByPlan(plan, asked, { product, taxRows: rating.taxRows });
  if (premium.kind === 'rated')
    return premium.charges.map((charge) => chargeRow(charge, product.billing ?? PLAIN));
  throw refused('The risk cannot be rated.', whyNotRated(premium));
}

/**
 * Whether a plan has its amounts for a term: what took the place of the rest of another one is shorter. One that returns to the
 * day of its policy's first is a few days longer than its months.
 */
function isOfLength({ effectiveDate, expirationDate }: TermDays, termMonths: number): boolean {
  const days = civilDays(addMonths(effectiveDate, termMonths), expirationDate);
  return days >= 0 && days <= LONGEST_RETURN;
}

/** From 28 February to the 31st. */
const LONGEST_RETURN = 3;

const OTHER_LENGTH: FieldError = {
  field: 'risk',
  code: 'notAllowed',
  reason: 'is of a term of another length than the rate plan has amounts for',
  remedy: 'Leave it out, and give what is to be booked as asGiven.',
};

function refused(detail: string, errors: readonly FieldError[]): Problem {
  return new Problem('invalid-request', { detail, errors });
}
