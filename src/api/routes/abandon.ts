import type { RequestHandler } from 'express';
import { abandonUpdate } from '../../workflows/transaction/messages.js';
import { readBody } from '../json-body.js';
import { Problem } from '../problem.js';
import { factsOf } from '../request-facts.js';
import { answerOf, type TemporalUi } from '../transactions/answer-of-record.js';
import { findTransaction, type Temporal } from '../transactions/find-transaction.js';
import { updateTransaction } from '../transactions/update-transaction.js';
import { abandonmentRequestSchema } from '../../submission/correction-schema.js';
import { transactionId } from './transaction-id.js';

/** POST /api/transactions/:id/abandon: ends a transaction that is not bound. */
export function abandonTransaction(
  context: Temporal & { readonly temporalUi: TemporalUi | undefined },
): RequestHandler {
  return async (request, response) => {
    const abandonment = readBody(request, abandonmentRequestSchema);
    const found = await findTransaction(context, transactionId(request));
    const id = found.visible.workflowId;
    factsOf(request).transactionId = id;
    if (!found.isRunning) throw new Problem('already-ended');
    const record = await updateTransaction(context, id, abandonUpdate, abandonment);
    response.json(answerOf(record, context.temporalUi));
  };
}
