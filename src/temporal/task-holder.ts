import { tasksOfBatch, tasksOfPaused } from '../domain/task/batch-tasks.js';
import { tasksOfGroup } from '../domain/task/group-tasks.js';
import type { OpenTask } from '../domain/task/open-task.js';
import { tasksOfTerm } from '../domain/task/term-tasks.js';
import { tasksOfTransaction } from '../domain/task/transaction-tasks.js';
import { tasksOfWebhook } from '../domain/task/webhook-tasks.js';
import { groupOfId, isTransactionId, termOfId, workOfId } from '../domain/workflow-ids.js';
import type { TransactionRecord } from '../domain/transaction/record.js';
import type { TermRecord } from '../workflows/policy-term/messages.js';
import type { Temporal } from './deadlines.js';
import { endedQuotesOf } from './ended-quotes.js';
import { findGroup, readGroup } from './quote-groups.js';
import { queryReport } from './reconciliations.js';
import { queryAsked } from './renewal-batches.js';
import { queryTaskBatch } from './task-batches.js';
import { TYPES_WITH_TASKS, type TypeWithTasks } from './transaction-search.js';
import { queryTerm } from './terms.js';
import { queryRecord } from './transactions.js';
import { readWebhook } from './webhooks.js';
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
  if (groupOfId(workflowId) !== null) return 'quoteGroup';
  const work = workOfId(workflowId);
  if (work !== null) return work.type;
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
export async function askForTasks(temporal: Temporal, asked: AskedWorkflow): Promise<TaskHolder> {
  const { workflowId, type, isFailing } = asked;
  if (type === 'policyTerm') return ofTerm(await queryTerm(temporal, workflowId, isFailing));
  if (isWork(type)) return ofWork(await tasksOfWork[type](temporal, asked));
  const { workerMs } = temporal.deadlines;
  return ofTransaction(await queryRecord(temporal, workflowId, workerMs, isFailing));
}

type AskedWorkflow = Pick<WaitingWorkflow, 'workflowId' | 'type' | 'isFailing'>;
type AskForWork = (temporal: Temporal, asked: AskedWorkflow) => Promise<readonly OpenTask[]>;

/** Of what is about many policies, or none: each of its tasks says of which it is. */
const tasksOfWork = {
  renewalBatch: async (temporal, asked) => tasksOfBatch(await queryAsked(temporal, asked)),
  taskBatch: async (temporal, asked) =>
    tasksOfPaused({ what: 'batch', ...(await queryTaskBatch(temporal, asked)) }),
  reconciliation: async (temporal, asked) =>
    tasksOfPaused({ what: 'comparison', toDo: null, ...(await queryReport(temporal, asked)) }),
  webhook: async (temporal, asked) => tasksOfWebhook(await readWebhook(temporal, asked)),
  quoteGroup: async (temporal, { workflowId }) => {
    const found = await findGroup(temporal, workflowId);
    if (found === null) return [];
    const group = await readGroup(temporal, found);
    return tasksOfGroup(group, await endedQuotesOf(temporal, workflowId));
  },
} as const satisfies Readonly<Partial<Record<TypeWithTasks, AskForWork>>>;

function isWork(type: TypeWithTasks): type is keyof typeof tasksOfWork {
  return Object.hasOwn(tasksOfWork, type);
}

function ofWork(tasks: readonly OpenTask[]): TaskHolder {
  return { product: null, policyNumber: null, termNumber: null, tasks };
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
    heldByCurrency: record.heldByCurrency ?? [],
    payment: (paymentId) => payments.get(paymentId) ?? null,
  });
  return { product: productKey, policyNumber, termNumber, tasks };
}
