import { collated } from './collation.js';
import type { Money } from './money.js';
import { totalOf } from './premiums.js';
import { saveQuote } from './quotes.js';
import {
  UNBOUND_STATUS,
  type OptionRecord,
  type PremiumRow,
  type QuoteRecord,
  type TransactionType,
} from './records.js';
import type { Book } from './store.js';

/** What the bound transactions of a term come to. */
export function boundPremium(chain: readonly QuoteRecord[]): Money {
  return chain
    .filter(({ boundAt }) => boundAt !== null)
    .reduce((sum, quote) => sum + totalOf(quote), 0);
}

/**
 * The transaction on which the next one is made: the newest. One that waits to be rated, or to be bound as rated, is in nobody's
 * way.
 */
export function newestOf(chain: readonly QuoteRecord[]): QuoteRecord | undefined {
  return chain.findLast(({ isToBeRated, boundAt }) => isToBeRated !== true || boundAt !== null);
}

export interface NewTransaction {
  readonly type: Exclude<TransactionType, ''>;
  readonly effective: string;
  readonly comment: string | null;
  /** The change to book on the option of each line. */
  readonly premiums: ReadonlyMap<string, readonly PremiumRow[]>;
  /** It has no charges yet: a workbook is rated on it. */
  readonly isToBeRated?: boolean;
}

/** Copies the newest transaction as a new, unbound one that holds nothing but the change. */
export function addTransaction(
  book: Book,
  chain: readonly QuoteRecord[],
  newest: QuoteRecord,
  change: NewTransaction,
): QuoteRecord {
  const transaction: QuoteRecord = {
    ...newest,
    isToBeRated: change.isToBeRated ?? false,
    ratedPremium: null,
    quoteGuid: book.newGuid(),
    quoteId: book.nextNumber('quoteId'),
    statusId: UNBOUND_STATUS[change.type],
    additionalInformation: [],
    options: newest.options.map((option): OptionRecord => ({
      ...option,
      quoteOptionGuid: book.newGuid(),
      quoteOptionId: book.nextNumber('quoteOptionId'),
      premiums: change.premiums.get(option.lineGuid) ?? [],
    })),
    links: book.settings().midTermInheritsLinks ? newest.links : [],
    boundAt: null,
    issuedAt: null,
    companyInstallmentId: null,
    transactionType: change.type,
    originalQuoteGuid: newest.quoteGuid,
    endorsementNum: Math.max(...chain.map(({ endorsementNum }) => endorsementNum)) + 1,
    transactionEffective: change.effective,
    transactionComment: change.comment,
  };
  saveQuote(book, transaction);
  return transaction;
}

/** The number that an unbound quote is to be bound under. */
export function numberQuote(book: Book, quote: QuoteRecord, policyNumber: string): void {
  const { quoteGuid, quoteId } = quote;
  if (quote.policyNumber)
    book.index.remove(['quotesOfPolicy', collated(quote.policyNumber), quoteId]);
  book.quotes.put(quoteGuid, { ...quote, policyNumber });
  book.index.put(['quotesOfPolicy', collated(policyNumber), quoteId], quoteGuid);
}

/** Takes a bind back: invoices become void, dates are cleared, the status is that before the bind. */
export function unbind(book: Book, quote: QuoteRecord, keepsPolicyNumber: boolean): QuoteRecord {
  for (const invoiceNum of book.index.under(['invoicesOfQuote', quote.quoteGuid])) {
    const invoice = book.invoices.get(Number(invoiceNum));
    if (invoice) book.invoices.put(invoice.invoiceNum, { ...invoice, isVoid: true });
  }
  // A mid-term transaction has the term's number, which is not its own to give up.
  const isNumberFreed = quote.transactionType === '' && !keepsPolicyNumber;
  if (isNumberFreed && quote.policyNumber) {
    book.index.remove(['quotesOfPolicy', collated(quote.policyNumber), quote.quoteId]);
  }
  const unbound: QuoteRecord = {
    ...quote,
    statusId: UNBOUND_STATUS[quote.transactionType],
    boundAt: null,
    issuedAt: null,
    companyInstallmentId: null,
    policyNumber: isNumberFreed ? null : quote.policyNumber,
  };
  book.quotes.put(quote.quoteGuid, unbound);
  return unbound;
}
