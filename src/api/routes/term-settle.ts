import type { RequestHandler } from 'express';
import { z } from 'zod';
import { settleTaskUpdate } from '../../workflows/policy-term/messages.js';
import { Problem } from '../problem.js';
import { readBody } from '../json-body.js';
import { factsOf } from '../request-facts.js';
import { text } from '../../submission/text-fields.js';
import { findTerm } from '../terms/find-term.js';
import { termAnswer } from '../terms/term-answer.js';
import { readPath, termPathSchema } from '../terms/term-path.js';
import type { TemporalUi } from '../transactions/answer-of-record.js';
import type { Temporal } from '../transactions/find-transaction.js';
import { updateTransaction } from '../transactions/update-transaction.js';
import { by, reason } from '../../submission/correction-schema.js';
import { policyTermId } from '../../domain/workflow-ids.js';

export const settlementSchema = z
  .strictObject({
    taskId: text(500).meta({
      description: '`id` of a task of the term, as it was answered.',
      example: 'moneyParked:PAY-2027-0001',
    }),
    by: by(),
    reason: reason(),
  })
  .meta({ id: 'Settlement' });

/** POST /api/policies/:policyNumber/terms/:termNumber/settle: a person has done what a task asked for. */
export function settleTask(
  context: Temporal & { readonly temporalUi: TemporalUi | undefined },
): RequestHandler {
  return async (request, response) => {
    const { policyNumber, termNumber } = readPath(request, termPathSchema);
    const id = policyTermId(policyNumber, termNumber);
    factsOf(request).transactionId = id;
    const { taskId, ...who } = readBody(request, settlementSchema);
    const found = await findTerm(context, id);
    if (!found) throw new Problem('unknown-term');
    if (!found.isRunning) {
      throw new Problem('no-such-task', { detail: 'The term has ended, and its tasks with it.' });
    }
    const settled = { task: taskId, ...who };
    const record = await updateTransaction(context, id, settleTaskUpdate, settled);
    response.json(termAnswer(record, found, context.temporalUi));
  };
}
