import { nullReferenceFault, ServiceFault } from '../soap/faults.js';
import { collated } from './collation.js';
import { hasPremium, totalOf } from './premiums.js';
import { checkPrimaryLocation, quoteOrNullReference } from './quotes.js';
import { CLOSED_STATUSES, STATUS, type QuoteRecord } from './records.js';
import { keptNumber } from './renewals.js';
import { companyLineOf, producerOfContact, referenceData } from './reference-data.js';
import type { Book } from './store.js';

/** Single pay: no instalment plan. */
export const SINGLE_PAY = -1;

/** Instalment plans that the company line offers for the quote. */
export function plansOf(quote: QuoteRecord): typeof referenceData.installmentPlans {
  const offered = companyLineOf(quote)?.companyInstallmentIds ?? [];
  return referenceData.installmentPlans.filter((plan) =>
    offered.some((id) => id === plan.companyInstallmentId),
  );
}

/**
 * Binds: assigns the policy number by the line's rule, or keeps that of the renewed term where the site does, marks the quote bound, makes the invoice. A mid-term
 * transaction keeps the term's number, and one that changes no money makes no invoice.
 *
 * @returns the policy number
 */
export function bindQuote(book: Book, quoteGuid: string, companyInstallmentId: number): string {
  const quote = quoteOrNullReference(book, quoteGuid);
  checkBind(book, quote, companyInstallmentId);

  const policyNumber =
    quote.policyNumber ?? keptNumber(book, quote) ?? nextPolicyNumber(book, quote);
  book.quotes.put(quoteGuid, {
    ...quote,
    policyNumber,
    statusId: boundStatus(book, quote),
    boundAt: book.now(),
    companyInstallmentId,
  });
  book.index.put(['quotesOfPolicy', collated(policyNumber), quote.quoteId], quoteGuid);
  const total = totalOf(quote);
  if (quote.transactionType === '' || total !== 0) {
    const plan = plansOf(quote).find((one) => one.companyInstallmentId === companyInstallmentId);
    addInvoice(book, quoteGuid, total, plan?.installments ?? 1);
  }
  return policyNumber;
}

/** Issues a bound policy. @returns the instant of the first issue, however often it is asked */
export function issuePolicy(book: Book, quoteGuid: string): number {
  const quote = quoteOrNullReference(book, quoteGuid);
  if (quote.issuedAt !== null) return quote.issuedAt;
  if (quote.boundAt === null) throw new ServiceFault('Can not issue an unbound policy');
  if (quote.transactionType !== '') {
    throw new ServiceFault('Only original transactions can be issued.');
  }
  const issuedAt = book.now();
  book.quotes.put(quoteGuid, { ...quote, issuedAt });
  return issuedAt;
}

function checkBind(book: Book, quote: QuoteRecord, companyInstallmentId: number): void {
  if (quote.boundAt !== null) throw new ServiceFault('The quote is already bound.');
  if (CLOSED_STATUSES.has(quote.statusId)) {
    throw new ServiceFault(`A quote in status ${quote.statusId} can not be bound.`);
  }
  if (quote.options.length === 0) throw new ServiceFault('Invalid OptionID specified');
  const isPlanOffered =
    companyInstallmentId === SINGLE_PAY ||
    plansOf(quote).some((plan) => plan.companyInstallmentId === companyInstallmentId);
  // A mid-term change may change no money.
  const isPremiumNeeded = quote.transactionType === '';
  if (!isPlanOffered || (isPremiumNeeded && !hasPremium(book, quote))) {
    throw new ServiceFault(
      `Installment billing information not found for quote ID ${quote.quoteId}`,
    );
  }
  checkProducerLine(quote);
  checkBackdate(book, quote);
  if (quote.costCenterId !== 0 && !referenceData.costCenters.includes(quote.costCenterId)) {
    throw nullReferenceFault();
  }
  checkPrimaryLocation(book, quote.insuredGuid);
}

function checkProducerLine(quote: QuoteRecord): void {
  const lines = producerOfContact(quote.producerContactGuid)?.lines ?? [];
  const isSetUp = lines.some(
    (line) =>
      line.lineGuid === quote.lineGuid &&
      line.effective <= quote.effective &&
      quote.effective < line.expiration,
  );
  if (!isSetUp) {
    throw new ServiceFault(
      'No producer line setup could be found for this producer location or it is outside of the Effective Period.',
    );
  }
}

function checkBackdate(book: Book, quote: QuoteRecord): void {
  const { maxBackdateDays } = book.settings();
  if (maxBackdateDays === null) return;
  const today = Date.parse(book.serverTime(book.now()).slice(0, 10));
  const daysBack = (today - Date.parse(quote.transactionEffective ?? quote.effective)) / 86_400_000;
  if (daysBack > maxBackdateDays) {
    throw new ServiceFault(
      `Effective date exceeds the maximum backdate allowance (${maxBackdateDays} days) for this company/line setup.`,
    );
  }
}

function nextPolicyNumber(book: Book, quote: QuoteRecord): string {
  const line = referenceData.lines.find(({ lineGuid }) => lineGuid === quote.lineGuid);
  const series = `${line?.policyPrefix ?? 'POL'}-${quote.effective.slice(0, 4)}`;
  return `${series}-${String(book.nextNumber(`policy ${series}`)).padStart(6, '0')}`;
}

/** The state a quote comes to when it is bound; an endorsement of a cancelled policy leaves it cancelled. */
function boundStatus(book: Book, quote: QuoteRecord): number {
  if (quote.transactionType === 'C') return STATUS.cancelled;
  const before = quote.originalQuoteGuid ? book.quotes.get(quote.originalQuoteGuid) : undefined;
  if (quote.transactionType === 'E' && before?.statusId === STATUS.cancelled) {
    return STATUS.cancelled;
  }
  return STATUS.bound;
}

function addInvoice(book: Book, quoteGuid: string, total: number, installments: number): void {
  const invoiceNum = book.nextNumber('invoice', 500_001);
  book.invoices.put(invoiceNum, { invoiceNum, quoteGuid, total, installments, isVoid: false });
  book.index.put(['invoicesOfQuote', quoteGuid, invoiceNum], String(invoiceNum));
}
