import { z } from 'zod';
import type { LocationOnFile } from '../../../domain/insured/same-insured.js';
import { optionalText } from './answers.js';
import type { Operation } from './operation.js';

/** The columns of a location, which have the same names wherever IMS answers one. */
export const locationColumns = {
  Address1: optionalText,
  Address2: optionalText,
  City: optionalText,
  State: optionalText,
  Zip: optionalText,
};

export function locationFacts(row: z.output<z.ZodObject<typeof locationColumns>>): LocationOnFile {
  return {
    address1: row.Address1,
    address2: row.Address2,
    city: row.City,
    state: row.State,
    zip: row.Zip,
  };
}

/** Null when the insured has none. */
export const getInsuredPrimaryLocation: Operation<{ insuredGuid: string }, LocationOnFile | null> =
  {
    name: 'GetInsuredPrimaryLocation',
    service: 'InsuredFunctions',
    effect: 'read',
    toRequest: ({ insuredGuid }) => ({ insuredGuid }),
    answer: z.object(locationColumns).transform(locationFacts).nullable(),
  };
