import type { Client } from '@temporalio/client';
import { withinDeadline } from '../temporal-deadline.js';
import { kindOf } from '../../domain/transaction/kinds.js';
import type { Temporal } from './find-transaction.js';
import { statusName } from './status-name.js';
import { readAttributes, readMemo, type VisibleTransaction } from './visible-record.js';

export type ExecutionPage = Awaited<
  ReturnType<Client['workflowService']['listWorkflowExecutions']>
>;
export type Execution = ExecutionPage['executions'][number];

export interface Page {
  readonly query: string;
  readonly pageSize: number;
  readonly nextPageToken?: Uint8Array | null;
}

/** One page of Temporal's index. */
export function listExecutions(
  { client, deadlines }: Temporal,
  { query, pageSize, nextPageToken = null }: Page,
): Promise<ExecutionPage> {
  return withinDeadline(client, deadlines.serverMs, () =>
    client.workflowService.listWorkflowExecutions({
      namespace: client.options.namespace,
      query,
      pageSize,
      nextPageToken,
    }),
  );
}

/** Those of a page that are transactions. */
export async function transactionsOf(
  client: Client,
  { executions }: ExecutionPage,
): Promise<readonly VisibleTransaction[]> {
  const visible = await Promise.all(executions.map((execution) => toVisible(client, execution)));
  return visible.filter((transaction) => transaction !== null);
}

async function toVisible(client: Client, execution: Execution): Promise<VisibleTransaction | null> {
  const workflowId = execution.execution?.workflowId;
  const kind = kindOf(execution.type?.name);
  if (!workflowId || kind === null) return null;
  return {
    workflowId,
    kind,
    status: statusName(execution.status),
    attributes: readAttributes(execution.searchAttributes?.indexedFields),
    memo: await readMemo(client, execution.memo?.fields),
  };
}
