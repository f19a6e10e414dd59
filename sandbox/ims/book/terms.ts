import { collated, isFoundBy } from './collation.js';
import { CLOSED_STATUSES, type QuoteRecord } from './records.js';
import type { Book } from './store.js';

/** All transactions on a term that count, oldest first; those given up before they were bound do not. */
export function chainOf(book: Book, controlNo: number): QuoteRecord[] {
  return book.index
    .under(['quotesOfControl', controlNo])
    .map((quoteGuid) => book.quotes.get(quoteGuid))
    .filter((quote) => quote !== undefined)
    .filter((quote) => quote.boundAt !== null || !CLOSED_STATUSES.has(quote.statusId));
}

/**
 * The chain of the term that has this policy number, empty when there is none. Where a renewal has kept the number, it is
 * that of the term that is meant, or else of the newest.
 */
export function chainOfPolicy(
  book: Book,
  policyNumber: string,
  isMeant: (original: QuoteRecord) => boolean,
): QuoteRecord[] {
  const originals = book.index
    .under(['quotesOfPolicy', collated(policyNumber)])
    .map((quoteGuid) => book.quotes.get(quoteGuid))
    .filter((quote) => quote?.transactionType === '')
    .filter((quote) => quote !== undefined)
    .filter((quote) => isFoundBy(book, quote.policyNumber ?? '', policyNumber));
  const term = originals.find(isMeant) ?? originals.at(-1);
  return term ? chainOf(book, term.controlNo) : [];
}
