import { sumCents, type Cents } from '../domain/money/cents.js';
import { furthestQuote } from '../domain/transaction/furthest-quote.js';
import type { PolicySystem } from '../ports/policy-system.js';
import type { QuoteFacts } from '../ports/policy-system/quotes.js';
import { LookupNotAvailable } from '../ports/call-errors.js';
import type { ExternalReference } from '../domain/transaction/external-reference.js';

// What steps look up in the policy system, whether they only read or are about to write.

/**
 * Whether a quote in the submission group of a transaction is that transaction's. It should always be; but a group that
 * was found by how it looks may be another's, and so may its quote.
 */
export function isOf(
  quote: QuoteFacts,
  { system, id }: ExternalReference,
  requestDigest: string,
): boolean {
  const { reference, status } = quote;
  // One that was closed was given up: by its own transaction, for another, or by a person.
  if (status === 'closed') return false;
  if (reference !== null && (reference.system !== system || reference.id !== id)) return false;
  return quote.requestDigest === null || quote.requestDigest === requestDigest;
}

/** The quote that an earlier run made for the reference and nobody closed; null also where references cannot be searched. */
export async function findLiveQuote(
  policySystem: PolicySystem,
  reference: ExternalReference,
): Promise<QuoteFacts | null> {
  const quotes = await policySystem.findQuotesByReference(reference).catch(emptyIfNotAvailable);
  return furthestQuote(quotes);
}

/** Asked of the quote, or else, where the quote cannot tell, of the reference. */
export async function isLinked(
  policySystem: PolicySystem,
  { quoteGuid, reference }: { quoteGuid: string; reference: ExternalReference },
): Promise<boolean> {
  const isSame = (linked: ExternalReference | null | undefined): boolean =>
    linked?.system === reference.system && linked.id === reference.id;
  const quote = await policySystem.readQuote(quoteGuid).catch(nullIfNotAvailable);
  if (quote !== null && quote.reference !== 'unknown') return isSame(quote.reference);
  const quotes = await policySystem.findQuotesByReference(reference);
  return quotes.some((found) => found.quoteGuid === quoteGuid && isSame(found.reference));
}

/** The policy number of a quote that is bound; null when it is not. */
export async function boundAs(
  policySystem: PolicySystem,
  quoteGuid: string,
): Promise<string | null> {
  const quote = await policySystem.readQuote(quoteGuid);
  return quote?.status === 'bound' || quote?.status === 'issued' ? quote.policyNumber : null;
}

export async function hasDocument(
  policySystem: PolicySystem,
  quoteGuid: string,
  kind: 'binder' | 'policy',
): Promise<true | null> {
  const documents = await policySystem.listDocuments(quoteGuid);
  return documents.some((document) => document.kind === kind) ? true : null;
}

export async function readPremium(
  policySystem: PolicySystem,
  quoteGuid: string,
): Promise<{ premiumCents: Cents; feeCents: Cents }> {
  const booked = await policySystem.listPremiums(quoteGuid);
  const total = (isFee: boolean): Cents =>
    sumCents(booked.filter((row) => row.isFee === isFee).map((row) => row.amountCents));
  return { premiumCents: total(false), feeCents: total(true) };
}

export function nullIfNotAvailable(error: unknown): null {
  if (error instanceof LookupNotAvailable) return null;
  throw error;
}

export function emptyIfNotAvailable(error: unknown): [] {
  if (error instanceof LookupNotAvailable) return [];
  throw error;
}
