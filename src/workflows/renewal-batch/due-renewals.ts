import {
  ParentClosePolicy,
  proxyActivities,
  setCurrentDetails,
  startChild,
} from '@temporalio/workflow';
import type { BatchActivities, DuePage } from '../../activities/renewal-batch/batch-activities.js';
import { MOST_POLICIES } from '../../domain/renewal-batch/limits.js';
import { renewalBatchId } from '../../domain/workflow-ids.js';
import type { DueRenewals, DueRenewalsInput, RenewalBatchInput } from './messages.js';
import { renewalBatch } from './workflow.js';

const { findDue } = proxyActivities<BatchActivities>({
  startToCloseTimeout: '20m',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '60s' },
});

/**
 * The renewals that are due and that nobody begins, handed to a batch: of products whose terms do not begin theirs by themselves, and of terms
 * that should have begun theirs days ago.
 *
 * Trigger: the schedule of the installation. Ends when the batch has begun; more than it takes are left to the next day.
 */
export async function dueRenewals({ perMinute, mostOpen }: DueRenewalsInput): Promise<DueRenewals> {
  const policyNumbers = new Set<string>();
  let page: string | null = null;
  do {
    const found: DuePage = await findDue({ page });
    for (const policyNumber of found.policyNumbers) policyNumbers.add(policyNumber);
    page = found.nextPage;
  } while (page !== null && policyNumbers.size < MOST_POLICIES);
  const due = [...policyNumbers].slice(0, MOST_POLICIES);
  if (due.length === 0) return { found: 0, batch: null };
  const requestId = `due-${new Date().toISOString().replaceAll(/[:-]|\.\d+/g, '')}`;
  const workflowId = renewalBatchId(requestId);
  const input: RenewalBatchInput = {
    requestId,
    policyNumbers: due,
    perMinute,
    mostOpen,
    requestedBy: 'schedule',
  };
  await startChild(renewalBatch, {
    workflowId,
    args: [input],
    parentClosePolicy: ParentClosePolicy.ABANDON,
    staticSummary: `Renewals of ${due.length} policies that are due`,
  });
  setCurrentDetails(`${due.length} renewals are due, and ${workflowId} starts them.`);
  return { found: due.length, batch: workflowId };
}
