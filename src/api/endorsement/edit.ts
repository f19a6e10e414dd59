import {
  endorsementEditSchema,
  hasPrice,
  type PostedPrice,
} from '../../requests/endorsement/endorsement-schema.js';
import { editOfKind } from '../changes/edit-route.js';
import { priceOf, type RatedBy } from './figures.js';

/** An endorsement shall hold from another day, or charge something else. */
export const endorsementEdit = editOfKind({
  kind: 'endorsement',
  body: endorsementEditSchema,
  example: {
    by: 'ops@example.test',
    reason: 'The location opens later',
    effectiveDate: '2027-06-01',
  },
  changes: ({ effectiveDate, ...posted }, term, rating) => ({
    ...(effectiveDate === undefined ? {} : { effectiveDate }),
    ...(hasPrice(posted) ? changedPrice(posted, { term, rating }) : {}),
  }),
});

/** Of a workbook the workflow knows by itself that it comes without figures. */
function changedPrice(posted: PostedPrice, ratedBy: RatedBy): Partial<ReturnType<typeof priceOf>> {
  const { figures, workbook } = priceOf(posted, ratedBy);
  return workbook ? { workbook } : { figures };
}
