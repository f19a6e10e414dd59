import type { WorkflowHandle } from '@temporalio/client';
import { readCarried } from '../../src/workflows/policy-term/carried.js';
import { carriedQuery, type CarriedTerm } from '../../src/workflows/policy-term/messages.js';

/** All that a term knows, as it would leave it to its next run. */
export async function carriedBy(term: WorkflowHandle): Promise<CarriedTerm> {
  const carried = readCarried(await term.query(carriedQuery));
  if (carried === null) throw new Error(`${term.workflowId} carries what no term left`);
  return carried;
}
