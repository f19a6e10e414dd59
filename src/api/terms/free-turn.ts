import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { by, reason } from '../../requests/correction-schema.js';
import { text } from '../../requests/text-fields.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { readTerm } from '../../temporal/terms.js';
import { findTransaction } from '../../temporal/transactions.js';
import { changeUpdate } from '../../workflows/policy-term/messages.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { answer, json, type Route } from '../route.js';
import type { TemporalUi } from '../transactions/answer-of-record.js';
import { addressedTerm, knownTerm } from './addressed-term.js';
import { sendToTerm } from './send-to-term.js';
import { termAnswer, termAnswerSchema } from './term-answer.js';
import { ABOUT_TERMS, termPathSchema } from './term-path.js';

const freedTurnSchema = z
  .strictObject({
    transaction: text(300).meta({
      description: 'Who has the turn, as the term answers it: nobody else is sent away.',
      example: 'cancellation:CGL-2027-000001:CXL-2027-0001',
    }),
    by: by(),
    reason: reason(),
  })
  .meta({ id: 'FreedTurn' });

/** POST /api/policies/:policyNumber/terms/:termNumber/free-turn: who has the turn does not run any more, and never gives it back. */
function freeTurn(
  context: Temporal & { readonly temporalUi: TemporalUi | undefined },
): RequestHandler {
  return async (request, response) => {
    const id = addressedTerm(request);
    const { transaction, ...who } = readBody(request, freedTurnSchema);
    const found = await knownTerm(context, id);
    const running = await findTransaction(context, transaction);
    if (running?.isRunning) {
      throw new Problem('turn-in-use', {
        detail: `${transaction} runs, and gives its turn back by itself. See to that transaction; only where it was ended in Temporal its turn can be freed.`,
      });
    }
    const reply = await sendToTerm(context, { id }, changeUpdate('giveBackTurn'), {
      kind: 'giveBackTurn',
      id: `freed:${randomUUID()}`,
      transaction,
      // The history of the term keeps who it was.
      ...who,
    });
    if (reply.outcome === 'refused') {
      throw new Problem('turn-in-use', { detail: reply.refusal.text });
    }
    response.json(termAnswer(await readTerm(context, found), found, context.temporalUi));
  };
}

export const freeTurnRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/policies/{policyNumber}/terms/{termNumber}/free-turn',
  admits: { by: 'key', scope: 'transactions:operate' },
  operationId: 'freeTurn',
  tag: 'policies',
  summary: 'Take the turn from a transaction that does not run any more',
  description:
    'A transaction that was terminated in Temporal while it had the turn of a term never gives it back. The next in the queue gets it. What that transaction has written stands: look it up first, and post it again to have it finished.',
  request: {
    params: termPathSchema,
    body: json(freedTurnSchema, {
      example: {
        transaction: 'cancellation:CGL-2027-000001:CXL-2027-0001',
        by: 'ops@example.test',
        reason: 'Terminated by mistake; nothing was written',
      },
    }),
  },
  answers: { 200: answer('The term, its turn with the next or free.', termAnswerSchema) },
  problems: [
    'unknown-term',
    'turn-in-use',
    'term-ended',
    'refused',
    'worker-unavailable',
    'workflow-failing',
    ...ABOUT_TERMS,
  ],
  handle: freeTurn,
};
