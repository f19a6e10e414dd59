import type { RequestHandler } from 'express';
import { answer, type Route } from '../route.js';
import type { ApiContext } from '../context.js';
import { readTerm } from '../../temporal/terms.js';
import { policyAnswer, policyAnswerSchema } from './policy-answer.js';
import { READ_BACK_PROBLEMS } from './from-policy-system.js';
import { policyOnFile } from './policy-on-file.js';
import { readPolicy } from './read-policy.js';
import { addressedTerm, knownTerm } from './addressed-term.js';
import { termAnswer, termAnswerSchema } from './term-answer.js';
import { ABOUT_TERMS, policyPathSchema, readPath, termPathSchema } from './term-path.js';
import type { TemporalUi } from '../transactions/answer-of-record.js';
import type { Temporal } from '../../temporal/deadlines.js';

type ReadContext = Temporal & { readonly temporalUi: TemporalUi | undefined };

/** GET /api/policies/:policyNumber: the policy as a person thinks of it. */
function getPolicy(context: ApiContext): RequestHandler {
  return async (request, response) => {
    const { policyNumber } = readPath(request, policyPathSchema);
    const policy =
      (await readPolicy(context, policyNumber)) ?? (await policyOnFile(context, policyNumber));
    response.json(policyAnswer(policy, context.temporalUi));
  };
}

/** GET /api/policies/:policyNumber/terms/:termNumber: everything about one term. */
function getTerm(context: ReadContext): RequestHandler {
  return async (request, response) => {
    const found = await knownTerm(context, addressedTerm(request));
    response.json(termAnswer(await readTerm(context, found), found, context.temporalUi));
  };
}

export const getPolicyRoute: Route<ApiContext> = {
  method: 'get',
  path: '/api/policies/{policyNumber}',
  admits: { by: 'key', scope: 'transactions:read' },
  operationId: 'getPolicy',
  tag: 'policies',
  summary:
    'A policy: its terms and their charges, when it covers, its transactions, and what is pending',
  description:
    'Which terms and transactions there are is from the search index, which follows by a second or so; what they hold is from their workers, where they answer. A policy of which nothing is known is read from the policy system; nothing is kept of that.',
  request: { params: policyPathSchema },
  answers: { 200: answer('The policy.', policyAnswerSchema) },
  problems: [...READ_BACK_PROBLEMS.filter((code) => code !== 'unknown-term'), ...ABOUT_TERMS],
  handle: getPolicy,
};

export const getTermRoute: Route<ApiContext> = {
  method: 'get',
  path: '/api/policies/{policyNumber}/terms/{termNumber}',
  admits: { by: 'key', scope: 'transactions:read' },
  operationId: 'getTerm',
  tag: 'policies',
  summary: 'Everything about a term: its money, whether it is confirmed and why, whose turn it is',
  request: { params: termPathSchema },
  answers: { 200: answer('The term.', termAnswerSchema) },
  problems: ['unknown-term', 'worker-unavailable', 'workflow-failing', ...ABOUT_TERMS],
  handle: getTerm,
};
