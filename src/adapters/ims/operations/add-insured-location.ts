import type { Installation } from '../../../domain/product/installation.js';
import type { Fields } from '../request-xml.js';
import { guid, ZERO_GUID } from './answers.js';
import type { Operation } from './operation.js';
import type { InsuredLocation } from '../../../domain/insured/insured.js';

interface NewLocation {
  readonly insuredGuid: string;
  readonly location: InsuredLocation;
  readonly installation: Installation;
}

/** Completes an insured that came on file without its location. */
export const addInsuredLocation: Operation<NewLocation, string> = {
  name: 'AddInsuredLocation',
  service: 'InsuredFunctions',
  effect: 'write',
  toRequest: ({ insuredGuid, location, installation }) => ({
    location: locationFields(insuredGuid, location, installation),
  }),
  answer: guid,
};

/** The insured's primary location. IMS sets its GUID by itself. */
export function locationFields(
  insuredGuid: string,
  location: InsuredLocation,
  installation: Installation,
): Fields {
  return {
    InsuredGuid: insuredGuid,
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
