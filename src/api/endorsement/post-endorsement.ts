import { endorsementRequestSchema } from '../../requests/endorsement/endorsement-schema.js';
import { changeRoutes } from '../changes/change-route.js';
import { figuresOf } from './figures.js';
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
  ask: ({ effectiveDate, ...posted }, { product }) => ({
    effectiveDate,
    figures: figuresOf(posted, product),
  }),
  quote: quoteEndorsement,
});
