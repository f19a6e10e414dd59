import type { Product } from '../../domain/product/product.js';
import {
  endorsementEditSchema,
  hasPrice,
  type PostedPrice,
} from '../../requests/endorsement/endorsement-schema.js';
import { editOfKind } from '../changes/edit-route.js';
import { priceOf } from './figures.js';

/** An endorsement shall hold from another day, or charge something else. */
export const endorsementEdit = editOfKind({
  kind: 'endorsement',
  body: endorsementEditSchema,
  example: {
    by: 'ops@example.test',
    reason: 'The location opens later',
    effectiveDate: '2027-06-01',
  },
  changes: ({ effectiveDate, ...posted }, product) => ({
    ...(effectiveDate === undefined ? {} : { effectiveDate }),
    ...(hasPrice(posted) ? changedPrice(posted, product) : {}),
  }),
});

/** Of a workbook the workflow knows by itself that it comes without figures. */
function changedPrice(posted: PostedPrice, product: Product): Partial<ReturnType<typeof priceOf>> {
  const { figures, workbook } = priceOf(posted, product, null);
  return workbook ? { workbook } : { figures };
}
