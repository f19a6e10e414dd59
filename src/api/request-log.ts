import type { Request, RequestHandler } from 'express';
import type { Log } from './log.js';
import { factsOf } from './request-facts.js';

/** One line per request, when its answer is out or its client is gone. Never bodies, keys or query values. */
export function requestLog(log: Log): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    response.once('close', () => {
      const facts = factsOf(request);
      const status = response.writableFinished ? response.statusCode : 499;
      log.info(
        {
          method: request.method,
          route: routeOf(request),
          status,
          // Whoever tries keys can be told apart and kept out by this alone.
          ...(status === 401 ? { peer: request.socket.remoteAddress ?? null } : {}),
          durationMs: Math.round(performance.now() - startedAt),
          clientName: facts.clientName ?? null,
          transactionId: facts.transactionId ?? null,
        },
        'request',
      );
    });
    next();
  };
}

/** The pattern, not the path: paths of unknown addresses are the sender's text. */
function routeOf(request: Request): string | null {
  const route = request.route as { path?: unknown } | undefined;
  return typeof route?.path === 'string' ? route.path : null;
}
