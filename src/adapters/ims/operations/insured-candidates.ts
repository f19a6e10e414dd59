import { z } from 'zod';
import type { InsuredOnFile } from '../../../domain/insured/same-insured.js';
import { guid, optionalInteger } from './answers.js';
import type { Lookup } from './execute-data-set.js';
import { insuredColumns, insuredFacts } from './get-insured.js';
import { locationColumns, locationFacts } from './get-insured-primary-location.js';

/** By what insureds are listed: the beginning of the name in a state, or a tax id anywhere. */
export interface CandidateSearch {
  /** Beginning of the organisation's name, or of last name and first name: letters and digits only, in small letters. */
  readonly nameStart: string;
  readonly state: string;
  /** Nine digits. */
  readonly taxId?: string | undefined;
}

/** One location of a candidate, or a candidate without any: then the type of the location is null. */
export type CandidateRow = Omit<InsuredOnFile, 'hasPrimaryLocation'> & {
  readonly locationTypeId: number | null;
};

const candidateRow = z
  .object({
    InsuredGuid: guid,
    ...insuredColumns,
    LocationTypeID: optionalInteger,
    ...locationColumns,
  })
  .transform((row): CandidateRow => ({
    insuredGuid: row.InsuredGuid,
    ...insuredFacts(row),
    locationTypeId: row.LocationTypeID,
    locations: row.LocationTypeID === null ? [] : [locationFacts(row)],
  }));

/** Everybody on file who may be meant, whatever office they are mapped to, with or without a location. */
export const insuredCandidates: Lookup<CandidateSearch, CandidateRow> = {
  lookup: 'insuredCandidates',
  toParameters: ({ nameStart, state, taxId }) => ({
    NameStart: nameStart,
    InState: state,
    ...(taxId === undefined ? {} : { TaxId: taxId }),
  }),
  key: 'InsuredGuid',
  row: candidateRow,
};
