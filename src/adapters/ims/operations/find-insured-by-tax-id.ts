import { guidOrNone } from './answers.js';
import type { Operation } from './operation.js';

interface TaxIdSearch {
  /** As it may be stored: digits, or with the dashes with which people write it. */
  readonly taxId: string;
  /** Looks among the insureds of that office; the zero GUID among those that are mapped to none. */
  readonly officeGuid: string;
}

export const findInsuredByTaxId: Operation<TaxIdSearch, string | null> = {
  name: 'FindInsuredByTaxIDOffice',
  service: 'InsuredFunctions',
  effect: 'read',
  toRequest: ({ taxId, officeGuid }) => ({ TaxID: taxId, OfficeGUID: officeGuid }),
  answer: guidOrNone,
};
