import type { ErrorRequestHandler, Express, RequestHandler } from 'express';
import type { Gate } from './auth/authentication.js';
import { jsonBody, jsonOfMessage } from './body/json-body.js';
import { idempotencyKey, isRepeatedByKey } from './idempotency-key.js';
import type { Log } from './log.js';
import { only } from './only.js';
import { noQuery } from './query-parameters.js';
import { refusesQuery, takesJson, type Route } from './route.js';

/** What mounting needs beside the routes. */
interface Surroundings<Context> {
  readonly gate: Gate;
  /** Refuses what a client sends over its limits. */
  readonly limits: RequestHandler;
  readonly context: Context;
  readonly log: Log;
  /** Corrects what is thrown of a worker that did not answer. */
  readonly silence: ErrorRequestHandler;
}

/**
 * Mounts every route, and has other methods of its address refused.
 *
 * Under `/api` the key is asked for before anything else is said, also of what is not there; the messages of billing come
 * before that, because whoever signs one need not show a key.
 */
export function mount<Context>(
  app: Express,
  routes: readonly Route<Context>[],
  surroundings: Surroundings<Context>,
): void {
  const { gate, limits } = surroundings;
  const isBehindKey = (route: Route<Context>): boolean => route.admits.by === 'key';
  const isUnderApi = (path: string): boolean => path.startsWith('/api/');
  for (const route of routes.filter((one) => !isBehindKey(one))) add(app, route, surroundings);
  refuseOthers(app, routes, (path) => !isUnderApi(path));
  app.use('/api', gate.authenticate, limits);
  for (const route of routes.filter(isBehindKey)) add(app, route, surroundings);
  refuseOthers(app, routes, isUnderApi);
}

function add<Context>(
  app: Express,
  route: Route<Context>,
  { gate, limits, context, log, silence }: Surroundings<Context>,
): void {
  const { admits, method, path, handle, faults } = route;
  const body = takesJson(route) ? (admits.by === 'message' ? jsonOfMessage() : jsonBody()) : [];
  const query = refusesQuery(route) ? [noQuery] : [];
  const own = faults ? [silence, faults(log)] : [];
  const handlers: Handlers = [
    ...admission(gate, limits, admits),
    ...query,
    ...body,
    ...(isRepeatedByKey(route) ? [idempotencyKey(route)] : []),
    handle(context),
    ...own,
  ];
  app[method](expressPath(path), handlers);
}

type Handlers = (RequestHandler | ErrorRequestHandler)[];

function admission(gate: Gate, limits: RequestHandler, admits: Route<never>['admits']): Handlers {
  switch (admits.by) {
    case 'anybody':
      return [];
    case 'key':
      return [gate.requireScope(admits.scope)];
    case 'message':
      return [
        ...gate.authenticateMessage({ basic: admits.basic ?? false }),
        limits,
        gate.requireScope('billing:write'),
      ];
  }
}

function refuseOthers(
  app: Express,
  routes: readonly Pick<Route<never>, 'path' | 'method'>[],
  isMeant: (path: string) => boolean,
): void {
  for (const path of new Set(routes.map((route) => route.path).filter(isMeant))) {
    const methods = routes
      .filter((route) => route.path === path)
      .map(({ method }) => METHODS[method]);
    app.all(expressPath(path), only(...methods));
  }
}

const METHODS = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
} as const;

/** A colon means something to Express, braces mean the same to OpenAPI. */
function expressPath(path: string): string {
  return path.replaceAll(':', String.raw`\:`).replaceAll(/\{(\w+)\}/g, ':$1');
}
