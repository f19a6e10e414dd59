import type { RequestHandler } from 'express';
import type { MoneyResult } from '../../domain/policy-term/events.js';
import { refusalOf } from '../../domain/machine/refusals.js';
import { formatCents } from '../../domain/money/cents.js';
import { factsOf } from '../request-facts.js';
import { answer, json, type Route } from '../route.js';
import type { ApiContext } from '../context.js';
import { COUNTED, HELD, PAYMENT, REVERSAL, REVERSAL_KEPT, REVERSED } from './message-examples.js';
import {
  answerOfOutcome,
  MESSAGE_PROBLEMS,
  messageAnswerSchema,
  type MessageAnswer,
} from './message-answer.js';
import { paymentSchema, reversalSchema } from './message-schema.js';
import { readMessage } from './read-message.js';
import { tellPayment, tellReversal, type TermContext } from './tell-term.js';
import { paymentPathSchema, termPathSchema } from './term-path.js';
import { policyTermId } from '../../domain/workflow-ids.js';

/** POST /api/policies/:policyNumber/terms/:termNumber/payments: billing has received money. */
function recordPayment(context: TermContext): RequestHandler {
  return async (request, response) => {
    const { path, body } = readMessage(request, termPathSchema, paymentSchema);
    const { policyNumber, termNumber } = path;
    const { paymentId, amount, currency, receivedAt } = body;
    factsOf(request).transactionId = policyTermId(policyNumber, termNumber);
    // Not left to the term: it would be opened for money that is none.
    if (amount <= 0) answerOfOutcome({ kind: 'refused', refusal: notPositive(amount) });
    const outcome = await tellPayment(context, {
      paymentId,
      policyNumber,
      termNumber,
      currency,
      amountCents: amount,
      receivedAt,
    });
    const answer = answerOfOutcome(outcome);
    response.status(isUndecided(answer) ? 202 : 200).json(answer);
  };
}

/** POST /api/policies/:policyNumber/terms/:termNumber/payments/:paymentId/reverse: billing has taken money back. */
function reversePayment(context: TermContext): RequestHandler {
  return async (request, response) => {
    const { path, body } = readMessage(request, paymentPathSchema, reversalSchema);
    const { policyNumber, termNumber, paymentId } = path;
    const { transactionId, reason } = body;
    factsOf(request).transactionId = policyTermId(policyNumber, termNumber);
    const outcome = await tellReversal(context, {
      policyNumber,
      termNumber,
      paymentId,
      reason,
      transactionId,
    });
    const answer = answerOfOutcome(outcome);
    response.status(isUndecided(answer) ? 202 : 200).json(answer);
  };
}

/** Kept, and not yet counted for anything. */
function isUndecided({ result }: MessageAnswer): boolean {
  const kept: readonly MoneyResult[] = ['held', 'parked', 'postdated', 'reversalKept'];
  return kept.includes(result);
}

function notPositive(amountCents: number) {
  return refusalOf('amountNotPositive', {
    field: 'amount',
    found: formatCents(amountCents),
    allowed: 'an amount above 0.00',
  });
}

export const recordPaymentRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/policies/{policyNumber}/terms/{termNumber}/payments',
  admits: { by: 'message' },
  operationId: 'recordPayment',
  tag: 'billing',
  summary: 'Money has come in for a term',
  description:
    'No money is dropped: what comes early, late or in another currency is kept, and the answer says so.',
  request: { params: termPathSchema, body: json(paymentSchema, { example: PAYMENT }) },
  repeatedBy: 'paymentId',
  answers: {
    200: answer(
      'The money is counted, or was taken back before it came.',
      messageAnswerSchema,
      COUNTED,
    ),
    202: answer('The money is kept and counts for nothing yet.', messageAnswerSchema, HELD),
  },
  problems: ['amount-not-positive', ...MESSAGE_PROBLEMS],
  handle: recordPayment,
};

export const reversePaymentRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/policies/{policyNumber}/terms/{termNumber}/payments/{paymentId}/reverse',
  admits: { by: 'message' },
  operationId: 'reversePayment',
  tag: 'billing',
  summary: 'Money was taken back',
  description: 'May overtake its payment, which then does not count.',
  request: { params: paymentPathSchema, body: json(reversalSchema, { example: REVERSAL }) },
  answers: {
    200: answer(
      'The money no longer counts. A confirmed term stays confirmed.',
      messageAnswerSchema,
      REVERSED,
    ),
    202: answer(
      'Kept until the payment comes, which then does not count.',
      messageAnswerSchema,
      REVERSAL_KEPT,
    ),
  },
  problems: MESSAGE_PROBLEMS,
  handle: reversePayment,
};
