import type { Product } from '../../domain/product/product.js';
import { notUsed } from '../../domain/transaction/finding.js';
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
    throw pricedOtherwise('premium', 'Leave it out, and send the workbook of the next term.');
  if (!isRatedThere && workbook)
    throw pricedOtherwise(
      'workbook',
      'Leave it out, and send the charges of the next term as premium.',
    );
  if (premium) chargesOf(premium, 'premium', product);
}

function pricedOtherwise(field: string, remedy: string): Problem {
  return new Problem('invalid-request', {
    detail: 'This product is priced in another way.',
    errors: [notUsed(field, remedy)],
  });
}
