import type { Installation } from '../../../domain/product/installation.js';
import { locationFields } from './add-insured-location.js';
import { guid, ZERO_GUID } from './answers.js';
import type { Operation } from './operation.js';
import type { Insured } from '../../../domain/insured/insured.js';

interface NewInsured {
  readonly insured: Insured;
  readonly installation: Installation;
}

export const addInsuredWithLocation: Operation<NewInsured, string> = {
  name: 'AddInsuredWithLocation',
  service: 'InsuredFunctions',
  effect: 'write',
  toRequest: ({ insured, installation }) => ({
    insured: {
      BusinessTypeID: installation.businessTypes[insured.businessType],
      FirstName: insured.firstName,
      MiddleName: insured.middleName,
      LastName: insured.lastName,
      CorporationName: insured.corporationName,
      NameOnPolicy: insured.nameOnPolicy,
      DBA: insured.dba,
      FEIN: insured.fein,
      SSN: insured.ssn,
      DateOfBirth: insured.dateOfBirth && `${insured.dateOfBirth}T00:00:00`,
      Office: ZERO_GUID,
    },
    // IMS sets the GUID of the insured by itself when it is made in the same call.
    location: locationFields(ZERO_GUID, insured.location, installation),
  }),
  answer: guid,
};
