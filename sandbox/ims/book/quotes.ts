import {
  checkLength,
  foreignKeyFault,
  nullReferenceFault,
  ServiceFault,
  sqlFault,
} from '../soap/faults.js';
import { ZERO_GUID } from '../soap/values.js';
import { collated } from './collation.js';
import { primaryLocation } from './insureds.js';
import { STATUS, type ExternalLink, type QuoteDetail, type QuoteRecord } from './records.js';
import {
  type CompanyLine,
  companyLineOf,
  isListed,
  isOffice,
  isUser,
  producerOfContact,
  referenceData,
} from './reference-data.js';
import { checkExpiring, type ExpiringFields } from './renewals.js';
import { checkDate } from './submissions.js';
import type { Book } from './store.js';

export interface NewQuote extends ExpiringFields {
  readonly Submission: string;
  readonly QuotingLocation: string;
  readonly IssuingLocation: string;
  readonly CompanyLocation: string;
  readonly Line: string;
  readonly StateID: string | null;
  readonly ProducerContact: string;
  readonly QuoteStatusID: number;
  readonly Effective: string;
  readonly Expiration: string;
  readonly BillingTypeID: number;
  readonly Underwriter: string;
  readonly PolicyTypeID: number;
  readonly InsuredBusinessTypeID: number;
  readonly AdditionalInformation: readonly (string | null)[] | null;
  readonly CostCenterID: number;
  readonly RiskInformation: Readonly<Record<string, string | number | null>> | null;
}

const REFERENCE_MARK = 'bindery.reference=';
/** An index key holds no more. */
const LONGEST_MARK = 300;

/** Makes a quote, details included, under a control number of its own. Twice makes two. */
export function addQuote(book: Book, quote: NewQuote | null): string {
  if (!quote) throw nullReferenceFault();
  const submission = book.submissions.get(quote.Submission);
  if (!submission) {
    throw foreignKeyFault(
      'FK_tblQuotes_tblSubmissionGroup',
      'tblSubmissionGroup',
      'SubmissionGroupGUID',
    );
  }
  checkReferences(quote);
  checkPeriod(quote);
  checkRisk(quote);
  const companyLine = companyLineOf({
    lineGuid: quote.Line,
    companyLocationGuid: quote.CompanyLocation,
    stateId: quote.StateID ?? '',
  });
  if (!companyLine) {
    throw new ServiceFault(
      `The line is not set up for this company in state ${quote.StateID ?? '(none)'}.`,
    );
  }
  if (!companyLine.billingTypeIds.includes(quote.BillingTypeID)) {
    throw new ServiceFault(
      `Billing type ${quote.BillingTypeID} is not set up for this company line.`,
    );
  }
  checkExpiring(book, quote);
  if (book.settings().primaryLocationNeededAt === 'quote') {
    checkPrimaryLocation(book, submission.insuredGuid);
  }

  const quoteGuid = book.newGuid();
  saveQuote(book, {
    quoteGuid,
    quoteId: book.nextNumber('quoteId'),
    controlNo: book.nextNumber('controlNo', 100_001),
    submissionGroupGuid: quote.Submission,
    insuredGuid: submission.insuredGuid,
    lineGuid: quote.Line,
    companyLocationGuid: quote.CompanyLocation,
    stateId: companyLine.stateId,
    producerContactGuid: quote.ProducerContact,
    underwriterGuid: quote.Underwriter,
    statusId: quote.QuoteStatusID,
    effective: quote.Effective,
    expiration: quote.Expiration,
    billingTypeId: quote.BillingTypeID,
    policyTypeId: quote.PolicyTypeID === 0 ? 1 : quote.PolicyTypeID,
    costCenterId: quote.CostCenterID,
    expiringPolicyNumber: quote.ExpiringPolicyNumber,
    renewalOfQuoteGuid: quote.RenewalOfQuoteGuid === ZERO_GUID ? null : quote.RenewalOfQuoteGuid,
    additionalInformation: (quote.AdditionalInformation ?? []).filter((text) => text !== null),
    details: detailsOf(book, companyLine),
    options: [],
    links: [],
    policyNumber: null,
    boundAt: null,
    issuedAt: null,
    companyInstallmentId: null,
    transactionType: '',
    originalQuoteGuid: null,
    endorsementNum: 0,
    transactionEffective: null,
    transactionComment: null,
  });
  return quoteGuid;
}

/** What a company line gives its quotes, as far as it is set up by now. */
function detailsOf(book: Book, companyLine: CompanyLine): readonly QuoteDetail[] {
  const { linesNotSetUp } = book.settings();
  return companyLine.details.filter(({ lineGuid }) => !linesNotSetUp.includes(lineGuid));
}

/** Gives a quote the details that its company line has and it has not; a repeat makes no duplicates. */
export function ensureDetails(book: Book, quoteGuid: string): void {
  const quote = quoteOrNullReference(book, quoteGuid);
  if (quote.transactionType !== '') {
    throw new ServiceFault('Details can only be added to the original transaction.');
  }
  const companyLine = companyLineOf(quote);
  const missing = (companyLine ? detailsOf(book, companyLine) : []).filter(
    (detail) =>
      !quote.details.some(
        ({ lineGuid, companyLocationGuid }) =>
          lineGuid === detail.lineGuid && companyLocationGuid === detail.companyLocationGuid,
      ),
  );
  if (missing.length === 0) return;
  book.quotes.put(quoteGuid, { ...quote, details: [...quote.details, ...missing] });
}

/** Puts a new row of the quotes table on file, under the keys by which it is looked up. */
export function saveQuote(book: Book, quote: QuoteRecord): void {
  book.quotes.put(quote.quoteGuid, quote);
  const { quoteId, quoteGuid } = quote;
  book.index.put(['quotesOfSubmission', quote.submissionGroupGuid, quoteId], quoteGuid);
  if (quote.transactionType === '') {
    const renewed = book.quotes.get(quote.renewalOfQuoteGuid ?? '');
    if (renewed) book.index.put(['renewalsOfControl', renewed.controlNo, quoteId], quoteGuid);
    for (const text of quote.additionalInformation.filter(isReferenceMark)) {
      book.index.put(['quotesMarked', collated(text), quoteId], quoteGuid);
    }
  }
  book.index.put(['quotesOfControl', quote.controlNo, quoteId], quoteGuid);
  if (quote.policyNumber) {
    book.index.put(['quotesOfPolicy', collated(quote.policyNumber), quoteId], quoteGuid);
  }
  for (const link of quote.links) book.index.put(linkKey(quote, link), quoteGuid);
  for (const option of quote.options) {
    book.index.put(['quoteOfOption', option.quoteOptionGuid], quoteGuid);
  }
}

/** The quote, where business code goes on with whatever it found. */
export function quoteOrNullReference(book: Book, quoteGuid: string): QuoteRecord {
  const quote = book.quotes.get(quoteGuid);
  if (!quote) throw nullReferenceFault();
  return quote;
}

/** Sets the status of a quote that is not bound. @returns false when there is no such quote */
export function updateStatus(book: Book, quoteGuid: string, statusId: number): boolean {
  const quote = book.quotes.get(quoteGuid);
  if (!quote) return false;
  if (!isListed(referenceData.quoteStatuses, statusId)) {
    throw foreignKeyFault('FK_tblQuotes_lstQuoteStatus', 'lstQuoteStatus', 'QuoteStatusID');
  }
  if (quote.boundAt !== null) {
    throw new ServiceFault('The status of a bound quote can not be changed.');
  }
  if (statusId === STATUS.bound) {
    throw new ServiceFault('A quote is set to bound by binding it.');
  }
  book.quotes.put(quoteGuid, { ...quote, statusId });
  return true;
}

/** Links a quote to another system's reference; what a second link does is a setting. */
export function linkQuote(
  book: Book,
  quoteGuid: string,
  externalSystemId: string,
  externalQuoteId: string,
): void {
  const quote = book.quotes.get(quoteGuid);
  if (!quote) {
    throw foreignKeyFault('FK_tblExternalQuoteLinks_tblQuotes', 'tblQuotes', 'QuoteGUID');
  }
  checkLength(externalSystemId, 50);
  checkLength(externalQuoteId, 100);
  const choice = book.settings().secondLink;
  if (quote.links.length > 0 && choice === 'fault') {
    throw sqlFault(
      "Violation of UNIQUE KEY constraint 'UQ_tblExternalQuoteLinks_QuoteGuid'. " +
        "Cannot insert duplicate key in object 'dbo.tblExternalQuoteLinks'.",
    );
  }
  const kept = choice === 'add' ? quote.links : [];
  if (kept.length === 0) for (const old of quote.links) book.index.remove(linkKey(quote, old));
  const link = { externalSystemId, externalQuoteId };
  const isThere = kept.some(
    (old) => old.externalSystemId === externalSystemId && old.externalQuoteId === externalQuoteId,
  );
  book.quotes.put(quoteGuid, { ...quote, links: isThere ? kept : [...kept, link] });
  book.index.put(linkKey(quote, link), quoteGuid);
}

function linkKey(quote: QuoteRecord, link: ExternalLink): (string | number)[] {
  const { externalSystemId, externalQuoteId } = link;
  return [
    'quotesOfReference',
    collated(externalSystemId),
    collated(externalQuoteId),
    quote.quoteId,
  ];
}

/** Refuses an insured that has no primary location; a policy cannot be made without. */
export function checkPrimaryLocation(book: Book, insuredGuid: string): void {
  if (!primaryLocation(book.insureds.get(insuredGuid))) {
    throw new ServiceFault('The insured has no primary location.');
  }
}

function checkReferences(quote: NewQuote): void {
  if (!isOffice(quote.QuotingLocation) || !isOffice(quote.IssuingLocation)) {
    throw foreignKeyFault('FK_tblQuotes_tblClientOffices', 'tblClientOffices', 'OfficeGuid');
  }
  if (!referenceData.lines.some(({ lineGuid }) => lineGuid === quote.Line)) {
    throw foreignKeyFault('FK_tblQuotes_lstLines', 'lstLines', 'LineGUID');
  }
  const { companyLocations } = referenceData;
  if (!companyLocations.some((one) => one.companyLocationGuid === quote.CompanyLocation)) {
    throw foreignKeyFault(
      'FK_tblQuotes_tblCompanyLocations',
      'tblCompanyLocations',
      'CompanyLocationGUID',
    );
  }
  if (!producerOfContact(quote.ProducerContact)) {
    throw foreignKeyFault(
      'FK_tblQuotes_tblProducerContacts',
      'tblProducerContacts',
      'ProducerContactGUID',
    );
  }
  if (!isUser(quote.Underwriter)) {
    throw foreignKeyFault('FK_tblQuotes_tblUsers', 'tblUsers', 'UserGUID');
  }
  if (!isListed(referenceData.quoteStatuses, quote.QuoteStatusID)) {
    throw foreignKeyFault('FK_tblQuotes_lstQuoteStatus', 'lstQuoteStatus', 'QuoteStatusID');
  }
  if (!isListed(referenceData.billingTypes, quote.BillingTypeID)) {
    throw foreignKeyFault('FK_tblQuotes_lstBillingTypes', 'lstBillingTypes', 'BillingTypeID');
  }
  if (quote.PolicyTypeID !== 0 && !isListed(referenceData.policyTypes, quote.PolicyTypeID)) {
    throw foreignKeyFault('FK_tblQuotes_lstPolicyTypes', 'lstPolicyTypes', 'PolicyTypeID');
  }
  const businessType = quote.InsuredBusinessTypeID;
  if (businessType !== 0 && !isListed(referenceData.businessTypes, businessType)) {
    throw foreignKeyFault('FK_tblQuotes_lstBusinessTypes', 'lstBusinessTypes', 'BusinessTypeID');
  }
}

function checkPeriod(quote: NewQuote): void {
  checkDate(quote.Effective);
  checkDate(quote.Expiration);
  if (quote.Expiration <= quote.Effective) {
    throw new ServiceFault('The expiration date must be after the effective date.');
  }
}

/** Empty texts in the risk were seen to end in a null reference, where absent ones did not. */
function checkRisk(quote: NewQuote): void {
  if (Object.values(quote.RiskInformation ?? {}).includes('')) throw nullReferenceFault();
}

/** The mark that a quote carries from its making, before any link: `bindery.reference=<system>:<id>`. */
export function referenceMark(externalSystemId: string, externalQuoteId: string): string {
  return `${REFERENCE_MARK}${externalSystemId}:${externalQuoteId}`;
}

/** What follows the mark; null on a quote that carries none. */
export function markedReference(quote: QuoteRecord): string | null {
  const mark = quote.additionalInformation.find(isReferenceMark);
  return mark?.slice(REFERENCE_MARK.length) ?? null;
}

function isReferenceMark(text: string): boolean {
  return text.startsWith(REFERENCE_MARK) && text.length <= LONGEST_MARK;
}
