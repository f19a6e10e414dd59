import type { RequestHandler } from 'express';
import { Problem } from '../problem.js';
import { readQuery } from '../query-parameters.js';
import { grpcCode } from '../temporal-deadline.js';
import { answerOf, type TemporalUi } from '../transactions/answer-of-record.js';
import type { Temporal } from '../transactions/find-transaction.js';
import { cursorOf, tokenOf } from '../transactions/list-cursor.js';
import { type ListQuery, listQuerySchema, visibilityQuery } from '../transactions/list-query.js';
import type { TransactionList } from '../transactions/transaction-answer.js';
import { listExecutions, transactionsOf } from '../transactions/list-executions.js';
import { needsAttention, recordOf } from '../transactions/visible-record.js';

const DEFAULT_PAGE_SIZE = 50;
/** gRPC code of a page token that the server did not make. */
const INVALID_ARGUMENT = 3;

/** GET /api/transactions: a page of transactions by search attributes; no worker is asked. */
export function listTransactions(
  context: Temporal & { readonly temporalUi: TemporalUi | undefined },
): RequestHandler {
  const { client, temporalUi } = context;
  return async (request, response) => {
    const query = readQuery(request, listQuerySchema);
    const page = await listExecutions(context, {
      query: visibilityQuery(query),
      pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE,
      nextPageToken: pageToken(query),
    }).catch((error: unknown) => {
      if (query.cursor !== undefined && grpcCode(error) === INVALID_ARGUMENT)
        throw malformedCursor();
      throw error;
    });
    const visible = await transactionsOf(client, page);
    const answer: TransactionList = {
      items: visible.map((transaction) =>
        answerOf(recordOf(transaction), temporalUi, needsAttention(transaction)),
      ),
      nextCursor: cursorOf(page.nextPageToken, query),
    };
    response.json(answer);
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
