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

/** What `GetInsuredPrimaryLocation` says of a location. */
export interface PrimaryLocation extends LocationOnFile {
  readonly name: string | null;
  readonly county: string | null;
  readonly zipPlus: string | null;
  readonly country: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

/** Null when the insured has none. */
export const getInsuredPrimaryLocation: Operation<{ insuredGuid: string }, PrimaryLocation | null> =
  {
    name: 'GetInsuredPrimaryLocation',
    service: 'InsuredFunctions',
    effect: 'read',
    toRequest: ({ insuredGuid }) => ({ insuredGuid }),
    answer: z
      .object({
        ...locationColumns,
        LocationName: optionalText,
        County: optionalText,
        ZipPlus: optionalText,
        ISOCountryCode: optionalText,
        Phone: optionalText,
        Email: optionalText,
      })
      .transform((row): PrimaryLocation => ({
        ...locationFacts(row),
        name: row.LocationName,
        county: row.County,
        zipPlus: row.ZipPlus,
        country: row.ISOCountryCode,
        phone: row.Phone,
        email: row.Email,
      }))
      .nullable(),
  };
