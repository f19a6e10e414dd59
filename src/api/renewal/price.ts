import type { Product } from '../../domain/product/product.js';
import type { PostedRenewal } from '../../requests/renewal/renewal-schema.js';
import { chargesOf } from '../changes/posted-charges.js';
import { Problem } from '../problem.js';

/**
 * Refuses a price that the product does not take: charges where a workbook says what the next term costs, or the other way round.
 *
 * @throws Problem `invalid-request`
 */
export function mustBePricedSo(
  { premium, workbook }: Pick<PostedRenewal, 'premium' | 'workbook'>,
  product: Product,
): void {
  const isRatedThere = product.rating.method === 'excelRater';
  if (isRatedThere && premium)
    throw notUsed('premium', 'Leave it out, and send the workbook of the next term.');
  if (!isRatedThere && workbook)
    throw notUsed('workbook', 'Leave it out, and send the charges of the next term as premium.');
  if (premium) chargesOf(premium, 'premium', product);
}

function notUsed(field: string, remedy: string): Problem {
  return new Problem('invalid-request', {
    detail: 'This product is priced in another way.',
    errors: [{ field, code: 'notUsed', reason: 'is not used by this product', remedy }],
  });
}
