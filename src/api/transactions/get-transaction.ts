import type { RequestHandler } from 'express';
import { factsOf } from '../request-facts.js';
import type { Route } from '../route.js';
import type { ApiContext } from '../context.js';
import { transactionResponse } from './transaction-answer.js';
import { answerOf, type TemporalUi } from './answer-of-record.js';
import { findTransaction, readRecord, type Temporal } from './find-transaction.js';
import { ONE_TRANSACTION, transactionId, transactionPathSchema } from './transaction-id.js';

/** GET /api/transactions/:id: everything about one transaction. */
function getTransaction(
  context: Temporal & { readonly temporalUi: TemporalUi | undefined },
): RequestHandler {
  return async (request, response) => {
    const found = await findTransaction(context, transactionId(request));
    factsOf(request).transactionId = found.visible.workflowId;
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
