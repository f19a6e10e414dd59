import {
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  type ResponseConfig,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { SCOPES } from '../authentication.js';
import type { ProblemCode } from '../problem-catalogue.js';
import {
  abandonmentRequestSchema,
  correctionRequestSchema,
} from '../../submission/correction-schema.js';
import { submissionsQuerySchema } from '../routes/submissions.js';
import { submissionRequestSchema } from '../../submission/submission-schema.js';
import { retryAnswerSchema, retryRequestSchema } from '../transactions/retry-schema.js';
import { listQuerySchema } from '../transactions/list-query.js';
import {
  transactionAnswerSchema,
  transactionListSchema,
} from '../transactions/transaction-answer.js';
import { submissionExamples } from './examples.js';
import { policyRoutes } from './policy-routes.js';
import { problemResponses } from './problem-responses.js';
import { BEHIND_KEY, behindKey, WITH_BODY } from './route-parts.js';
import { soapRoutes } from './soap-routes.js';

const ONE_TRANSACTION: readonly ProblemCode[] = [
  'malformed-path',
  'unknown-transaction',
  'worker-unavailable',
  'workflow-failing',
  'temporal-unavailable',
];

const idParameter = z.strictObject({
  id: z.string().min(1).meta({
    description: '`id` of the transaction as it was answered.',
    example: 'new-business:triton:TRITON-12345',
  }),
});

/** Ways in for billing that are no key. */
const SIGNING = {
  webhookId: {
    type: 'apiKey',
    in: 'header',
    name: 'webhook-id',
    description:
      'Id of the message, without dots. Signed messages are those of Standard Webhooks, https://www.standardwebhooks.com.',
  },
  webhookTimestamp: {
    type: 'apiKey',
    in: 'header',
    name: 'webhook-timestamp',
    description: 'Unix seconds at which the message was signed; five minutes off at most.',
  },
  webhookSignature: {
    type: 'apiKey',
    in: 'header',
    name: 'webhook-signature',
    description:
      '`v1,` and the Base64 HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<raw body>`; several with spaces between.',
  },
  basic: { type: 'http', scheme: 'basic', description: 'The key as the password; any user.' },
} as const;

/** The OpenAPI 3.1 document, made from the schemas that check requests. */
export function openApiDocument() {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'apiKey', {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: `Scopes of keys: ${SCOPES.join(', ')}.`,
  });
  for (const [name, scheme] of Object.entries(SIGNING)) {
    registry.registerComponent('securitySchemes', name, scheme);
  }
  for (const route of routes()) registry.registerPath(route);
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Bindery',
      version: '1.0.0',
      description:
        'Runs insurance policy transactions to their end, exactly once. Errors are RFC 9457 problems; unknown values are null.',
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'submissions', description: 'New business, from a posted submission to a policy.' },
      { name: 'transactions', description: 'What became of it, and what a person can do.' },
      { name: 'policies', description: 'Policies and their terms.' },
      { name: 'billing', description: 'What the billing system says of a term.' },
      { name: 'health', description: 'For load balancers; no key needed.' },
    ],
  });
}

function routes(): RouteConfig[] {
  return [
    postSubmissionRoute(),
    listRoute(),
    transactionRoute('/api/transactions/{id}', 'getTransaction', 'Everything about a transaction'),
    transactionRoute(
      '/api/transaction/{id}',
      'getTransactionAlias',
      'The same, under its other address',
    ),
    retryRoute(),
    correctRoute(),
    abandonRoute(),
    healthRoute('/healthz', 'getHealth', 'Whether the process answers', 'ok', []),
    healthRoute('/readyz', 'getReadiness', 'Whether Temporal answers too', 'ready', [
      'temporal-unavailable',
    ]),
    ...policyRoutes(),
    ...soapRoutes(),
    documentRoute(),
  ];
}

function postSubmissionRoute(): RouteConfig {
  return {
    ...behindKey('transactions:write'),
    method: 'post',
    path: '/api/submissions',
    operationId: 'postSubmission',
    tags: ['submissions'],
    summary: 'Start new business',
    description:
      'The same request under the same external system and id is one transaction, however often it is posted; a different one is refused.',
    request: {
      query: submissionsQuerySchema,
      body: {
        required: true,
        content: {
          'application/json': { schema: submissionRequestSchema, examples: submissionExamples() },
        },
      },
    },
    responses: {
      200: transactionResponse('The transaction has ended; `state` says how.', true),
      202: transactionResponse('The transaction is under way, or waits for a person.', true),
      ...problemResponses(
        'invalid-parameter',
        'different-request',
        'temporal-unavailable',
        'worker-unavailable',
        'workflow-failing',
        ...WITH_BODY,
        ...BEHIND_KEY,
      ),
    },
  };
}

function listRoute(): RouteConfig {
  return {
    ...behindKey('transactions:read'),
    method: 'get',
    path: '/api/transactions',
    operationId: 'listTransactions',
    tags: ['transactions'],
    summary: 'Search transactions',
    description:
      'Newest first. The index follows the transactions by a second or so. A parameter may be given once.',
    request: { query: listQuerySchema },
    responses: {
      200: {
        description: 'One page.',
        content: { 'application/json': { schema: transactionListSchema } },
      },
      ...problemResponses('invalid-parameter', 'temporal-unavailable', ...BEHIND_KEY),
    },
  };
}

function transactionRoute(path: string, operationId: string, summary: string): RouteConfig {
  return {
    ...behindKey('transactions:read'),
    method: 'get',
    path,
    operationId,
    tags: ['transactions'],
    summary,
    request: { params: idParameter },
    responses: {
      200: transactionResponse('The transaction.'),
      ...problemResponses(...ONE_TRANSACTION, ...BEHIND_KEY),
    },
  };
}

function retryRoute(): RouteConfig {
  return {
    ...behindKey('transactions:operate'),
    method: 'post',
    path: '/api/transactions:retry',
    operationId: 'retryTransactions',
    tags: ['transactions'],
    summary: 'Run again all transactions that stopped for the same cause',
    description:
      'Sends each a correction without changes, and says what came of each. One that needs more than that is refused and stays as it is.',
    request: {
      body: { required: true, content: { 'application/json': { schema: retryRequestSchema } } },
    },
    responses: {
      200: {
        description: 'What came of each that the filter meant.',
        content: { 'application/json': { schema: retryAnswerSchema } },
      },
      ...problemResponses('temporal-unavailable', ...WITH_BODY, ...BEHIND_KEY),
    },
  };
}

function correctRoute(): RouteConfig {
  return {
    ...behindKey('transactions:operate'),
    method: 'post',
    path: '/api/transactions/{id}/correct',
    operationId: 'correctTransaction',
    tags: ['transactions'],
    summary: 'Correct the input of a stopped step and run it again',
    request: {
      params: idParameter,
      body: {
        required: true,
        content: { 'application/json': { schema: correctionRequestSchema } },
      },
    },
    responses: {
      200: transactionResponse('The transaction as it goes on.'),
      ...problemResponses(
        'nothing-to-correct',
        'stale-revision',
        'already-used',
        'outcome-needed',
        'outcome-not-needed',
        'outcome-differs',
        'too-early',
        'already-ended',
        'refused',
        ...ONE_TRANSACTION,
        ...WITH_BODY,
        ...BEHIND_KEY,
      ),
    },
  };
}

function abandonRoute(): RouteConfig {
  return {
    ...behindKey('transactions:operate'),
    method: 'post',
    path: '/api/transactions/{id}/abandon',
    operationId: 'abandonTransaction',
    tags: ['transactions'],
    summary: 'End a transaction that is not bound',
    request: {
      params: idParameter,
      body: {
        required: true,
        content: { 'application/json': { schema: abandonmentRequestSchema } },
      },
    },
    responses: {
      200: transactionResponse('The transaction as it ends.'),
      ...problemResponses(
        'already-bound',
        'bind-under-way',
        'already-ended',
        'refused',
        ...ONE_TRANSACTION,
        ...WITH_BODY,
        ...BEHIND_KEY,
      ),
    },
  };
}

function healthRoute(
  path: string,
  operationId: string,
  summary: string,
  status: string,
  problems: readonly ProblemCode[],
): RouteConfig {
  return {
    method: 'get',
    path,
    operationId,
    tags: ['health'],
    summary,
    responses: {
      200: {
        description: 'Yes.',
        content: {
          'application/json': { schema: z.strictObject({ status: z.literal(status) }) },
        },
      },
      ...problemResponses(...problems),
    },
  };
}

function documentRoute(): RouteConfig {
  return {
    method: 'get',
    path: '/openapi.json',
    operationId: 'getOpenApiDocument',
    tags: ['health'],
    summary: 'This document',
    responses: {
      200: {
        description: 'OpenAPI 3.1.',
        content: { 'application/json': { schema: z.looseObject({ openapi: z.string() }) } },
      },
    },
  };
}

function transactionResponse(description: string, hasLocation = false): ResponseConfig {
  return {
    description,
    content: { 'application/json': { schema: transactionAnswerSchema } },
    ...(hasLocation
      ? {
          headers: {
            Location: { description: 'Path of the transaction.', schema: { type: 'string' } },
          },
        }
      : {}),
  };
}
