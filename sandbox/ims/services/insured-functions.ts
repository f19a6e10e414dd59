import {
  addInsuredAlone,
  addInsuredLocation,
  addInsuredWithLocation,
  findInsuredByTaxId,
  primaryLocation,
  type NewInsured,
} from '../book/insureds.js';
import type { InsuredFields, LocationFields } from '../book/records.js';
import type { Book } from '../book/store.js';
import { ZERO_GUID, type Values } from '../soap/values.js';
import { answerMissing, reads, writes, type Implementations } from './operation.js';

interface NameSearch {
  readonly insuredName: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
}
interface TaxIdSearch {
  readonly TaxID: string | null;
  readonly OfficeGUID: string;
}
interface ByInsured {
  readonly insuredGuid: string;
}
interface NewLocation {
  readonly location: LocationFields | null;
}

export function insuredFunctions(book: Book): Implementations {
  return {
    FindInsuredByName: reads(
      ({ insuredName, city, state, zip }: NameSearch) =>
        book.clearance.best(
          { name: insuredName ?? '', city, state, zip },
          book.settings().clearanceThreshold,
        ) ?? ZERO_GUID,
    ),
    FindInsuredByTaxIDOffice: reads((request: TaxIdSearch) =>
      findInsuredByTaxId(book, request.TaxID ?? '', request.OfficeGUID),
    ),
    GetInsured: reads(({ insuredGuid }: ByInsured) => {
      const insured = book.insureds.get(insuredGuid);
      return insured ? asValues(insured.fields) : answerMissing(book);
    }),
    GetInsuredPrimaryLocation: reads(({ insuredGuid }: ByInsured) => {
      const location = primaryLocation(book.insureds.get(insuredGuid));
      return location ? asValues(location) : answerMissing(book);
    }),
    AddInsuredWithLocation: {
      ...writes((request: NewInsured) => addInsuredWithLocation(book, request)),
      firstHalf: (request: NewInsured) => addInsuredAlone(book, request),
    },
    AddInsuredLocation: writes(({ location }: NewLocation) => addInsuredLocation(book, location)),
  };
}

function asValues(fields: InsuredFields | LocationFields): Values {
  return { ...fields };
}
