import { checkLength, foreignKeyFault, ServiceFault } from '../soap/faults.js';
import { ZERO_GUID } from '../soap/values.js';
import { referenceData } from './reference-data.js';
import { STATUS, type QuoteRecord } from './records.js';
import type { Book } from './store.js';
import { chainOf } from './terms.js';

/** What a quote says of the term that it follows; the zero GUID where it follows none. */
export interface ExpiringFields {
  readonly ExpiringQuoteGuid: string;
  readonly ExpiringPolicyNumber: string | null;
  readonly ExpiringCompanyLocationGuid: string;
  readonly RenewalOfQuoteGuid: string;
}

/** Refuses what the database has no row for, and the renewal of a policy that is cancelled. */
export function checkExpiring(book: Book, quote: ExpiringFields): void {
  for (const expiring of [quote.RenewalOfQuoteGuid, quote.ExpiringQuoteGuid]) {
    if (expiring !== ZERO_GUID && !book.quotes.get(expiring)) {
      throw foreignKeyFault('FK_tblQuotes_tblQuotes_Renewal', 'tblQuotes', 'QuoteGUID');
    }
  }
  const company = quote.ExpiringCompanyLocationGuid;
  const { companyLocations } = referenceData;
  if (
    company !== ZERO_GUID &&
    !companyLocations.some((one) => one.companyLocationGuid === company)
  ) {
    throw foreignKeyFault(
      'FK_tblQuotes_tblCompanyLocations_Expiring',
      'tblCompanyLocations',
      'CompanyLocationGUID',
    );
  }
  checkLength(quote.ExpiringPolicyNumber, 50);
  const renewed = book.quotes.get(quote.RenewalOfQuoteGuid);
  if (renewed && chainOf(book, renewed.controlNo).at(-1)?.statusId === STATUS.cancelled) {
    throw new ServiceFault('A cancelled policy can not be renewed.');
  }
}

/** Quotes that renew the term of a quote, whichever of its transactions they name; oldest first. */
export function renewalsOf(book: Book, quoteGuid: string): QuoteRecord[] {
  const renewed = book.quotes.get(quoteGuid);
  if (!renewed) return [];
  return book.index
    .under(['renewalsOfControl', renewed.controlNo])
    .map((renewal) => book.quotes.get(renewal))
    .filter((quote) => quote !== undefined);
}

/** The policy number that a renewal takes over; null where it gets one of its own, or is no renewal. */
export function keptNumber(book: Book, { renewalOfQuoteGuid }: QuoteRecord): string | null {
  if (renewalOfQuoteGuid === null || book.settings().renewalPolicyNumber === 'new') return null;
  return book.quotes.get(renewalOfQuoteGuid)?.policyNumber ?? null;
}
