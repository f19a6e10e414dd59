import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { isRequestId } from '../domain/request-id.js';
import { placeInTrace } from '../domain/trace-place.js';
import { because } from '../tracing/cause.js';
import { openSpan } from '../tracing/span.js';
import { factsOf } from './request-facts.js';
import { routeOf } from './route-of.js';

/**
 * Makes the request the cause of whatever is done for it, here and in the workers: under the sender's `X-Request-Id`, or one of
 * ours where it sends none that can be taken, and below its `traceparent`. The answer has both.
 */
export function requestCause(): RequestHandler {
  return (request, response, next) => {
    const requestId = request.get('X-Request-Id');
    const traceparent = request.get('traceparent');
    const { span, cause } = openSpan(
      { name: request.method, kind: 'SERVER' },
      {
        requestId: isRequestId(requestId) ? requestId : randomUUID(),
        ...(traceparent !== undefined && placeInTrace(traceparent) ? { traceparent } : {}),
      },
    );
    factsOf(request).cause = cause;
    response.set('X-Request-Id', cause.requestId);
    if (cause.traceparent !== undefined) response.set('traceparent', cause.traceparent);
    response.once('close', () => {
      const route = routeOf(request);
      span.updateName(nameOf(request, route));
      span.setAttributes({
        'http.request.method': request.method,
        'http.route': route ?? '',
        'http.response.status_code': response.statusCode,
        'bindery.transaction.id': factsOf(request).transactionId ?? '',
      });
      span.end();
    });
    because(cause, () => {
      next();
    });
  };
}

function nameOf({ method }: Request, route: string | null): string {
  return route === null ? method : `${method} ${route}`;
}
