import type { RequestHandler } from 'express';
import { correctionRequestSchema } from '../../requests/correction-schema.js';
import { correctUpdate } from '../../workflows/transaction/messages.js';
import { readBody } from '../body/json-body.js';
import { Problem } from '../problem.js';
import { json, type Route } from '../route.js';
import type { ApiContext } from '../context.js';
import { transactionResponse } from './transaction-answer.js';
import { answerOf, type TemporalUi } from './answer-of-record.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { sendAct } from '../../temporal/send-act.js';
import { namedTransaction, ONE_TRANSACTION, transactionPathSchema } from './named-transaction.js';

type CorrectContext = Temporal & { readonly temporalUi: TemporalUi | undefined };

/**
 * POST /api/transactions/:id/correct: changes the input of a stopped step, and runs it again. The patch is applied and
 * checked where the transaction runs, as it is for every other client.
 */
function correctTransaction(context: CorrectContext): RequestHandler {
  return async (request, response) => {
    const { by, reason, changes, revision, outcome } = readBody(request, correctionRequestSchema);
    const found = await namedTransaction(context, request);
    const id = found.visible.workflowId;
    if (!found.isRunning) throw new Problem('already-ended');
    const corrected = await sendAct(context, id, correctUpdate, {
      by,
      reason,
      ...(changes === undefined ? {} : { changes }),
      ...(revision === undefined ? {} : { revision }),
      ...(outcome === undefined ? {} : { outcome }),
    });
    response.json(answerOf(corrected, context.temporalUi));
  };
}

const EXAMPLE = {
  by: 'Pat Doe',
  reason: 'The broker has moved',
  changes: { producer: { contactGuid: null, search: 'Bayou Agency' } },
};

export const correctTransactionRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/transactions/{id}/correct',
  admits: { by: 'key', scope: 'transactions:operate' },
  operationId: 'correctTransaction',
  tag: 'transactions',
  summary: 'Correct the input of a stopped step and run it again',
  request: {
    params: transactionPathSchema,
    body: json(correctionRequestSchema, { example: EXAMPLE }),
  },
  answers: { 200: transactionResponse('The transaction as it goes on.') },
  problems: [
    'nothing-to-correct',
    'stale-revision',
    'already-used',
    'outcome-needed',
    'outcome-not-needed',
    'outcome-differs',
    'too-early',
    'already-ended',
    'refused',
    ...ONE_TRANSACTION,
  ],
  handle: correctTransaction,
};
