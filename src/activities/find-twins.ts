import type { PolicySystem, QuoteFacts } from '../ports/policy-system.js';
import { LookupNotAvailable } from '../ports/policy-system-errors.js';

/** Where the things of a transaction lie. */
export interface TwinSearch {
  readonly insuredGuid: string | null;
  readonly submissionGroupGuid: string | null;
  readonly quoteGuid: string;
  /** Empty submissions that were there before ours; null when they are not known, and then none is looked for. */
  readonly existing: readonly string[] | null;
}

/** Things of which one is too many: a write that reached the policy system twice. GUIDs. */
export interface Twins {
  readonly submissions: readonly string[];
  readonly quotes: readonly string[];
  readonly documents: readonly string[];
}

/**
 * Looks for a second of what the transaction made once; what the installation cannot list counts as none.
 *
 * @param isOurs whether a quote was made for this transaction and is not closed
 */
export async function findTwins(
  policySystem: PolicySystem,
  search: TwinSearch,
  isOurs: (quote: QuoteFacts) => boolean,
): Promise<Twins> {
  const { quoteGuid, submissionGroupGuid } = search;
  const [submissions, quotes, documents] = await Promise.all([
    submissionTwins(policySystem, search).catch(noneIfNotAvailable),
    submissionGroupGuid === null
      ? []
      : policySystem.listQuotes(submissionGroupGuid).catch(noneIfNotAvailable),
    policySystem.listDocuments(quoteGuid).catch(noneIfNotAvailable),
  ]);
  const binders = documents.filter(({ kind }) => kind === 'binder');
  const policies = documents.filter(({ kind }) => kind === 'policy');
  return {
    submissions,
    quotes: quotes
      .filter((quote) => quote.quoteGuid !== quoteGuid && isOurs(quote))
      .map((quote) => quote.quoteGuid),
    documents: [binders, policies]
      .filter((alike) => alike.length > 1)
      .flatMap((alike) => alike.map(({ documentGuid }) => documentGuid)),
  };
}

/** Of what ours was opened as, and still without a quote: nobody works on it. */
async function submissionTwins(
  policySystem: PolicySystem,
  { insuredGuid, submissionGroupGuid, existing }: TwinSearch,
): Promise<readonly string[]> {
  if (insuredGuid === null || existing === null) return [];
  const all = await policySystem.listSubmissions(insuredGuid);
  const ours = all.find((group) => group.submissionGroupGuid === submissionGroupGuid);
  return all
    .filter(
      (group) =>
        group.quoteCount === 0 &&
        group.submissionGroupGuid !== submissionGroupGuid &&
        group.producerContactGuid === ours?.producerContactGuid &&
        group.underwriterGuid === ours.underwriterGuid &&
        group.submissionDate === ours.submissionDate &&
        !existing.includes(group.submissionGroupGuid),
    )
    .map((group) => group.submissionGroupGuid);
}

function noneIfNotAvailable(error: unknown): [] {
  if (error instanceof LookupNotAvailable) return [];
  throw error;
}
