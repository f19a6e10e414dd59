import type { RequestHandler } from 'express';
import { factsOf } from '../request-facts.js';
import { answer, json, type Route } from '../route.js';
import type { ApiContext } from '../context.js';
import { CONFIRMED, TERM } from './message-examples.js';
import { answerOfOutcome, MESSAGE_PROBLEMS, messageAnswerSchema } from './message-answer.js';
import { confirmTermSchema } from './message-schema.js';
import { readMessage } from './read-message.js';
import { tellConfirmed, type TermContext } from './tell-term.js';
import { termPathSchema } from './term-path.js';
import { policyTermId } from '../../domain/workflow-ids.js';

/** POST /api/policies/:policyNumber/terms/:termNumber/confirm: billing says that the insured has taken the term. */
function confirmTerm(context: TermContext): RequestHandler {
  return async (request, response) => {
    const { path, body } = readMessage(request, termPathSchema, confirmTermSchema);
    const { policyNumber, termNumber } = path;
    const { transactionId } = body;
    factsOf(request).transactionId = policyTermId(policyNumber, termNumber);
    const outcome = await tellConfirmed(context, { policyNumber, termNumber, transactionId });
    response.json(answerOfOutcome(outcome));
  };
}

export const confirmTermRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/policies/{policyNumber}/terms/{termNumber}/confirm',
  admits: { by: 'message' },
  operationId: 'confirmTerm',
  tag: 'billing',
  summary: 'The insured has taken the term',
  description: 'Only a bound term can be confirmed; nothing is started for any other.',
  request: {
    params: termPathSchema,
    body: json(confirmTermSchema, {
      example: { ...TERM, transactionId: 'billing:confirm:4711' },
    }),
  },
  answers: { 200: answer('The term is confirmed.', messageAnswerSchema, CONFIRMED) },
  problems: ['unknown-term', 'term-not-bound', 'term-ended', ...MESSAGE_PROBLEMS],
  handle: confirmTerm,
};
