import type { RequestHandler } from 'express';
import type { Client } from '@temporalio/client';
import { Problem } from '../problem.js';
import { readQuery } from '../query-parameters.js';
import { grpcCode, withinDeadline } from '../temporal-deadline.js';
import { answerOf, type TemporalUi } from '../transactions/answer-of-record.js';
import { type Temporal, TRANSACTION_WORKFLOWS } from '../transactions/find-transaction.js';
import { cursorOf, tokenOf } from '../transactions/list-cursor.js';
import { type ListQuery, listQuerySchema, visibilityQuery } from '../transactions/list-query.js';
import type { TransactionList } from '../transactions/transaction-answer.js';
import {
  needsAttention,
  readAttributes,
  readMemo,
  recordOf,
  type VisibleTransaction,
} from '../transactions/visible-record.js';
import { statusName } from '../transactions/status-name.js';

const DEFAULT_PAGE_SIZE = 50;
/** gRPC code of a page token that the server did not make. */
const INVALID_ARGUMENT = 3;

type ListResponse = Awaited<ReturnType<Client['workflowService']['listWorkflowExecutions']>>;
type Execution = ListResponse['executions'][number];

/** GET /api/transactions: a page of transactions by search attributes; no worker is asked. */
export function listTransactions(
  context: Temporal & { readonly temporalUi: TemporalUi | undefined },
): RequestHandler {
  const { client, deadlines, temporalUi } = context;
  return async (request, response) => {
    const query = readQuery(request, listQuerySchema);
    const page = await withinDeadline(client, deadlines.serverMs, () =>
      client.workflowService.listWorkflowExecutions({
        namespace: client.options.namespace,
        query: visibilityQuery(query),
        pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE,
        nextPageToken: pageToken(query),
      }),
    ).catch((error: unknown) => {
      if (query.cursor !== undefined && grpcCode(error) === INVALID_ARGUMENT)
        throw malformedCursor();
      throw error;
    });
    const visible = await Promise.all(
      page.executions.map((execution) => toVisible(client, execution)),
    );
    const answer: TransactionList = {
      items: visible
        .filter((transaction) => transaction !== null)
        .map((transaction) =>
          answerOf(recordOf(transaction), temporalUi, needsAttention(transaction)),
        ),
      nextCursor: cursorOf(page.nextPageToken, query),
    };
    response.json(answer);
  };
}

async function toVisible(client: Client, execution: Execution): Promise<VisibleTransaction | null> {
  const workflowId = execution.execution?.workflowId;
  const type = execution.type?.name;
  if (!workflowId || !TRANSACTION_WORKFLOWS.some((known) => known === type)) return null;
  return {
    workflowId,
    status: statusName(execution.status),
    attributes: readAttributes(execution.searchAttributes?.indexedFields),
    memo: await readMemo(client, execution.memo?.fields),
  };
}

function pageToken(query: ListQuery): Uint8Array | null {
  if (query.cursor === undefined) return null;
  const token = tokenOf(query.cursor, query);
  if (token === null) throw malformedCursor();
  return token;
}

function malformedCursor(): Problem {
  return new Problem('invalid-parameter', {
    detail: 'Some query parameters cannot be used.',
    errors: [
      {
        field: 'cursor',
        reason: 'is not a cursor of this search',
        remedy:
          'Use nextCursor of the page before as it is, with the same filters, or leave it out to begin anew.',
      },
    ],
  });
}
