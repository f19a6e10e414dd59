import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { newBusiness } from '../../src/workflows/index.js';
import type { CheckedExample } from './example-submissions.js';
import { WORKFLOW_TASK_QUEUE } from '../../src/workflows/task-queues.js';
import type { NewBusinessInput } from '../../src/workflows/new-business/messages.js';
import type { TransactionMemo } from '../../src/workflows/transaction/messages.js';
import { newBusinessId } from '../../src/domain/workflow-ids.js';

export type Handle = WorkflowHandle<typeof newBusiness>;

/** Starts an example as the API does. No billing system bills it, unless `input` says so. */
export function startExample(
  { client }: TestWorkflowEnvironment,
  { submission, product, requestDigest }: CheckedExample,
  input: Partial<NewBusinessInput> & Pick<NewBusinessInput, 'callLimitMs'>,
  memo: Pick<TransactionMemo, 'takesUpRun'> = {},
): Promise<Handle> {
  return client.workflow.start<typeof newBusiness>('newBusiness', {
    workflowId: newBusinessId(submission.reference),
    taskQueue: WORKFLOW_TASK_QUEUE,
    memo: { ...memo },
    args: [
      {
        submission,
        requestDigest,
        requestedBy: 'e2e',
        outagePatienceMs: 600_000,
        documents: product.documents,
        term: { timeZone: product.timeZone, termTime: product.termTime },
        ...input,
      },
    ],
  });
}
