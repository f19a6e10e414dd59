import type { RequestHandler } from 'express';
import { readQuery } from '../query-parameters.js';
import { answer, type Route } from '../route.js';
import type { ApiContext } from '../context.js';
import { answerOf, type TemporalUi } from './answer-of-record.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { listPage } from './list-page.js';
import { transactionQuery } from '../../temporal/transaction-search.js';
import { isSet, listQuerySchema } from './list-query.js';
import { transactionListSchema, type TransactionList } from './transaction-answer.js';
import { needsAttention, recordOf, transactionsOf } from '../../temporal/visible-transactions.js';

/** GET /api/transactions: a page of transactions by search attributes; no worker is asked. */
function listTransactions(
  context: Temporal & { readonly temporalUi: TemporalUi | undefined },
): RequestHandler {
  const { client, temporalUi } = context;
  return async (request, response) => {
    const query = readQuery(request, listQuerySchema);
    const search = transactionQuery({ ...query, needsAttention: isSet(query.needsAttention) });
    const { page, nextCursor } = await listPage(context, search, query);
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

export const listTransactionsRoute: Route<ApiContext> = {
  method: 'get',
  path: '/api/transactions',
  admits: { by: 'key', scope: 'transactions:read' },
  operationId: 'listTransactions',
  tag: 'transactions',
  summary: 'Search transactions',
  description:
    'Newest first. The index follows the transactions by a second or so, and says of one under way where it last waited, was bound or ended. A parameter may be given once.',
  request: { query: listQuerySchema },
  answers: { 200: answer('One page.', transactionListSchema) },
  problems: ['invalid-parameter', 'temporal-unavailable'],
  handle: listTransactions,
};
