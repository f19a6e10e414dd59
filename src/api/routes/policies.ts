import type { RequestHandler } from 'express';
import { Problem } from '../problem.js';
import { factsOf } from '../request-facts.js';
import { findTerm, readTerm } from '../terms/find-term.js';
import { termsOfPolicy, transactionsOfPolicy } from '../terms/list-terms.js';
import { termAnswer, termSummary } from '../terms/term-answer.js';
import { policyPathSchema, readPath, termPathSchema } from '../terms/term-path.js';
import { answerOf, type TemporalUi } from '../transactions/answer-of-record.js';
import type { Temporal } from '../transactions/find-transaction.js';
import { needsAttention, recordOf } from '../transactions/visible-record.js';
import { policyTermId } from '../../domain/workflow-ids.js';

type ReadContext = Temporal & { readonly temporalUi: TemporalUi | undefined };

/** GET /api/policies/:policyNumber: the terms of a policy and the transactions that made it; no worker is asked. */
export function getPolicy(context: ReadContext): RequestHandler {
  const { temporalUi } = context;
  return async (request, response) => {
    const { policyNumber } = readPath(request, policyPathSchema);
    const [terms, transactions] = await Promise.all([
      termsOfPolicy(context, policyNumber),
      transactionsOfPolicy(context, policyNumber),
    ]);
    if (terms.length === 0 && transactions.length === 0) throw new Problem('unknown-policy');
    response.json({
      policyNumber,
      terms: terms.map((term) => termSummary(term, temporalUi)),
      transactions: transactions.map((transaction) =>
        answerOf(recordOf(transaction), temporalUi, needsAttention(transaction)),
      ),
    });
  };
}

/** GET /api/policies/:policyNumber/terms/:termNumber: everything about one term. */
export function getTerm(context: ReadContext): RequestHandler {
  return async (request, response) => {
    const { policyNumber, termNumber } = readPath(request, termPathSchema);
    const id = policyTermId(policyNumber, termNumber);
    factsOf(request).transactionId = id;
    const found = await findTerm(context, id);
    if (!found) throw new Problem('unknown-term');
    response.json(termAnswer(await readTerm(context, found), found, context.temporalUi));
  };
}
