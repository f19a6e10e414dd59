import { markedReference } from '../book/quotes.js';
import type { ExternalLink, InsuredRecord, QuoteRecord } from '../book/records.js';
import type { Book } from '../book/store.js';
import type { Row } from '../result-set.js';

const DIGEST = 'bindery.digest=';

/** A quote as the lookups of this site answer it. @param link the one it was found by; the newest when not given */
export function quoteRow(book: Book, quote: QuoteRecord, link?: ExternalLink): Row {
  const reference = link ?? quote.links.at(-1);
  const digest = quote.additionalInformation.find((text) => text.startsWith(DIGEST));
  return {
    QuoteGuid: quote.quoteGuid,
    SubmissionGroupGuid: quote.submissionGroupGuid,
    InsuredGuid: quote.insuredGuid,
    ControlNo: quote.controlNo,
    PolicyNumber: quote.policyNumber,
    QuoteStatusID: quote.statusId,
    DateBound: momentOf(book, quote.boundAt),
    DateIssued: momentOf(book, quote.issuedAt),
    Effective: { day: quote.effective },
    Expiration: { day: quote.expiration },
    ExternalSystemId: reference?.externalSystemId ?? null,
    ExternalQuoteId: reference?.externalQuoteId ?? null,
    RequestReference: reference ? null : markedReference(quote),
    RequestDigest: digest?.slice(DIGEST.length) ?? null,
  };
}

/** A transaction on a term: the quote, and its place in the chain. */
export function transactionRow(book: Book, quote: QuoteRecord): Row {
  return {
    ...quoteRow(book, quote),
    TransactionTypeID: quote.transactionType === '' ? null : quote.transactionType,
    OriginalQuoteGuid: quote.originalQuoteGuid,
    LineGuid: quote.lineGuid,
    CompanyLocationGuid: quote.companyLocationGuid,
    StateID: quote.stateId,
    EndorsementNum: quote.endorsementNum,
    TransactionEffective: quote.transactionEffective ? { day: quote.transactionEffective } : null,
  };
}

/** An insured, once for each of its locations; without one, a single row that says nothing of a location. */
export function candidateRows({ insuredGuid, fields, locations }: InsuredRecord): Row[] {
  const insured = {
    InsuredGuid: insuredGuid,
    CorporationName: fields.CorporationName,
    FirstName: fields.FirstName,
    MiddleName: fields.MiddleName,
    LastName: fields.LastName,
    FEIN: fields.FEIN,
    SSN: fields.SSN,
    DateOfBirth: fields.DateOfBirth.startsWith('0001') ? null : fields.DateOfBirth,
  };
  if (locations.length === 0) return [insured];
  return locations.map(({ LocationTypeID, Address1, Address2, City, State, Zip }) => ({
    ...insured,
    LocationTypeID,
    Address1,
    Address2,
    City,
    State,
    Zip,
  }));
}

export function momentOf(book: Book, instant: number | null): { moment: string } | null {
  return instant === null ? null : { moment: book.serverTime(instant) };
}

/** Records behind an index, in its order. */
export function quotesUnder(book: Book, ...key: (string | number)[]): QuoteRecord[] {
  return book.index
    .under(key)
    .map((quoteGuid) => book.quotes.get(quoteGuid))
    .filter((quote) => quote !== undefined);
}
