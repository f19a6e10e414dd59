import { isTransactionId } from '../../domain/workflow-ids.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { factsOf } from '../request-facts.js';
import type { Route } from '../route.js';
import { addressedTerm } from '../terms/addressed-term.js';
import { transactionPathSchema } from '../transactions/named-transaction.js';
import { readPath, termPathSchema } from '../terms/term-path.js';
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

export const auditRoutes: readonly Route<ApiContext>[] = [transactionAuditRoute, termAuditRoute];
