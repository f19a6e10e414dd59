import type { Documents } from '../ports/policy-system/documents.js';
import type { QuoteFacts, Quotes } from '../ports/policy-system/quotes.js';
import { LookupNotAvailable } from '../ports/call-errors.js';

/** Where the things of a transaction lie. */
export interface TwinSearch {
  readonly submissionGroupGuid: string | null;
  readonly quoteGuid: string;
}

/** Things of which one is too many: a write that reached the policy system twice. GUIDs. */
export interface Twins {
  readonly quotes: readonly string[];
  readonly documents: readonly string[];
}

/**
 * Looks for a second of what the transaction made once; what the installation cannot list counts as none.
 *
 * @param isOurs whether a quote was made for this transaction and is not closed
 */
export async function findTwins(
  policySystem: Documents & Quotes,
  search: TwinSearch,
  isOurs: (quote: QuoteFacts) => boolean,
): Promise<Twins> {
  const { quoteGuid, submissionGroupGuid } = search;
  const [quotes, documents] = await Promise.all([
    submissionGroupGuid === null
      ? []
      : policySystem.listQuotes(submissionGroupGuid).catch(noneIfNotAvailable),
    policySystem.listDocuments(quoteGuid).catch(noneIfNotAvailable),
  ]);
  const binders = documents.filter(({ kind }) => kind === 'binder');
  const policies = documents.filter(({ kind }) => kind === 'policy');
  return {
    quotes: quotes
      .filter((quote) => quote.quoteGuid !== quoteGuid && isOurs(quote))
      .map((quote) => quote.quoteGuid),
    documents: [binders, policies]
      .filter((alike) => alike.length > 1)
      .flatMap((alike) => alike.map(({ documentGuid }) => documentGuid)),
  };
}

function noneIfNotAvailable(error: unknown): [] {
  if (error instanceof LookupNotAvailable) return [];
  throw error;
}
