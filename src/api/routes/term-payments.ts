import type { RequestHandler } from 'express';
import type { MoneyResult } from '../../domain/policy-term/events.js';
import { refusalOf } from '../../domain/machine/refusals.js';
import { formatCents } from '../../domain/money/cents.js';
import { factsOf } from '../request-facts.js';
import { answerOfOutcome, type MessageAnswer } from '../terms/message-answer.js';
import { paymentSchema, reversalSchema } from '../terms/message-schema.js';
import { readMessage } from '../terms/read-message.js';
import { tellPayment, tellReversal, type TermContext } from '../terms/tell-term.js';
import { paymentPathSchema, termPathSchema } from '../terms/term-path.js';
import { policyTermId } from '../../domain/workflow-ids.js';

/** POST /api/policies/:policyNumber/terms/:termNumber/payments: billing has received money. */
export function recordPayment(context: TermContext): RequestHandler {
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
export function reversePayment(context: TermContext): RequestHandler {
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
