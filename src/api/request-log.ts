import type { RequestHandler } from 'express';
import { placeInTrace } from '../domain/trace-place.js';
import type { Log } from './log.js';
import { factsOf } from './request-facts.js';
import { routeOf } from './route-of.js';

/** How a request was answered, for whoever counts them. */
export interface AnsweredRequest {
  readonly method: string;
  readonly route: string | null;
  /** 499 where its client was gone first. */
  readonly status: number;
  readonly durationMs: number;
}

/** One line per request, when its answer is out or its client is gone. Never bodies, keys or query values. */
export function requestLog(log: Log, count: (answered: AnsweredRequest) => void): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    response.once('close', () => {
      const { cause, clientName, transactionId } = factsOf(request);
      const answered = {
        method: request.method,
        route: routeOf(request),
        status: response.writableFinished ? response.statusCode : 499,
        durationMs: Math.round(performance.now() - startedAt),
      };
      count(answered);
      log.info(
        {
          ...answered,
          // Whoever tries keys can be told apart and kept out by this alone.
          ...(answered.status === 401 ? { peer: request.socket.remoteAddress ?? null } : {}),
          clientName: clientName ?? null,
          transactionId: transactionId ?? null,
          requestId: cause?.requestId ?? null,
          traceId: placeInTrace(cause?.traceparent)?.traceId ?? null,
        },
        'request',
      );
    });
    next();
  };
}
