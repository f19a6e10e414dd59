import type { NewSubmission, Quotes } from '../ports/policy-system/quotes.js';

/**
 * Submission groups without a quote that were opened in the same words as ours, and were not there before: ours, and
 * whatever else its request made. GUIDs, oldest first.
 *
 * @param opened how ours is opened, and the empty groups that were there before; null when these are not known
 */
export async function submissionsLike(
  policySystem: Quotes,
  opened: NewSubmission & { readonly existing: readonly string[] | null },
): Promise<string[]> {
  const all = await policySystem.listSubmissions(opened.insuredGuid);
  return all
    .filter(
      (group) =>
        group.quoteCount === 0 &&
        group.producerContactGuid === opened.producerContactGuid &&
        group.underwriterGuid === opened.underwriterGuid &&
        group.submissionDate === opened.submissionDate &&
        !opened.existing?.includes(group.submissionGroupGuid),
    )
    .map(({ submissionGroupGuid }) => submissionGroupGuid);
}
