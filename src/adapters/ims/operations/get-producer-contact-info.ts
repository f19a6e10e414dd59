import { z } from 'zod';
import { integer } from './answers.js';
import type { Operation } from './operation.js';

/** Status of a producer contact that may do business. */
const ACTIVE = 1;

/** Null when there is no such contact. */
export const getProducerContactInfo: Operation<
  { producerContactGuid: string },
  { isActive: boolean } | null
> = {
  name: 'GetProducerContactInfo',
  service: 'ProducerFunctions',
  effect: 'read',
  toRequest: ({ producerContactGuid }) => ({ producerContactGuid }),
  answer: z
    .object({ StatusID: integer })
    .transform(({ StatusID }) => ({ isActive: StatusID === ACTIVE }))
    .nullable(),
};
