import { foldedPolicyNumber } from '../domain/policy-term/policy-number.js';
import { searchAttributes } from '../workflows/search-attributes.js';
import type { Temporal } from './deadlines.js';
import { listExecutions, readAttributes } from './executions.js';
import { TERM_WORKFLOW } from './terms.js';

/** A policy has a term for each year, and each of them is found. */
const LISTED = 100;

/** More would only make a task or an answer long. */
const NAMED = 5;

/**
 * Policies that are bound and whose number is this one but for what people mistake: case, dashes, spaces, O and 0. Five at
 * most; from the search index, which follows by a second or so.
 */
export async function policiesResembling(
  temporal: Temporal,
  policyNumber: string,
): Promise<readonly string[]> {
  const folded = foldedPolicyNumber(policyNumber);
  if (folded === '') return [];
  const { executions } = await listExecutions(temporal, {
    query: `WorkflowType = '${TERM_WORKFLOW}' AND ${searchAttributes.policyNumberFolded.name} = '${folded}' AND ${searchAttributes.effectiveDate.name} IS NOT NULL AND ExecutionStatus != 'ContinuedAsNew'`,
    pageSize: LISTED,
  });
  const numbers = executions.map(
    ({ searchAttributes: indexed }) =>
      readAttributes(indexed?.indexedFields)[searchAttributes.policyNumber.name],
  );
  return [...new Set(numbers)]
    .filter((number) => typeof number === 'string')
    .filter((number) => number !== policyNumber)
    .slice(0, NAMED);
}
