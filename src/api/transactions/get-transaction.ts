import type { RequestHandler } from 'express';
import type { Route } from '../route.js';
import type { ApiContext } from '../context.js';
import { transactionResponse } from './transaction-answer.js';
import { answerOf, type TemporalUi } from './answer-of-record.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { readRecord } from '../../temporal/transactions.js';
import { namedTransaction, ONE_TRANSACTION, transactionPathSchema } from './named-transaction.js';

/** GET /api/transactions/:id: everything about one transaction. */
function getTransaction(
  context: Temporal & { readonly temporalUi: TemporalUi | undefined },
): RequestHandler {
  return async (request, response) => {
    const found = await namedTransaction(context, request);
    response.json(answerOf(await readRecord(context, found), context.temporalUi));
  };
}

export const getTransactionRoute: Route<ApiContext> = {
  method: 'get',
  path: '/api/transactions/{id}',
  admits: { by: 'key', scope: 'transactions:read' },
  operationId: 'getTransaction',
  tag: 'transactions',
  summary: 'Everything about a transaction',
  request: { params: transactionPathSchema },
  answers: { 200: transactionResponse('The transaction.') },
  problems: ONE_TRANSACTION,
  handle: getTransaction,
};

export const getTransactionAliasRoute: Route<ApiContext> = {
  ...getTransactionRoute,
  path: '/api/transaction/{id}',
  operationId: 'getTransactionAlias',
  summary: 'The same, under its other address',
};
