import type { RequestHandler } from 'express';
import { readQuery } from '../query-parameters.js';
import { answerOf, type TemporalUi } from '../transactions/answer-of-record.js';
import type { Temporal } from '../transactions/find-transaction.js';
import { transactionsOf } from '../transactions/list-executions.js';
import { listPage } from '../transactions/list-page.js';
import { listQuerySchema, visibilityQuery } from '../transactions/list-query.js';
import type { TransactionList } from '../transactions/transaction-answer.js';
import { needsAttention, recordOf } from '../transactions/visible-record.js';

/** GET /api/transactions: a page of transactions by search attributes; no worker is asked. */
export function listTransactions(
  context: Temporal & { readonly temporalUi: TemporalUi | undefined },
): RequestHandler {
  const { client, temporalUi } = context;
  return async (request, response) => {
    const query = readQuery(request, listQuerySchema);
    const { page, nextCursor } = await listPage(context, visibilityQuery(query), query);
    const visible = await transactionsOf(client, page);
    const answer: TransactionList = {
      items: visible.map((transaction) =>
        answerOf(recordOf(transaction), temporalUi, needsAttention(transaction)),
      ),
      nextCursor,
    };
    response.json(answer);
  };
}
