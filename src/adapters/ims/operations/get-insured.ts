import { z } from 'zod';
import { optionalText } from './answers.js';
import type { Operation } from './operation.js';

export interface InsuredOnFile {
  readonly corporationName: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly taxIds: readonly string[];
}

const insured = z
  .object({
    CorporationName: optionalText,
    FirstName: optionalText,
    LastName: optionalText,
    FEIN: optionalText,
    SSN: optionalText,
  })
  .transform(({ CorporationName, FirstName, LastName, FEIN, SSN }): InsuredOnFile => ({
    corporationName: CorporationName,
    firstName: FirstName,
    lastName: LastName,
    taxIds: [FEIN, SSN].flatMap((taxId) => (taxId === null ? [] : [taxId.replace(/\D/g, '')])),
  }));

/** Null when there is no such insured. */
export const getInsured: Operation<{ insuredGuid: string }, InsuredOnFile | null> = {
  name: 'GetInsured',
  service: 'InsuredFunctions',
  effect: 'read',
  toRequest: ({ insuredGuid }) => ({ insuredGuid }),
  answer: insured.nullable(),
};
