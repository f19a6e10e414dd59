import { Histogram, type Registry } from 'prom-client';
import type { AnsweredRequest } from '../api/request-log.js';

/** Requests that wait for an answer of a transaction (`?wait=`) take as long as they were told. */
const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** The numbers of the requests to the API, kept in `registry`. */
export function countRequests(registry: Registry): (answered: AnsweredRequest) => void {
  const durations = new Histogram({
    name: 'bindery_http_request_duration_seconds',
    help: 'Requests to the API, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  return ({ method, route, status, durationMs }) => {
    // What no route has is the sender's text, method and all.
    const of = route === null ? { method: 'other', route: 'none' } : { method, route };
    durations.observe({ ...of, status: String(status) }, durationMs / 1000);
  };
}
