import { guidOrNone } from './answers.js';
import type { Operation } from './operation.js';

export const getProducerContactByLocationCode: Operation<{ locationCode: string }, string | null> =
  {
    name: 'GetProducerContactByLocationCode',
    service: 'ProducerFunctions',
    effect: 'read',
    toRequest: ({ locationCode }) => ({ locationCode }),
    answer: guidOrNone,
  };
