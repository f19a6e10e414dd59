import { checkLength, foreignKeyFault, nullReferenceFault, sqlFault } from '../soap/faults.js';
import { ZERO_GUID } from '../soap/values.js';
import type { IndexKey } from '../../shared/book-files.js';
import type { InsuredFields, InsuredRecord, LocationFields } from './records.js';
import { isListed, isOffice, referenceData } from './reference-data.js';
import type { Book } from './store.js';

/** What `AddInsuredWithLocation` is asked for. */
export interface NewInsured {
  readonly insured: InsuredFields | null;
  readonly location: LocationFields | null;
}

/** Puts an insured with one location on file. Twice makes two insureds. */
export function addInsuredWithLocation(book: Book, request: NewInsured): string {
  const insuredGuid = addInsuredAlone(book, request);
  if (request.location) {
    addInsuredLocation(book, { ...request.location, InsuredGuid: insuredGuid });
  }
  return insuredGuid;
}

/** The first half of it: where the two are not one transaction, a server that dies leaves this. */
export function addInsuredAlone(book: Book, { insured, location }: NewInsured): string {
  if (!insured || !location) throw nullReferenceFault();
  checkInsured(insured);
  checkLocation(location);

  const insuredGuid = book.newGuid();
  const number = book.nextNumber('insured');
  book.insureds.put(insuredGuid, { insuredGuid, fields: insured, locations: [] });
  book.index.put(['insureds', number], insuredGuid);
  book.index.put(['insuredNames', ...filedName(insured), number], insuredGuid);
  for (const taxId of taxIdsOf(insured)) book.index.put(['taxId', taxId, number], insuredGuid);
  return insuredGuid;
}

/** Adds a location to an insured; with its first one the insured can be found by name. */
export function addInsuredLocation(book: Book, location: LocationFields | null): string {
  if (!location) throw nullReferenceFault();
  const insured = book.insureds.get(location.InsuredGuid);
  if (!insured) {
    throw foreignKeyFault('FK_tblInsuredLocations_tblInsureds', 'tblInsureds', 'InsuredGuid');
  }
  checkLocation(location);

  const InsuredLocationGuid = book.newGuid();
  const locations = [...insured.locations, { ...location, InsuredLocationGuid }];
  const record: InsuredRecord = { ...insured, locations };
  book.insureds.put(insured.insuredGuid, record);
  if (insured.locations.length === 0) book.clearance.add(record);
  return InsuredLocationGuid;
}

/** Insureds whose filed name begins so; letters and digits count, whatever their case and accents. */
export function insuredsByName(book: Book, nameStart: string): InsuredRecord[] {
  return recordsUnder(book, ['insuredNames', ...lettersOf(nameStart)]);
}

/** Insureds with that SSN or FEIN, compared digit by digit, of whatever office. */
export function insuredsByTaxId(book: Book, taxId: string): InsuredRecord[] {
  const digits = taxId.replace(/\D/g, '');
  return digits === '' ? [] : recordsUnder(book, ['taxId', digits]);
}

function recordsUnder(book: Book, key: IndexKey): InsuredRecord[] {
  return book.index
    .under(key)
    .map((insuredGuid) => book.insureds.get(insuredGuid))
    .filter((insured) => insured !== undefined);
}

/** Of an organisation its name, of a person the last name and then the first. */
function filedName({ CorporationName, LastName, FirstName }: InsuredFields): string[] {
  return lettersOf(CorporationName ?? `${LastName ?? ''}${FirstName ?? ''}`);
}

function lettersOf(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return Array.from(plain.replace(/[^\p{L}\p{N}]+/gu, ''));
}

/**
 * The oldest insured with exactly that SSN or FEIN, compared digit by digit.
 *
 * @param officeGuid only insureds mapped to it; the zero GUID asks for insureds mapped to no office
 */
export function findInsuredByTaxId(book: Book, taxId: string, officeGuid: string): string {
  const digits = taxId.replace(/\D/g, '');
  if (digits === '') return ZERO_GUID;
  const found = book.index
    .under(['taxId', digits])
    .find((insuredGuid) => book.insureds.get(insuredGuid)?.fields.Office === officeGuid);
  return found ?? ZERO_GUID;
}

export function primaryLocation(insured: InsuredRecord | undefined): LocationFields | undefined {
  return insured?.locations.find((location) => location.LocationTypeID === 1);
}

function taxIdsOf(insured: InsuredFields): Set<string> {
  const digits = [insured.FEIN, insured.SSN].map((taxId) => (taxId ?? '').replace(/\D/g, ''));
  return new Set(digits.filter((taxId) => taxId !== ''));
}

function checkInsured(insured: InsuredFields): void {
  if (!isListed(referenceData.businessTypes, insured.BusinessTypeID)) {
    throw foreignKeyFault('FK_tblInsureds_lstBusinessTypes', 'lstBusinessTypes', 'BusinessTypeID');
  }
  if (insured.Office !== ZERO_GUID && !isOffice(insured.Office)) {
    throw foreignKeyFault(
      'FK_tblInsuredOffices_tblClientOffices',
      'tblClientOffices',
      'OfficeGuid',
    );
  }
  if (!insured.LastName && !insured.CorporationName) {
    throw sqlFault('Either LastName or CorporationName is required.');
  }
  required('tblInsureds', 'NameOnPolicy', insured.NameOnPolicy);
  checkLength(insured.Salutation, 4);
  checkLength(insured.FirstName, 50);
  checkLength(insured.MiddleName, 50);
  checkLength(insured.LastName, 50);
  checkLength(insured.CorporationName, 100);
  checkLength(insured.NameOnPolicy, 200);
  checkLength(insured.DBA, 100);
  checkLength(insured.FEIN, 20);
  checkLength(insured.SSN, 20);
}

function checkLocation(location: LocationFields): void {
  required('tblInsuredLocations', 'LocationName', location.LocationName);
  required('tblInsuredLocations', 'Address1', location.Address1);
  required('tblInsuredLocations', 'City', location.City);
  required('tblInsuredLocations', 'State', location.State);
  required('tblInsuredLocations', 'Zip', location.Zip);
  required('tblInsuredLocations', 'ISOCountryCode', location.ISOCountryCode);
  if (!isListed(referenceData.deliveryMethods, location.DeliveryMethodID)) {
    throw foreignKeyFault(
      'FK_tblInsuredLocations_lstDeliveryMethods',
      'lstDeliveryMethods',
      'DeliveryMethodID',
    );
  }
  if (!isListed(referenceData.locationTypes, location.LocationTypeID)) {
    throw foreignKeyFault(
      'FK_tblInsuredLocations_lstLocationTypes',
      'lstLocationTypes',
      'LocationTypeID',
    );
  }
  checkLength(location.LocationName, 250);
  checkLength(location.Address1, 250);
  checkLength(location.Address2, 250);
  checkLength(location.City, 250);
  checkLength(location.County, 50);
  checkLength(location.State, 2);
  checkLength(location.Zip, 5);
  checkLength(location.ZipPlus, 4);
  checkLength(location.ISOCountryCode, 3);
  checkLength(location.Region, 100);
  for (const number of [location.Phone, location.Fax, location.MobileNumber]) {
    checkLength(number, 12);
  }
  checkLength(location.Email, 50);
  checkLength(location.Website, 50);
}

function required(table: string, column: string, value: string | null): void {
  if (value !== null && value !== '') return;
  throw sqlFault(
    `Cannot insert the value NULL into column '${column}', table 'IMS_SANDBOX.dbo.${table}'; ` +
      'column does not allow nulls. INSERT fails.\r\nThe statement has been terminated.',
  );
}
