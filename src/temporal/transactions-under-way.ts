import { searchAttributes } from '../workflows/search-attributes.js';
import type { Temporal } from './deadlines.js';
import { listExecutions } from './executions.js';

/** More of one kind run for no policy. */
const LISTED = 1_000;

/** Workflow ids of the transactions of a kind that run for a policy; from the search index, which follows by a second or so. */
export async function transactionsUnderWay(
  temporal: Temporal,
  { policyNumber, kind }: { readonly policyNumber: string; readonly kind: string },
): Promise<readonly string[]> {
  const { transactionKind, policyNumber: number } = searchAttributes;
  const { executions } = await listExecutions(temporal, {
    // The number of a policy holds no quote and no backslash.
    query: `${transactionKind.name} = '${kind}' AND ${number.name} = '${policyNumber}' AND ExecutionStatus = 'Running'`,
    pageSize: LISTED,
  });
  return executions.flatMap(({ execution }) => execution?.workflowId ?? []);
}
