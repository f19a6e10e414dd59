import { endorsementRequestSchema } from '../../requests/endorsement/endorsement-schema.js';
import { changeRoutes } from '../changes/change-route.js';
import { priceOf } from './figures.js';
import { Problem } from '../problem.js';
import { quoteEndorsement } from './quote.js';

/** Changes a policy within its term. */
export const endorsementRoutes = changeRoutes({
  kind: 'endorsement',
  plural: 'endorsements',
  summary: 'Change a policy within its term',
  body: endorsementRequestSchema,
  example: {
    requestId: 'END-2027-0001',
    externalSystem: 'triton',
    effectiveDate: '2027-05-01',
    fullTerm: [{ line: 'general-liability', charge: 'premium', state: 'TX', amount: '6200.00' }],
    comment: 'A second location',
  },
  ask: ({ effectiveDate, digest, ...posted }, term, _now, { rating }) => {
    const price = priceOf(posted, { term, rating });
    if (price.workbook && digest !== undefined) throw noDigest();
    return { effectiveDate, ...price };
  },
  quote: quoteEndorsement,
});

/** Nobody can have seen what a workbook comes to before it is rated. */
function noDigest(): Problem {
  return new Problem('invalid-request', {
    detail: 'What a workbook comes to is known once it is rated.',
    errors: [
      {
        field: 'digest',
        code: 'notUsed',
        reason: 'is of no preview, for a workbook has none',
        remedy: 'Leave it out; the change waits to be accepted at what it is rated at.',
      },
    ],
  });
}
