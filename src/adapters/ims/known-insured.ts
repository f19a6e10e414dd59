import type { Insured, InsuredLocation } from '../../domain/insured/insured.js';
import { fullName } from '../../domain/insured/same-insured.js';
import { plainTaxId } from '../../domain/insured/spelling.js';
import type { Installation } from '../../domain/product/installation.js';
import { SystemRejection } from '../../ports/call-errors.js';
import type { KnownInsured } from './operations/get-insured.js';
import {
  getInsuredPrimaryLocation,
  type PrimaryLocation,
} from './operations/get-insured-primary-location.js';

/**
 * An insured as it is on file, in the words of a submission. A legal form that the installation file has no name for is `other`.
 *
 * @throws SystemRejection where nothing can be bound or billed for the insured as it is on file
 */
export function toInsured(
  known: KnownInsured,
  location: PrimaryLocation | null,
  businessTypes: Installation['businessTypes'],
): Insured {
  const names = {
    ...given('corporationName', known.corporationName),
    ...given('firstName', known.firstName),
    ...given('middleName', known.middleName),
    ...given('lastName', known.lastName),
  };
  return {
    businessType: businessTypeOf(known.businessTypeId, businessTypes),
    ...names,
    nameOnPolicy: known.nameOnPolicy ?? fullName(names),
    ...given('dba', known.dba),
    ...given('fein', plainTaxId(known.fein)),
    ...given('ssn', plainTaxId(known.ssn)),
    ...given('dateOfBirth', known.dateOfBirth),
    location: toLocation(location),
  };
}

function toLocation(location: PrimaryLocation | null): InsuredLocation {
  if (location === null) throw unusable('the insured has no primary location');
  const { address1, city, state } = location;
  const [zip, zipPlus] = zipOf(location);
  if (address1 === null || city === null || state === null || zip === null) {
    throw unusable('the primary location of the insured has no street, city, state or ZIP code');
  }
  return {
    name: location.name ?? 'Primary Location',
    address1,
    ...given('address2', location.address2),
    city,
    ...given('county', location.county),
    state,
    zip,
    ...given('zipPlus', zipPlus),
    country: location.country ?? 'USA',
    ...given('phone', location.phone),
    ...given('email', location.email),
  };
}

/** Some write all nine digits where five should stand. */
function zipOf({ zip, zipPlus }: PrimaryLocation): [zip: string | null, plus: string | null] {
  const [, five, four] = /^(\d{5})-?(\d{4})$/.exec(zip ?? '') ?? [];
  return five === undefined ? [zip, zipPlus] : [five, zipPlus ?? four ?? null];
}

function businessTypeOf(
  id: number | null,
  businessTypes: Installation['businessTypes'],
): Insured['businessType'] {
  const names = Object.keys(businessTypes) as Insured['businessType'][];
  return names.find((name) => businessTypes[name] === id) ?? 'other';
}

function given<Name extends string, Value>(
  name: Name,
  value: Value | null,
): Partial<Record<Name, Value>> {
  return value === null ? {} : ({ [name]: value } as Record<Name, Value>);
}

function unusable(reason: string): SystemRejection {
  return new SystemRejection(
    { system: 'policySystem', operation: getInsuredPrimaryLocation.name },
    { reason, remedy: 'have it completed in the policy system, then run the step again' },
  );
}
