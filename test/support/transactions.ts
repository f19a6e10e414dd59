import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Submission } from '../../src/domain/new-business/submission.js';
import type { TransactionRecord } from '../../src/domain/transaction/record.js';
import type { newBusiness } from '../../src/workflows/index.js';
import {
  correctUpdate,
  recordQuery,
  type Correction,
} from '../../src/workflows/transaction/messages.js';
import { newBusinessInput } from './submissions.js';
import { WORKFLOW_TASK_QUEUE } from '../../src/workflows/task-queues.js';
import type { NewBusinessInput } from '../../src/workflows/new-business/messages.js';
import { newBusinessId } from '../../src/domain/workflow-ids.js';

export type TransactionHandle = WorkflowHandle<typeof newBusiness>;

export function startTransaction(
  env: TestWorkflowEnvironment,
  submission: Submission,
  changes: Partial<NewBusinessInput> = {},
): Promise<TransactionHandle> {
  return env.client.workflow.start<typeof newBusiness>('newBusiness', {
    workflowId: newBusinessId(submission.reference),
    taskQueue: WORKFLOW_TASK_QUEUE,
    args: [newBusinessInput(submission, changes)],
  });
}

/** The record as soon as the transaction waits for a person, is held at a milestone, or is over. */
export async function untilStopped(handle: TransactionHandle): Promise<TransactionRecord> {
  for (;;) {
    const record = await handle.query(recordQuery);
    const isOver = ['completed', 'failed'].includes(record.state);
    if (record.attention !== null || record.heldAt !== null || isOver) return record;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A correction as a person at the Temporal Web UI types it. */
export function correct(
  handle: TransactionHandle,
  parts: Partial<Correction> = {},
): Promise<TransactionRecord> {
  return handle.executeUpdate(correctUpdate, {
    args: [{ by: 'olga', reason: 'mended', ...parts }],
  });
}
