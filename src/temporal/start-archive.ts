import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import type { AuditArchiveInput } from '../workflows/archive/messages.js';
import { WORKFLOW_TASK_QUEUE } from '../workflows/task-queues.js';

/** There is one. */
const ARCHIVE_ID = 'audit-archive';

/** Has Temporal keep looking for what is to be archived; nothing where it does. */
export async function startArchive(
  { workflow }: Pick<Client, 'workflow'>,
  input: AuditArchiveInput = {},
): Promise<void> {
  try {
    await workflow.start<(given: AuditArchiveInput) => Promise<never>>('auditArchive', {
      workflowId: ARCHIVE_ID,
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [input],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
      staticSummary: 'Keeps who did what, when and why',
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
