import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Tell } from '../book/payments.js';
import type { Book } from '../book/store.js';
import { readBody } from '../../shared/read-body.js';
import type { BillingCallRing, CallRecord, Outcome } from './calls.js';
import { findRoute } from './find-route.js';
import type { BillingMisbehaviour, BillingMisfortune } from './misbehaviour.js';
import { problemOf, Refusal } from './refusal.js';
import type { Reply, Route } from './routes.js';

const MAX_BODY_BYTES = 1024 * 1024;
const PROXY_PAGE =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n' +
  '<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n';

export interface Endpoint {
  readonly book: Book;
  readonly bearerToken: string;
  readonly misbehaviour: BillingMisbehaviour;
  readonly calls: BillingCallRing;
  /** Puts a message to the policy side on file, within the change that causes it. */
  readonly tell: Tell;
  /** The change is on file: its messages may go out. */
  readonly afterChange: () => void;
  /** Aborted when the sandbox closes; nothing is carried out after that. */
  readonly closing: AbortSignal;
  readonly log: (call: CallRecord) => void;
}

/** Answers one HTTP request for billing. */
export async function answer(
  endpoint: Endpoint,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(`http://sandbox${request.url ?? '/'}`);
  const hit = routeOrRefusal(request.method ?? '', pathname);
  const call = endpoint.calls.arrived({
    operation: hit instanceof Refusal ? '(unknown)' : hit.route.operation,
    outcome: null,
    status: null,
  });
  const started = performance.now();
  const finish = (outcome: Outcome, reply?: Reply): void => {
    call.durationMs = Math.round((performance.now() - started) * 100) / 100;
    call.outcome = outcome;
    if (reply) noteReply(call, reply);
    endpoint.log(call);
  };

  const body = await readBody(request, MAX_BODY_BYTES);
  if (body === 'aborted') {
    finish('aborted');
    return;
  }
  const refusal = hit instanceof Refusal ? hit : refusalBeforeRoute(endpoint, request, body);
  const carryOut = (): Reply => {
    if (refusal) return replyOf(refusal);
    const { route, names } = hit as Hit;
    const bytes = body === 'tooLarge' ? Buffer.alloc(0) : body;
    return perform(endpoint, route, names, Object.fromEntries(searchParams), bytes);
  };
  const { latencyMs } = endpoint.book.settings();
  if (latencyMs > 0) await wait(latencyMs, undefined, { signal: endpoint.closing });

  const struck = refusal ? null : endpoint.misbehaviour.strike(call.operation);
  if (struck) {
    call.misbehaviour = struck.kind;
    await misbehave(endpoint, struck, carryOut, response, finish);
    return;
  }
  const reply = carryOut();
  finish('answered', reply);
  sendReply(response, reply);
}

interface Hit {
  readonly route: Route;
  readonly names: readonly string[];
}

function routeOrRefusal(method: string, path: string): Hit | Refusal {
  try {
    return findRoute(method, path);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function refusalBeforeRoute(
  { bearerToken }: Endpoint,
  request: IncomingMessage,
  body: Buffer | 'tooLarge',
): Refusal | null {
  const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined || !isSame(token, bearerToken))
    return new Refusal(401, 'unauthorized', 'A bearer token that billing has given is needed.');
  if (body === 'tooLarge')
    return new Refusal(413, 'requestTooLarge', 'The body is larger than 1 MiB.');
  if (body.length > 0 && !/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    return new Refusal(415, 'notJson', 'The body must be application/json.');
  return null;
}

function perform(
  { book, tell, afterChange }: Endpoint,
  route: Route,
  names: readonly string[],
  query: Readonly<Record<string, string>>,
  bytes: Buffer,
): Reply {
  try {
    const body = route.method === 'POST' ? parsed(bytes) : undefined;
    const reply = route.perform(book, tell, { names, query, body });
    afterChange();
    return reply;
  } catch (error) {
    if (error instanceof Refusal) return replyOf(error);
    if (error instanceof z.ZodError) return replyOf(invalid(error));
    throw error;
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Refusal(400, 'notJson', 'The body is not JSON.');
  }
}

function invalid(error: z.ZodError): Refusal {
  const [first] = error.issues;
  const field = first?.path.join('.') ?? '';
  const words = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return new Refusal(400, 'invalidRequest', words, field === '' ? {} : { field });
}

function replyOf(refusal: Refusal): Reply {
  return { status: refusal.status, body: problemOf(refusal) };
}

async function misbehave(
  endpoint: Endpoint,
  struck: BillingMisfortune,
  carryOut: () => Reply,
  response: ServerResponse,
  finish: (outcome: Outcome, reply?: Reply) => void,
): Promise<void> {
  const answerWith = (reply: Reply): void => {
    finish('answered', reply);
    sendReply(response, reply);
  };
  if (struck.kind === 'late') {
    // The caller may be gone by then; billing does not notice and goes on.
    const early = struck.isAfter ? carryOut() : undefined;
    await wait(struck.delayMs, undefined, { signal: endpoint.closing });
    answerWith(early ?? carryOut());
    return;
  }
  const done = struck.isAfter ? carryOut() : undefined;
  switch (struck.kind) {
    case 'drop':
      finish('dropped', done);
      response.destroy();
      return;
    case 'hold':
      finish('held', done);
      return;
    case 'unavailable':
      finish('unavailable', done);
      response.writeHead(503, { 'retry-after': '1', 'content-length': 0 }).end();
      return;
    case 'html':
      finish('html', done);
      send(response, 502, 'text/html', PROXY_PAGE);
      return;
    case 'truncated': {
      const whole = JSON.stringify((done ?? { body: { outcome: 'executed' } }).body);
      finish('truncated', done);
      send(response, 200, 'application/json', whole.slice(0, Math.floor(whole.length / 2)));
      return;
    }
    case 'garbage':
      finish('answered', done);
      send(response, 200, 'application/json', '{"outcome":"perhaps","items":null}');
      return;
    case 'unauthorized':
      answerWith(replyOf(new Refusal(401, 'unauthorized', 'The token is not valid any more.')));
      return;
    case 'refuse':
      answerWith(replyOf(new Refusal(422, struck.code, struck.text)));
      return;
  }
}

function noteReply(call: CallRecord, { status, body }: Reply): void {
  call.status = status;
  const { outcome, code } = body as { outcome?: unknown; code?: unknown };
  const word = outcome ?? code;
  if (typeof word === 'string') call.code = word;
}

function sendReply(response: ServerResponse, { status, body }: Reply): void {
  if (status === 401) response.setHeader('www-authenticate', 'Bearer');
  if (status === 413) response.setHeader('connection', 'close');
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  send(response, status, type, JSON.stringify(body));
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'cache-control': 'no-store',
    'content-type': type,
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
