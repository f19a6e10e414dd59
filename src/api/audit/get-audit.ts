import { isTransactionId, webhookId } from '../../domain/workflow-ids.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { factsOf } from '../request-facts.js';
import type { Route } from '../route.js';
import { addressedTerm } from '../terms/addressed-term.js';
import { transactionPathSchema } from '../transactions/named-transaction.js';
import { readPath, termPathSchema } from '../terms/term-path.js';
import { webhookPathSchema } from '../webhooks/named-webhook.js';
import { auditResponse, nowhere, readAudit } from './audit-answer.js';

const COMMON = {
  method: 'get',
  admits: { by: 'key', scope: 'transactions:read' },
  description:
    'From the histories of all its runs, and from the archive once Temporal has forgotten them. It holds no personal data, unless somebody typed it as a reason; what a correction changed is named, and not said.',
  answers: { 200: auditResponse },
} as const satisfies Partial<Route<ApiContext>>;

/** GET /api/transactions/{id}/audit: who did what, when and why. */
const transactionAuditRoute: Route<ApiContext> = {
  ...COMMON,
  path: '/api/transactions/{id}/audit',
  operationId: 'getTransactionAudit',
  tag: 'transactions',
  summary: 'Who did what about a transaction, when and why',
  request: { params: transactionPathSchema },
  problems: ['malformed-path', 'unknown-transaction', 'temporal-unavailable'],
  handle: (context) => async (request, response) => {
    const { id } = readPath(request, transactionPathSchema);
    factsOf(request).transactionId = id;
    const audit = isTransactionId(id) ? await readAudit(context, id) : null;
    if (audit === null) throw new Problem('unknown-transaction', nowhere(context));
    response.json(audit);
  },
};

/** GET /api/policies/{policyNumber}/terms/{termNumber}/audit: the same of a term. */
const termAuditRoute: Route<ApiContext> = {
  ...COMMON,
  path: '/api/policies/{policyNumber}/terms/{termNumber}/audit',
  operationId: 'getTermAudit',
  tag: 'policies',
  summary: 'Who did what about a term, when and why',
  request: { params: termPathSchema },
  problems: ['malformed-path', 'invalid-request', 'unknown-term', 'temporal-unavailable'],
  handle: (context) => async (request, response) => {
    const audit = await readAudit(context, addressedTerm(request));
    if (audit === null) throw new Problem('unknown-term', nowhere(context));
    response.json(audit);
  },
};

/** GET /api/webhooks/{id}/audit: the same of a webhook, as far as people did it. */
const webhookAuditRoute: Route<ApiContext> = {
  ...COMMON,
  path: '/api/webhooks/{id}/audit',
  admits: { by: 'key', scope: 'webhooks:manage' },
  operationId: 'getWebhookAudit',
  tag: 'events',
  summary: 'Who did what about a webhook, when and why',
  description:
    'What people have had it do, from the histories of its newest two hundred runs, and from the archive once Temporal has forgotten them. What it does by itself is not told.',
  request: { params: webhookPathSchema },
  problems: ['malformed-path', 'invalid-request', 'unknown-webhook', 'temporal-unavailable'],
  handle: (context) => async (request, response) => {
    const { id } = readPath(request, webhookPathSchema);
    const workflowId = webhookId(id);
    factsOf(request).transactionId = workflowId;
    const audit = await readAudit(context, workflowId);
    if (audit === null) throw new Problem('unknown-webhook', nowhere(context));
    response.json(audit);
  },
};

export const auditRoutes: readonly Route<ApiContext>[] = [
  transactionAuditRoute,
  termAuditRoute,
  webhookAuditRoute,
];
