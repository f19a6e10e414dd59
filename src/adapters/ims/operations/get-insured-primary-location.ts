import { z } from 'zod';
import { optionalText } from './answers.js';
import type { Operation } from './operation.js';

export interface LocationOnFile {
  readonly address1: string | null;
  readonly state: string | null;
  readonly zip: string | null;
}

const location = z
  .object({ Address1: optionalText, State: optionalText, Zip: optionalText })
  .transform(({ Address1, State, Zip }): LocationOnFile => ({
    address1: Address1,
    state: State,
    zip: Zip,
  }));

/** Null when the insured has none. */
export const getInsuredPrimaryLocation: Operation<{ insuredGuid: string }, LocationOnFile | null> =
  {
    name: 'GetInsuredPrimaryLocation',
    service: 'InsuredFunctions',
    effect: 'read',
    toRequest: ({ insuredGuid }) => ({ insuredGuid }),
    answer: location.nullable(),
  };
