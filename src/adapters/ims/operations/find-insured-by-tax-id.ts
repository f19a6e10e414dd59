import { guidOrNone, ZERO_GUID } from './answers.js';
import type { Operation } from './operation.js';

/** Exact. Looks among the insureds that are mapped to no office, as those that Bindery adds are. */
export const findInsuredByTaxId: Operation<{ taxId: string }, string | null> = {
  name: 'FindInsuredByTaxIDOffice',
  service: 'InsuredFunctions',
  effect: 'read',
  toRequest: ({ taxId }) => ({ TaxID: taxId, OfficeGUID: ZERO_GUID }),
  answer: guidOrNone,
};
