import { tasksOfBatch } from '../domain/task/batch-tasks.js';
import type { OpenTask } from '../domain/task/open-task.js';
import { tasksOfTerm } from '../domain/task/term-tasks.js';
import { tasksOfTransaction } from '../domain/task/transaction-tasks.js';
import { isTransactionId, requestIdOfBatch, termOfId } from '../domain/workflow-ids.js';
import type { TransactionRecord } from '../domain/transaction/record.js';
import type { TermRecord } from '../workflows/policy-term/messages.js';
import type { Temporal } from './deadlines.js';
import { queryProgress } from './renewal-batches.js';
import { TYPES_WITH_TASKS, type TypeWithTasks } from './transaction-search.js';
import { queryTerm } from './terms.js';
import { queryRecord } from './transactions.js';
import type { WaitingWorkflow } from './waiting-workflows.js';

/** What has tasks, with all of them as they are now. */
export interface TaskHolder {
  readonly product: string | null;
  readonly policyNumber: string | null;
  readonly termNumber: number | null;
  readonly tasks: readonly OpenTask[];
}

/** Of which type the workflow of an id is; null of one that never has tasks. */
export function typeWithTasksOf(workflowId: string): TypeWithTasks | null {
  if (termOfId(workflowId) !== null) return 'policyTerm';
  if (requestIdOfBatch(workflowId) !== null) return 'renewalBatch';
  if (!isTransactionId(workflowId)) return null;
  const [kind = ''] = workflowId.split(':');
  const type = kind.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return TYPES_WITH_TASKS.find((one) => one === type) ?? null;
}

/**
 * Asks a workflow what it wants of people now.
 *
 * @throws NoWorkerAnswered when no worker answers in time
 * @throws WorkflowFailing when none can
 */
export async function askForTasks(
  temporal: Temporal,
  { workflowId, type, isFailing }: Pick<WaitingWorkflow, 'workflowId' | 'type' | 'isFailing'>,
): Promise<TaskHolder> {
  if (type === 'policyTerm') return ofTerm(await queryTerm(temporal, workflowId, isFailing));
  if (type === 'renewalBatch') {
    const tasks = tasksOfBatch(await queryProgress(temporal, { workflowId, isFailing }));
    return { product: null, policyNumber: null, termNumber: null, tasks };
  }
  const { workerMs } = temporal.deadlines;
  return ofTransaction(await queryRecord(temporal, workflowId, workerMs, isFailing));
}

function ofTransaction(record: TransactionRecord): TaskHolder {
  return {
    product: record.product,
    policyNumber: record.policyNumber,
    termNumber: record.change?.termNumber ?? null,
    tasks: tasksOfTransaction(record),
  };
}

function ofTerm(record: TermRecord): TaskHolder {
  const { policyNumber, termNumber, productKey, expirationDate, currency, arithmetic } = record;
  const payments = new Map(record.payments.map((payment) => [payment.paymentId, payment]));
  const tasks = tasksOfTerm(record.tasks, {
    expirationDate,
    currency,
    shortfallCents: arithmetic.shortfall,
    payment: (paymentId) => payments.get(paymentId) ?? null,
  });
  return { product: productKey, policyNumber, termNumber, tasks };
}
