import type { RequestHandler } from 'express';
import { abandonUpdate } from '../../workflows/transaction/messages.js';
import { readBody } from '../body/json-body.js';
import { Problem } from '../problem.js';
import { json, type Route } from '../route.js';
import type { ApiContext } from '../context.js';
import { transactionResponse } from './transaction-answer.js';
import { answerOf, type TemporalUi } from './answer-of-record.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { sendAct } from '../../temporal/send-act.js';
import { abandonmentRequestSchema } from '../../requests/correction-schema.js';
import { namedTransaction, ONE_TRANSACTION, transactionPathSchema } from './named-transaction.js';

/** POST /api/transactions/:id/abandon: ends a transaction that is not bound. */
function abandonTransaction(
  context: Temporal & { readonly temporalUi: TemporalUi | undefined },
): RequestHandler {
  return async (request, response) => {
    const abandonment = readBody(request, abandonmentRequestSchema);
    const found = await namedTransaction(context, request);
    const id = found.visible.workflowId;
    if (!found.isRunning) throw new Problem('already-ended');
    const record = await sendAct(context, id, abandonUpdate, abandonment);
    response.json(answerOf(record, context.temporalUi));
  };
}

export const abandonTransactionRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/transactions/{id}/abandon',
  admits: { by: 'key', scope: 'transactions:operate' },
  operationId: 'abandonTransaction',
  tag: 'transactions',
  summary: 'End a transaction that is not bound',
  request: {
    params: transactionPathSchema,
    body: json(abandonmentRequestSchema, {
      example: { by: 'Pat Doe', reason: 'Withdrawn by the broker' },
    }),
  },
  answers: { 200: transactionResponse('The transaction as it ends.') },
  problems: [
    'already-bound',
    'bind-under-way',
    'already-ended',
    'change-refused',
    'refused',
    ...ONE_TRANSACTION,
  ],
  handle: abandonTransaction,
};
