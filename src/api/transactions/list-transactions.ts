import type { RequestHandler } from 'express';
import { readQuery } from '../query-parameters.js';
import { answer, type Route } from '../route.js';
import type { ApiContext } from '../context.js';
import type { MakesCursors } from '../cursors.js';
import type { TemporalUi } from './answer-of-record.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { listAnswer } from './list-answer.js';
import { transactionQuery } from '../../temporal/transaction-search.js';
import { isSet, listQuerySchema } from './list-query.js';
import { transactionListSchema } from './transaction-answer.js';

/** GET /api/transactions: a page of transactions by search attributes; no worker is asked. */
function listTransactions(
  context: Temporal & MakesCursors & { readonly temporalUi: TemporalUi | undefined },
): RequestHandler {
  return async (request, response) => {
    const query = readQuery(request, listQuerySchema);
    const search = transactionQuery({ ...query, needsAttention: isSet(query.needsAttention) });
    response.json(await listAnswer(context, { list: 'transactions', search }, query));
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
