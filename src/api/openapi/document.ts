import {
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi';
import { SCOPES } from '../auth/authentication.js';
import type { Admission, Route } from '../route.js';
import { commonParameters, HEADERS, PARAMETERS } from './headers.js';
import { linksOf } from './links.js';
import { responses, sharedProblems } from './responses.js';

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
  for (const [name, header] of Object.entries(HEADERS)) {
    registry.registerComponent('headers', name, header);
  }
  for (const [name, parameter] of Object.entries(PARAMETERS)) {
    registry.registerComponent('parameters', name, parameter);
  }
  for (const [name, link] of Object.entries(linksOf(routes))) {
    registry.registerComponent('links', name, link);
  }
  for (const [name, response] of sharedProblems(routes)) {
    registry.registerComponent('responses', name, response);
  }
  for (const route of routes) registry.registerPath(described(route, routes));
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

function described(route: Route<never>, routes: readonly Route<never>[]): RouteConfig {
  const { method, path, operationId, tag, summary, description, request } = route;
  return {
    ...security(route.admits),
    method,
    path,
    operationId,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(request ? { request } : {}),
    parameters: commonParameters(route),
    responses: responses(route, routes),
  };
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
