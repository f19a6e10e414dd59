import { searchAttributes } from '../workflows/search-attributes.js';
import type { Temporal } from './deadlines.js';
import { listExecutions, readAttributes } from './executions.js';
import { TERM_WORKFLOW } from './terms.js';

/** A payment that another term knows too. */
export interface PaymentElsewhere {
  readonly paymentId: string;
  /** Workflow ids of the other terms. */
  readonly terms: readonly string[];
}

/** A payment, and how the index knows it. */
export interface DigestedPayment {
  readonly paymentId: string;
  readonly digest: string;
}

/** Who shares an id with more than that is no exception any more. */
const LISTED = 100;

/** More would only make a task long. */
const NAMED = 5;

/**
 * Which of these payments of a term other terms have too; from the search index, which follows by a second or so.
 *
 * @param workflowId of the term itself
 */
export async function paymentsElsewhere(
  temporal: Temporal,
  workflowId: string,
  payments: readonly DigestedPayment[],
): Promise<readonly PaymentElsewhere[]> {
  const { paymentDigests } = searchAttributes;
  const digests = payments.map(({ digest }) => `'${digest}'`).join(', ');
  const { executions } = await listExecutions(temporal, {
    query: `WorkflowType = '${TERM_WORKFLOW}' AND ${paymentDigests.name} IN (${digests}) AND ExecutionStatus != 'ContinuedAsNew'`,
    pageSize: LISTED,
  });
  const termsOf = new Map<string, Set<string>>();
  for (const { execution, searchAttributes: indexed } of executions) {
    const other = execution?.workflowId ?? workflowId;
    if (other === workflowId) continue;
    const theirs = readAttributes(indexed?.indexedFields)[paymentDigests.name];
    for (const { paymentId, digest } of payments) {
      if (!Array.isArray(theirs) || !theirs.includes(digest)) continue;
      const terms = termsOf.get(paymentId) ?? new Set();
      if (terms.size < NAMED) termsOf.set(paymentId, terms.add(other));
    }
  }
  return [...termsOf].map(([paymentId, terms]) => ({ paymentId, terms: [...terms] }));
}
