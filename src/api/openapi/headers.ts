import type { ResponseConfig } from '@asteasolutions/zod-to-openapi';
import { isRepeatedByKey, referenceOf } from '../idempotency-key.js';
import { REQUEST_ID } from '../../domain/request-id.js';
import { TRACEPARENT } from '../../domain/trace-place.js';
import type { Route } from '../route.js';

/** Parts of the document, by the names under which it has them. */
export type References = Record<string, { $ref: string }>;

const REQUEST_ID_EXAMPLE = 'portal-2027-02-01-4711';
const TRACEPARENT_EXAMPLE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

/** Headers of answers, by name, as `#/components/headers` has them. */
export const HEADERS = {
  'X-Request-Id': {
    description: 'That of the request, or one of ours: the logs of API and workers have it.',
    schema: { type: 'string', pattern: REQUEST_ID.source },
    example: REQUEST_ID_EXAMPLE,
  },
  traceparent: {
    description: 'Where in a trace it was answered; there where traces are kept, or one was sent.',
    schema: { type: 'string', pattern: TRACEPARENT.source },
    example: TRACEPARENT_EXAMPLE,
  },
  'RateLimit-Policy': {
    description: 'The client may send `q` requests in `w` seconds.',
    schema: { type: 'string', pattern: String.raw`^"client";q=\d+;w=\d+$` },
    example: '"client";q=6000;w=60',
  },
  RateLimit: {
    description: '`r` requests are left for the next `t` seconds.',
    schema: { type: 'string', pattern: String.raw`^"client";r=\d+;t=\d+$` },
    example: '"client";r=5999;t=42',
  },
  'Retry-After': {
    description: 'Seconds after which to send it again.',
    schema: { type: 'string', pattern: String.raw`^\d+$` },
    example: '5',
  },
  'WWW-Authenticate': {
    description: 'The ways in.',
    schema: { type: 'string' },
    example: 'ApiKey realm="bindery"',
  },
  Allow: {
    description: 'The methods that this address takes.',
    schema: { type: 'string' },
    example: 'GET, HEAD, POST',
  },
  ETag: {
    description: 'Version of the quote, for `If-Match` of what is done to it.',
    schema: { type: 'string', pattern: String.raw`^"\d+(?:-[0-9a-f]{12})?"$` },
    example: '"0-5f1c9e02b7a4"',
  },
  Location: {
    description: 'Path of what was begun, to be asked from now on.',
    schema: { type: 'string', format: 'uri-reference' },
    example: '/api/transactions/new-business:triton:TRITON-12345',
  },
} as const;

/** Headers of an answer, each told once for all. */
export function headers(...names: readonly (keyof typeof HEADERS)[]): References {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

/** Those of an answer that its route sends by itself. */
export function ownHeaders(answer: ResponseConfig): References {
  return (answer.headers ?? {}) as References;
}

/** An answer that says where what was begun is found from now on. */
export function located(answer: ResponseConfig): ResponseConfig {
  return { ...answer, headers: { ...ownHeaders(answer), ...headers('Location') } };
}

/** Those of an answer that no route sends by itself. */
export function commonHeaders(
  { admits }: Pick<Route<never>, 'admits'>,
  status: string,
): References {
  // Who is not known has no limits; the rest of the statuses come before or after these are counted.
  const isCounted = admits.by !== 'anybody' && status !== '401';
  return headers(
    'X-Request-Id',
    'traceparent',
    ...(isCounted ? (['RateLimit-Policy', 'RateLimit'] as const) : []),
    ...(OF_STATUS[status] ?? []),
  );
}

const OF_STATUS: Readonly<Record<string, readonly (keyof typeof HEADERS)[]>> = {
  401: ['WWW-Authenticate'],
  405: ['Allow'],
  429: ['Retry-After'],
  503: ['Retry-After'],
};

/** Headers that every request may have, as `#/components/parameters` has them. */
export const PARAMETERS = {
  requestId: {
    name: 'X-Request-Id',
    in: 'header',
    description:
      'Names the request in logs and answers. One of another form is not taken: the answer then has one of ours. No personal data.',
    schema: { type: 'string', pattern: REQUEST_ID.source },
    example: REQUEST_ID_EXAMPLE,
  },
  traceparent: {
    name: 'traceparent',
    in: 'header',
    description:
      'W3C Trace Context: where in a trace it is asked. One of another form counts for nothing.',
    schema: { type: 'string', pattern: TRACEPARENT.source },
    example: TRACEPARENT_EXAMPLE,
  },
} as const;

/** What the headers of a request may say, beside what the route itself reads. */
export function commonParameters(route: Route<never>) {
  const names = Object.keys(PARAMETERS);
  const reference = isRepeatedByKey(route) ? referenceOf(route) : undefined;
  return [
    ...names.map((name) => ({ $ref: `#/components/parameters/${name}` })),
    ...(reference === undefined ? [] : [idempotencyKey(reference)]),
  ];
}

function idempotencyKey(reference: string) {
  return {
    name: 'Idempotency-Key',
    in: 'header',
    description: `Needed by nobody: a repeat is known by \`${reference}\` of the body, for good. A key that is not the same is refused (\`idempotency-key-refused\`).`,
    schema: { type: 'string' },
  } as const;
}
