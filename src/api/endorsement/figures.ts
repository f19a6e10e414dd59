import { NO_FIGURES, type EndorsementAsked } from '../../domain/endorsement/request.js';
import type { Product } from '../../domain/product/product.js';
import type { PostedPrice } from '../../requests/endorsement/endorsement-schema.js';
import { priceFaults } from '../../requests/endorsement/price-rules.js';
import { chargesOf } from '../changes/posted-charges.js';
import { Problem } from '../problem.js';

/**
 * From what it is told what a change charges, as the product has it.
 *
 * @throws Problem `invalid-request` for figures or a workbook that it does not take, and for a line that it does not have
 */
export function priceOf(
  posted: PostedPrice,
  product: Product,
): Pick<EndorsementAsked, 'figures' | 'workbook'> {
  const errors = priceFaults(posted, product);
  if (errors.length > 0) {
    throw new Problem('invalid-request', {
      detail: 'This product is priced in another way.',
      errors,
    });
  }
  const { fullTerm, asGiven, workbook } = posted;
  if (workbook) return { figures: NO_FIGURES, workbook };
  return {
    figures: {
      fullTerm: fullTerm ? chargesOf(fullTerm, 'fullTerm', product) : null,
      asGiven: asGiven ? chargesOf(asGiven, 'asGiven', product) : null,
    },
  };
}
