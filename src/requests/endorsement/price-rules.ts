import type { Product } from '../../domain/product/product.js';
import type { FieldError } from '../field-errors.js';
import type { PostedPrice } from './endorsement-schema.js';

/** Whether what a change charges is told as the product wants it: by a workbook, or by figures. */
export function priceFaults(
  posted: PostedPrice,
  { rating }: Pick<Product, 'rating'>,
): readonly FieldError[] {
  const unwanted =
    rating.method === 'excelRater' ? (['fullTerm', 'asGiven'] as const) : (['workbook'] as const);
  const remedy =
    rating.method === 'excelRater'
      ? 'Leave it out, and send the workbook of the policy as it shall be: the policy system works out what is left to charge.'
      : 'Leave it out, and send fullTerm or asGiven: this product takes the figures that the source system gives.';
  return unwanted
    .filter((field) => posted[field] !== undefined)
    .map((field) => ({
      field,
      code: 'notUsed' as const,
      reason: 'is not used by this product',
      remedy,
    }));
}
