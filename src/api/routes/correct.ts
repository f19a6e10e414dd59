import type { RequestHandler } from 'express';
import { correctionRequestSchema } from '../../submission/correction-schema.js';
import { correctUpdate } from '../../workflows/transaction/messages.js';
import { readBody } from '../json-body.js';
import { Problem } from '../problem.js';
import { factsOf } from '../request-facts.js';
import { answerOf, type TemporalUi } from '../transactions/answer-of-record.js';
import { findTransaction, type Temporal } from '../transactions/find-transaction.js';
import { updateTransaction } from '../transactions/update-transaction.js';
import { transactionId } from './transaction-id.js';

type CorrectContext = Temporal & { readonly temporalUi: TemporalUi | undefined };

/**
 * POST /api/transactions/:id/correct: changes the input of a stopped step, and runs it again. The patch is applied and
 * checked where the transaction runs, as it is for every other client.
 */
export function correctTransaction(context: CorrectContext): RequestHandler {
  return async (request, response) => {
    const { by, reason, changes, revision, outcome } = readBody(request, correctionRequestSchema);
    const found = await findTransaction(context, transactionId(request));
    const id = found.visible.workflowId;
    factsOf(request).transactionId = id;
    if (!found.isRunning) throw new Problem('already-ended');
    const corrected = await updateTransaction(context, id, correctUpdate, {
      by,
      reason,
      ...(changes === undefined ? {} : { changes }),
      ...(revision === undefined ? {} : { revision }),
      ...(outcome === undefined ? {} : { outcome }),
    });
    response.json(answerOf(corrected, context.temporalUi));
  };
}
