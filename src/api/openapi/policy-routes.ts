import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { z } from 'zod';
import type { ProblemCode } from '../problem-catalogue.js';
import { messageAnswerSchema, type MessageAnswer } from '../terms/message-answer.js';
import { confirmTermSchema, paymentSchema, reversalSchema } from '../terms/message-schema.js';
import { termsQuerySchema } from '../terms/list-terms.js';
import { policyAnswerSchema, termAnswerSchema, termListSchema } from '../terms/term-answer.js';
import { paymentPathSchema, policyPathSchema, termPathSchema } from '../terms/term-path.js';
import { settlementSchema } from '../routes/term-settle.js';
import { problemResponses } from './problem-responses.js';
import { BEHIND_KEY, behindKey, WITH_BODY } from './route-parts.js';

const BEHIND_TEMPORAL: readonly ProblemCode[] = [
  'malformed-path',
  'invalid-request',
  'temporal-unavailable',
];
/** What every message to a term can be answered. */
const MESSAGE: readonly ProblemCode[] = [
  ...BEHIND_TEMPORAL,
  ...WITH_BODY,
  ...BEHIND_KEY,
  'term-busy',
  'worker-unavailable',
  'workflow-failing',
  'content-differs',
  'term-full',
  'term-refused',
  'refused',
];

/** Policies and their terms: what billing says of them, and how they stand. */
export function policyRoutes(): RouteConfig[] {
  return [
    termsRoute(),
    policyRoute(),
    termRoute(),
    settleRoute(),
    confirmRoute(),
    paymentRoute(),
    reversalRoute(),
  ];
}

function termsRoute(): RouteConfig {
  return {
    ...behindKey('transactions:read'),
    method: 'get',
    path: '/api/terms',
    operationId: 'listTerms',
    tags: ['policies'],
    summary: 'The terms that are not over, such as those with a task for a person',
    description: 'From the search index, which follows by a second or so. No worker is needed.',
    request: { query: termsQuerySchema },
    responses: {
      200: {
        description: 'One page.',
        content: { 'application/json': { schema: termListSchema } },
      },
      ...problemResponses('invalid-parameter', 'temporal-unavailable', ...BEHIND_KEY),
    },
  };
}

function policyRoute(): RouteConfig {
  return {
    ...behindKey('transactions:read'),
    method: 'get',
    path: '/api/policies/{policyNumber}',
    operationId: 'getPolicy',
    tags: ['policies'],
    summary: 'The terms of a policy, and the transactions that made it',
    description: 'From the search index, which follows by a second or so. No worker is needed.',
    request: { params: policyPathSchema },
    responses: {
      200: {
        description: 'The policy.',
        content: { 'application/json': { schema: policyAnswerSchema } },
      },
      ...problemResponses('unknown-policy', ...BEHIND_TEMPORAL, ...BEHIND_KEY),
    },
  };
}

function termRoute(): RouteConfig {
  return {
    ...behindKey('transactions:read'),
    method: 'get',
    path: '/api/policies/{policyNumber}/terms/{termNumber}',
    operationId: 'getTerm',
    tags: ['policies'],
    summary:
      'Everything about a term: its money, whether it is confirmed and why, whose turn it is',
    request: { params: termPathSchema },
    responses: {
      200: {
        description: 'The term.',
        content: { 'application/json': { schema: termAnswerSchema } },
      },
      ...problemResponses(
        'unknown-term',
        'worker-unavailable',
        'workflow-failing',
        ...BEHIND_TEMPORAL,
        ...BEHIND_KEY,
      ),
    },
  };
}

function settleRoute(): RouteConfig {
  return {
    ...behindKey('transactions:operate'),
    method: 'post',
    path: '/api/policies/{policyNumber}/terms/{termNumber}/settle',
    operationId: 'settleTask',
    tags: ['policies'],
    summary: 'A person has done what a task of the term asked for',
    description:
      'The task is closed. Nothing else is changed: Bindery does not look whether it was done.',
    request: {
      params: termPathSchema,
      body: jsonBody(settlementSchema, {
        taskId: 'moneyParked:PAY-2027-0001',
        by: 'ops@example.test',
        reason: 'Moved to CGL-2027-000002',
      }),
    },
    responses: {
      200: {
        description: 'The term, without the task.',
        content: { 'application/json': { schema: termAnswerSchema } },
      },
      ...problemResponses(
        'unknown-term',
        'no-such-task',
        'already-ended',
        'refused',
        'worker-unavailable',
        'workflow-failing',
        ...BEHIND_TEMPORAL,
        ...WITH_BODY,
        ...BEHIND_KEY,
      ),
    },
  };
}

function confirmRoute(): RouteConfig {
  return {
    ...messageOfBilling,
    path: '/api/policies/{policyNumber}/terms/{termNumber}/confirm',
    operationId: 'confirmTerm',
    summary: 'The insured has taken the term',
    description: 'Only a bound term can be confirmed; nothing is started for any other.',
    request: {
      params: termPathSchema,
      body: jsonBody(confirmTermSchema, { ...TERM, transactionId: 'billing:confirm:4711' }),
    },
    responses: {
      200: answer('The term is confirmed.', CONFIRMED),
      ...problemResponses('unknown-term', 'term-not-bound', 'term-ended', ...MESSAGE),
    },
  };
}

function paymentRoute(): RouteConfig {
  return {
    ...messageOfBilling,
    path: '/api/policies/{policyNumber}/terms/{termNumber}/payments',
    operationId: 'recordPayment',
    summary: 'Money has come in for a term',
    description:
      'No money is dropped: what comes early, late or in another currency is kept, and the answer says so.',
    request: { params: termPathSchema, body: jsonBody(paymentSchema, PAYMENT) },
    responses: {
      200: answer('The money is counted, or was taken back before it came.', COUNTED),
      202: answer('The money is kept and counts for nothing yet.', HELD),
      ...problemResponses('amount-not-positive', ...MESSAGE),
    },
  };
}

function reversalRoute(): RouteConfig {
  return {
    ...messageOfBilling,
    path: '/api/policies/{policyNumber}/terms/{termNumber}/payments/{paymentId}/reverse',
    operationId: 'reversePayment',
    summary: 'Money was taken back',
    description: 'May overtake its payment, which then does not count.',
    request: { params: paymentPathSchema, body: jsonBody(reversalSchema, REVERSAL) },
    responses: {
      200: answer('The money no longer counts. A confirmed term stays confirmed.', REVERSED),
      202: answer('Kept until the payment comes, which then does not count.', REVERSAL_KEPT),
      ...problemResponses(...MESSAGE),
    },
  };
}

const messageOfBilling = {
  method: 'post',
  tags: ['billing'],
  security: [{ apiKey: [] }, { webhookId: [], webhookTimestamp: [], webhookSignature: [] }],
  'x-required-scope': 'billing:write',
} as const satisfies Partial<RouteConfig>;

function jsonBody<Schema extends z.ZodType>(schema: Schema, example: z.input<Schema>) {
  return { required: true, content: { 'application/json': { schema, example } } };
}

function answer(description: string, example: MessageAnswer) {
  return {
    description,
    content: { 'application/json': { schema: messageAnswerSchema, example } },
  };
}

const TERM = { policyNumber: 'CGL-2027-000001', termNumber: 1 };
const PAYMENT: z.input<typeof paymentSchema> = {
  ...TERM,
  paymentId: 'PAY-2027-0001',
  amount: '800.00',
  currency: 'USD',
  receivedAt: '2027-01-15T17:00:00Z',
};
const REVERSAL: z.input<typeof reversalSchema> = {
  ...TERM,
  paymentId: 'PAY-2027-0001',
  transactionId: 'billing:reverse:17',
  reason: 'Returned by the bank',
};

const RULE = 'confirmed by 1494.50 (the first invoice with its one-time charges)';
const COUNTED: MessageAnswer = {
  status: 'unconfirmed',
  result: 'counted',
  counted: '800.00',
  threshold: '1494.50',
  tolerance: '0.00',
  shortfall: '694.50',
  aboveThreshold: '0.00',
  charged: '5244.50',
  unapplied: '0.00',
  decision: 'unconfirmed',
  rule: RULE,
};
const HELD: MessageAnswer = {
  status: 'awaited',
  result: 'held',
  counted: '0.00',
  threshold: null,
  tolerance: null,
  shortfall: null,
  aboveThreshold: null,
  charged: null,
  unapplied: null,
  decision: 'undecided',
  rule: 'the term is not bound yet; money is kept and counted when it is bound',
};
const CONFIRMED: MessageAnswer = {
  ...COUNTED,
  status: 'confirmed',
  result: 'confirmed',
  decision: 'confirmed',
};
const REVERSED: MessageAnswer = {
  ...COUNTED,
  result: 'reversed',
  counted: '0.00',
  shortfall: '1494.50',
};
const REVERSAL_KEPT: MessageAnswer = { ...REVERSED, result: 'reversalKept' };
