import { z } from 'zod';
import { wholeNumber } from '../query-parameters.js';

/** Of every route that can wait for what comes of it. */
export const waitQuerySchema = z.strictObject({
  wait: wholeNumber(0, 60).optional().meta({
    type: 'integer',
    minimum: 0,
    maximum: 60,
    description:
      'Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once.',
    example: 10,
  }),
});
