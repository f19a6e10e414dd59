import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { Agent, errors, type Dispatcher } from 'undici';
import type {
  WebhookAnswer,
  WebhookMessage,
  WebhookReceivers,
} from '../../ports/webhook-receivers.js';
import { addressRule, type Network } from './networks.js';

/** One message, for the log: neither where it went nor what was in it. */
export interface WebhookCallLog {
  readonly webhookId: string;
  /** `unanswered`: no status came. */
  readonly outcome: 'taken' | 'refused' | 'unanswered';
  readonly status: number | null;
  readonly durationMs: number;
}

export interface HttpReceiversOptions {
  /** From the first byte to the answer. */
  readonly timeoutMs: number;
  /** Networks that may be sent to though they are not public. */
  readonly allowedNetworks: readonly Network[];
  /** Whether `http:` will do. */
  readonly allowsHttp: boolean;
  /** Called when a message was answered, or was not in time. */
  readonly log?: (call: WebhookCallLog) => void;
  /** By which names are looked up; the system's unless said. */
  readonly lookup?: typeof dnsLookup;
}

/** Whatever a receiver says beyond its status is read to keep the connection, so far, and thrown away. */
const READ_BYTES = 16 * 1024;
const CONNECT_TIMEOUT_MS = 5_000;
/** Below the keep-alive of common servers, so that one rarely closes a connection just as it is used. */
const IDLE_CONNECTION_MS = 4_000;
const ADDRESS_REFUSED = 'ERR_ADDRESS_REFUSED';

/**
 * Receivers at the other end of HTTP, chosen by callers of the API: they must not be able to reach what only this side can. So every
 * address is looked at when a connection is made to it, whatever the name was said to stand for before; redirects are not followed, and
 * proxy settings of the environment do not count.
 */
export function httpReceivers(options: HttpReceiversOptions): WebhookReceivers {
  const isAllowed = addressRule(options.allowedNetworks);
  const agent = new Agent({
    connect: { timeout: CONNECT_TIMEOUT_MS, lookup: checkingLookup(isAllowed, options.lookup) },
    keepAliveTimeout: IDLE_CONNECTION_MS,
    keepAliveMaxTimeout: IDLE_CONNECTION_MS,
  });
  const refusalOf = (url: string): string | null => refusal(url, options, isAllowed);
  return {
    refusalOf,
    async send(message) {
      const wrong = refusalOf(message.url);
      if (wrong !== null) return notTaken(`The address ${wrong.split('; ')[0] ?? ''}.`);
      const beganAtMs = performance.now();
      const answer = await post(agent, message, options.timeoutMs).catch((error: unknown) =>
        notTaken(inWords(error, options.timeoutMs)),
      );
      const { isTaken, status } = answer;
      options.log?.({
        webhookId: message.id,
        outcome: isTaken ? 'taken' : status === null ? 'unanswered' : 'refused',
        status,
        durationMs: Math.round(performance.now() - beganAtMs),
      });
      return answer;
    },
    close: () => agent.close(),
  };
}

function refusal(
  url: string,
  { allowsHttp }: HttpReceiversOptions,
  isAllowed: (address: string) => boolean,
): string | null {
  if (!URL.canParse(url)) return 'is no address; give one such as https://example.com/hooks';
  const { protocol, username, password, hash, hostname } = new URL(url);
  if (protocol !== 'https:' && !(allowsHttp && protocol === 'http:')) {
    return 'does not begin with https://; give one that does';
  }
  if (username !== '' || password !== '') {
    return 'has a user name or a password in it; leave them out, messages are signed';
  }
  if (hash !== '') return 'has a part after #, which is never sent; leave it out';
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !isAllowed(literal)) {
    return 'is not in a public network; give one that is';
  }
  return null;
}

/** A name that stands for one address that is refused is refused as a whole. */
function checkingLookup(
  isAllowed: (address: string) => boolean,
  lookup: typeof dnsLookup = dnsLookup,
): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, answered: LookupAddress[] | undefined) => {
      const found = answered ?? [];
      const [first] = found;
      if (error || !first) {
        callback(error ?? withCode('ENOTFOUND'), '');
      } else if (!found.every(({ address }) => isAllowed(address))) {
        callback(withCode(ADDRESS_REFUSED), '');
      } else if (options.all) {
        callback(null, found);
      } else {
        callback(null, first.address, first.family);
      }
    });
  };
}

function withCode(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

async function post(
  agent: Agent,
  { url, id, body, secrets }: WebhookMessage,
  timeoutMs: number,
): Promise<WebhookAnswer> {
  const now = new Date();
  const { origin, pathname, search } = new URL(url);
  const {
    statusCode: status,
    headers,
    body: said,
  } = await agent.request({
    origin,
    path: `${pathname}${search}`,
    method: 'POST',
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'user-agent': 'Bindery-Webhooks',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': secrets
        .map((secret) => new Webhook(secret).sign(id, now, body))
        .join(' '),
    },
    body,
    signal: AbortSignal.timeout(timeoutMs),
  });
  // The status is the answer, however the rest ends.
  await said.dump({ limit: READ_BYTES }).catch(() => undefined);
  if (status >= 200 && status <= 299) return { isTaken: true, status };
  return {
    ...notTaken(statusInWords(status)),
    status,
    retryAfterMs: retryAfterMs(headers['retry-after'], now),
    isGone: status === 410,
  };
}

function notTaken(reason: string): WebhookAnswer & { readonly isTaken: false } {
  return { isTaken: false, reason, status: null, retryAfterMs: null, isGone: false };
}

function statusInWords(status: number): string {
  if (status >= 300 && status <= 399) {
    return `The receiver answered ${status}: redirects are not followed.`;
  }
  return `The receiver answered ${status}.`;
}

/** Seconds, or a date of HTTP; null where it is neither. */
function retryAfterMs(said: Dispatcher.ResponseData['headers'][string], now: Date): number | null {
  if (typeof said !== 'string') return null;
  if (/^\d{1,9}$/.test(said)) return Number(said) * 1_000;
  const at = Date.parse(said);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}

const WORDS: Readonly<Record<string, string>> = {
  [ADDRESS_REFUSED]:
    'The name of the receiver stands for an address that is not in a public network.',
  ENOTFOUND: 'The name of the receiver is not known.',
  EAI_AGAIN: 'The name of the receiver could not be looked up.',
  ECONNREFUSED: 'The receiver refused the connection.',
  ECONNRESET: 'The receiver cut the connection.',
  EPIPE: 'The receiver cut the connection.',
  UND_ERR_SOCKET: 'The receiver cut the connection.',
  UND_ERR_CONNECT_TIMEOUT: 'No connection to the receiver came about in time.',
  ETIMEDOUT: 'No connection to the receiver came about in time.',
  EHOSTUNREACH: 'There is no way to the receiver.',
  ENETUNREACH: 'There is no way to the receiver.',
  CERT_HAS_EXPIRED: 'The certificate of the receiver has expired.',
};

/** Of an error only what it is called: its text may hold the address. */
function inWords(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return `The receiver did not answer within ${timeoutMs / 1_000} s.`;
  }
  if (error instanceof errors.HTTPParserError) return 'What the receiver answered is no HTTP.';
  const code = codeOf(error);
  const known = WORDS[code];
  if (known !== undefined) return known;
  return `Nothing could be sent${code === '' ? '' : ` (${code})`}.`;
}

/** Where several addresses were tried, of the first. */
function codeOf(error: unknown): string {
  const one: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const { code } = (one ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : '';
}
