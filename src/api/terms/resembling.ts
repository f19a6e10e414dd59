import { foldedPolicyNumber } from '../../domain/policy-term/policy-number.js';
import { boundTermsLike, searchAttributes } from '../../workflows/search-attributes.js';
import { isUnavailable } from '../../temporal/deadlines.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { listExecutions, readAttributes } from '../../temporal/executions.js';

const LISTED = 20;
const NAMED = 5;

/**
 * Policies that are bound and whose number is this one but for what people mistake: case, dashes, spaces, O and 0. From the
 * search index; none where that does not answer, because it only helps.
 */
export async function policiesResembling(
  temporal: Temporal,
  policyNumber: string,
): Promise<readonly string[]> {
  const folded = foldedPolicyNumber(policyNumber);
  if (folded === '') return [];
  try {
    const page = await listExecutions(temporal, {
      query: boundTermsLike(folded),
      pageSize: LISTED,
    });
    const numbers = page.executions.map(({ searchAttributes: indexed }) => {
      const attributes = readAttributes(indexed?.indexedFields);
      return attributes[searchAttributes.policyNumber.name];
    });
    return [...new Set(numbers)]
      .filter((number) => typeof number === 'string')
      .filter((number) => number !== policyNumber)
      .slice(0, NAMED);
  } catch (error) {
    if (isUnavailable(error)) return [];
    throw error;
  }
}
