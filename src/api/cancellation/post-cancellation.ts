import { askedCancellation } from '../../requests/cancellation/asked-cancellation.js';
import { cancellationRequestSchema } from '../../requests/cancellation/cancellation-schema.js';
import { changeRoutes } from '../changes/change-route.js';
import { quoteCancellation } from './quote.js';

/** Ends a policy term before its day. */
export const cancellationRoutes = changeRoutes({
  kind: 'cancellation',
  plural: 'cancellations',
  summary: 'Cancel a policy',
  body: cancellationRequestSchema,
  example: {
    requestId: 'CXL-2027-0001',
    externalSystem: 'triton',
    source: 'insured',
    reason: 'other',
    requestedOn: '2027-08-01',
    advanceTo: 'completed',
  },
  ask: (posted, term, now) => askedCancellation(posted, term.product.timeZone, now),
  quote: quoteCancellation,
});
