import {
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi';
import { SCOPES } from '../auth/authentication.js';
import { isRepeatedByKey } from '../idempotency-key.js';
import type { ProblemCode } from '../problem-catalogue.js';
import { refusesQuery, takesJson, type Admission, type Route } from '../route.js';
import { problemResponses } from './problem-responses.js';

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

/** The OpenAPI 3.1 document of the routes, made from the schemas that check requests. */
export function openApiDocument(routes: readonly Route<never>[]) {
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
  for (const route of routes) registry.registerPath(described(route));
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
      { name: 'quotes', description: 'What is asked before a policy is bound.' },
      { name: 'transactions', description: 'What became of it, and what a person can do.' },
      { name: 'policies', description: 'Policies and their terms.' },
      { name: 'changes', description: 'Changes of a bound term, as transactions of their own.' },
      { name: 'previews', description: 'What a change would do; nothing is written.' },
      { name: 'billing', description: 'What the billing system says of a term.' },
      { name: 'events', description: 'What happened, asked for or told to subscribers.' },
      { name: 'reconciliation', description: 'Whether all systems agree.' },
      { name: 'health', description: 'For load balancers; no key needed.' },
    ],
  });
}

function described(route: Route<never>): RouteConfig {
  const { method, path, operationId, tag, summary, description, request, answers } = route;
  return {
    ...security(route.admits),
    method,
    path,
    operationId,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(request ? { request } : {}),
    responses: { ...problems(route), ...answers },
  };
}

/** What every route behind a key can answer. */
const BEHIND_KEY: readonly ProblemCode[] = [
  'unauthenticated',
  'missing-scope',
  'too-many-requests',
  'internal',
];
/** What every route with a JSON body can answer. */
const WITH_BODY: readonly ProblemCode[] = [
  'malformed-json',
  'too-large',
  'unsupported-media-type',
  'invalid-request',
];

function problems(route: Route<never>): RouteConfig['responses'] {
  if (route.problems === null) return {};
  return problemResponses(
    ...new Set([
      ...route.problems,
      ...(takesJson(route) ? WITH_BODY : []),
      ...(isRepeatedByKey(route) ? (['idempotency-key-refused'] as const) : []),
      ...(refusesQuery(route) ? (['invalid-parameter'] as const) : []),
      ...(route.admits.by === 'anybody' ? [] : BEHIND_KEY),
    ]),
  );
}

function security(admits: Admission): Partial<Pick<RouteConfig, 'security' | 'x-required-scope'>> {
  switch (admits.by) {
    case 'anybody':
      return { security: [] };
    case 'key':
      return { security: [{ apiKey: [] }], 'x-required-scope': admits.scope };
    case 'message': {
      const signed = { webhookId: [], webhookTimestamp: [], webhookSignature: [] };
      const basic = admits.basic ? [{ basic: [] }] : [];
      return {
        security: [{ apiKey: [] }, ...basic, signed],
        'x-required-scope': 'billing:write',
      };
    }
  }
}
