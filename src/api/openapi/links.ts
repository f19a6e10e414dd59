import type { ResponseConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import type { Route } from '../route.js';
import type { References } from './headers.js';

type Links = NonNullable<ResponseConfig['links']>;
type Answer = Pick<ResponseConfig, 'content'>;

/** What leads on from an answer: where the thing is that it shows, and which of its members name it there. */
const LEADS: Readonly<Record<string, { readonly path: string; readonly by: readonly string[] }>> = {
  Transaction: { path: '/api/transactions/{id}', by: ['id'] },
  Quote: { path: '/api/quotes/{id}', by: ['id'] },
  QuoteGroup: { path: '/api/quote-groups/{id}', by: ['id'] },
  TaskBatch: { path: '/api/task-batches/{requestId}', by: ['requestId'] },
  RenewalBatch: { path: '/api/renewal-batches/{requestId}', by: ['requestId'] },
  Reconciliation: { path: '/api/reconciliations/{requestId}', by: ['requestId'] },
  Webhook: { path: '/api/webhooks/{id}', by: ['id'] },
  Term: {
    path: '/api/policies/{policyNumber}/terms/{termNumber}',
    by: ['policyNumber', 'termNumber'],
  },
};

/** How a page leads to the next: which parameter takes which member of it. */
const PAGES = [
  ['cursor', 'nextCursor'],
  ['after', 'next'],
] as const;

/** The links of all answers, as `#/components/links` has them: by the operation that they lead to. */
export function linksOf(routes: readonly Route<never>[]): Links {
  const leads = Object.values(LEADS).flatMap(({ path, by }) =>
    routesBelow(routes, path).map((route) => [
      route.operationId,
      link(
        route,
        by.map((name) => [name, `$response.body#/${name}`]),
      ),
    ]),
  );
  const pages = routes.flatMap((route) => {
    const page = pageOf(route);
    const [...path] = route.path.matchAll(/\{(\w+)\}/g);
    const named = path.map(([, name = '']) => [name, `$request.path.${name}`] as const);
    return page ? [[nextPage(route), link(route, [...named, page])]] : [];
  });
  return Object.fromEntries([...leads, ...pages]) as Links;
}

/** Where an answer of a route leads. */
export function linksFrom(
  routes: readonly Route<never>[],
  route: Route<never>,
  answer: Answer,
): References {
  const lead = LEADS[schemaIdOf(answer)];
  const names = [
    ...(lead ? routesBelow(routes, lead.path).map(({ operationId }) => operationId) : []),
    ...(pageOf(route) ? [nextPage(route)] : []),
  ];
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/links/${name}` }]));
}

/** What can be asked of a thing, or done to it, by what its answer says alone. */
function routesBelow(routes: readonly Route<never>[], path: string): readonly Route<never>[] {
  return routes.filter(
    (route) =>
      route.path === path ||
      (route.path.startsWith(`${path}/`) && !route.path.slice(path.length).includes('{')),
  );
}

function pageOf({ request, method }: Route<never>): readonly [string, string] | undefined {
  const parameters = method === 'get' ? Object.keys(request?.query?.shape ?? {}) : [];
  const [parameter, member] = PAGES.find(([name]) => parameters.includes(name)) ?? [];
  return parameter === undefined ? undefined : [parameter, `$response.body#/${member}`];
}

/** @param named each parameter, and the expression that it takes */
function link(
  { operationId, summary }: Route<never>,
  named: readonly (readonly [string, string])[],
): Links[string] {
  return { operationId, description: `${summary}.`, parameters: Object.fromEntries(named) };
}

function nextPage({ operationId }: Route<never>): string {
  return `${operationId}NextPage`;
}

function schemaIdOf({ content }: Answer): string {
  const media = content?.['application/json'];
  const schema = media && 'schema' in media ? media.schema : undefined;
  return schema instanceof z.ZodType ? (schema.meta()?.id ?? '') : '';
}
