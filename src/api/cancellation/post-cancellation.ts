import { askedCancellation } from '../../requests/cancellation/asked-cancellation.js';
import { cancellationRequestSchema } from '../../requests/cancellation/cancellation-schema.js';
import { exampleFile } from '../example-file.js';
import { changeRoutes } from '../changes/change-route.js';
import { quoteCancellation } from './quote.js';

/** Ends a policy term before its day. */
export const cancellationRoutes = changeRoutes({
  kind: 'cancellation',
  plural: 'cancellations',
  summary: 'Cancel a policy',
  body: cancellationRequestSchema,
  example: cancellationRequestSchema.parse(exampleFile('cancellation')),
  ask: (posted, term, now) => askedCancellation(posted, term.product.timeZone, now),
  quote: quoteCancellation,
});
