import type { RequestHandler } from 'express';
import { factsOf } from '../request-facts.js';
import { answerOf, type TemporalUi } from '../transactions/answer-of-record.js';
import { findTransaction, readRecord, type Temporal } from '../transactions/find-transaction.js';
import { transactionId } from './transaction-id.js';

/** GET /api/transactions/:id: everything about one transaction. */
export function getTransaction(
  context: Temporal & { readonly temporalUi: TemporalUi | undefined },
): RequestHandler {
  return async (request, response) => {
    const found = await findTransaction(context, transactionId(request));
    factsOf(request).transactionId = found.visible.workflowId;
    response.json(answerOf(await readRecord(context, found), context.temporalUi));
  };
}
