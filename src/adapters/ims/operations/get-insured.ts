import { z } from 'zod';
import { isCivilDate, type CivilDate } from '../../../domain/calendar/civil-date.js';
import type { InsuredOnFile } from '../../../domain/insured/same-insured.js';
import { optionalInteger, optionalText } from './answers.js';
import type { Operation } from './operation.js';

/** By what an insured is told from others; the rest of what is on file stands at its locations. */
export type InsuredFacts = Omit<InsuredOnFile, 'insuredGuid' | 'locations' | 'hasPrimaryLocation'>;

/** What `GetInsured` says of an insured. */
export interface KnownInsured extends InsuredFacts {
  /** The installation's number of its legal form. */
  readonly businessTypeId: number | null;
  readonly nameOnPolicy: string | null;
  readonly dba: string | null;
}

/** The columns of an insured, which have the same names wherever IMS answers one. */
export const insuredColumns = {
  CorporationName: optionalText,
  FirstName: optionalText,
  MiddleName: optionalText,
  LastName: optionalText,
  FEIN: optionalText,
  SSN: optionalText,
  DateOfBirth: optionalText,
};

export function insuredFacts(row: z.output<z.ZodObject<typeof insuredColumns>>): InsuredFacts {
  return {
    corporationName: row.CorporationName,
    firstName: row.FirstName,
    middleName: row.MiddleName,
    lastName: row.LastName,
    fein: row.FEIN,
    ssn: row.SSN,
    dateOfBirth: birthday(row.DateOfBirth),
  };
}

/** The first days of .NET and of SQL Server stand where nobody said. */
function birthday(value: string | null): CivilDate | null {
  const day = value?.slice(0, 10) ?? '';
  return isCivilDate(day) && day > '1900-01-01' ? day : null;
}

/** Null when there is no such insured. */
export const getInsured: Operation<{ insuredGuid: string }, KnownInsured | null> = {
  name: 'GetInsured',
  service: 'InsuredFunctions',
  effect: 'read',
  toRequest: ({ insuredGuid }) => ({ insuredGuid }),
  answer: z
    .object({
      ...insuredColumns,
      BusinessTypeID: optionalInteger,
      NameOnPolicy: optionalText,
      DBA: optionalText,
    })
    .transform((row): KnownInsured => ({
      ...insuredFacts(row),
      businessTypeId: row.BusinessTypeID,
      nameOnPolicy: row.NameOnPolicy,
      dba: row.DBA,
    }))
    .nullable(),
};
