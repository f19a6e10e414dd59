import type { Installation } from '../../../domain/installation.js';
import type { Insured, InsuredLocation } from '../../../domain/submission.js';
import type { Fields } from '../request-xml.js';
import { guid, ZERO_GUID } from './answers.js';
import type { Operation } from './operation.js';

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
    location: locationFields(insured.location, installation),
  }),
  answer: guid,
};

/** IMS sets both GUIDs by itself when the insured is made in the same call. */
function locationFields(location: InsuredLocation, installation: Installation): Fields {
  return {
    InsuredGuid: ZERO_GUID,
    InsuredLocationGuid: ZERO_GUID,
    LocationName: location.name,
    Address1: location.address1,
    Address2: location.address2,
    City: location.city,
    County: location.county,
    State: location.state,
    Zip: location.zip,
    ZipPlus: location.zipPlus,
    ISOCountryCode: location.country,
    Phone: location.phone,
    Email: location.email,
    DeliveryMethodID: installation.deliveryMethodMail,
    LocationTypeID: installation.locationTypePrimary,
  };
}
