import type { RequestHandler } from 'express';
import { factsOf } from '../request-facts.js';
import { answerOfOutcome } from '../terms/message-answer.js';
import { confirmTermSchema } from '../terms/message-schema.js';
import { readMessage } from '../terms/read-message.js';
import { tellConfirmed, type TermContext } from '../terms/tell-term.js';
import { termPathSchema } from '../terms/term-path.js';
import { policyTermId } from '../../domain/workflow-ids.js';

/** POST /api/policies/:policyNumber/terms/:termNumber/confirm: billing says that the insured has taken the term. */
export function confirmTerm(context: TermContext): RequestHandler {
  return async (request, response) => {
    const { path, body } = readMessage(request, termPathSchema, confirmTermSchema);
    const { policyNumber, termNumber } = path;
    const { transactionId } = body;
    factsOf(request).transactionId = policyTermId(policyNumber, termNumber);
    const outcome = await tellConfirmed(context, { policyNumber, termNumber, transactionId });
    response.json(answerOfOutcome(outcome));
  };
}
