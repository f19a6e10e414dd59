import { z } from 'zod';
import { optionalText } from './answers.js';
import type { Operation } from './operation.js';

/** The search answers locations of producers, not contacts. */
export interface ProducerLocationFound {
  readonly producerName: string | null;
  readonly locationName: string | null;
  readonly locationCode: string | null;
}

const location = z
  .object({ ProducerName: optionalText, LocationName: optionalText, LocationCode: optionalText })
  .transform(({ ProducerName, LocationName, LocationCode }): ProducerLocationFound => ({
    producerName: ProducerName,
    locationName: LocationName,
    locationCode: LocationCode,
  }));

export const producerSearch: Operation<{ search: string }, readonly ProducerLocationFound[]> = {
  name: 'ProducerSearch',
  service: 'ProducerFunctions',
  effect: 'read',
  toRequest: ({ search }) => ({ searchString: search, startWith: true }),
  answer: z
    .object({ ProducerLocation: z.array(location).nullish() })
    .nullable()
    .transform((found) => found?.ProducerLocation ?? []),
};
