import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { Problem } from '../problem.js';
import { factsOf } from '../request-facts.js';
import { type FindSigner, signatureOf, signerFinder } from './signature.js';
import { smallBody } from '../body/small-body.js';

export const SCOPES = [
  'transactions:read',
  'transactions:write',
  'transactions:operate',
  'billing:write',
  'webhooks:manage',
  'payloads:read',
] as const;
export type Scope = (typeof SCOPES)[number];

/** A client of the API. Its key is known by hash only. */
export interface ApiKey {
  /** For logs and for the record of who asked. */
  readonly clientName: string;
  /** SHA-256 of the key, 64 hexadecimal digits. */
  readonly sha256: string;
  readonly scopes: readonly Scope[];
  /** Shared with the client, where it signs its messages; never shown or logged. Each of them is good. */
  readonly signingSecrets?: readonly string[] | undefined;
  /** Where they are others than usual. */
  readonly limits?: { readonly [Limit in keyof Limits]?: number | undefined } | undefined;
}

/** How much a client may ask of one process of the API; its keys count together. */
export interface Limits {
  readonly requestsPerMinute: number;
  /** At once, those that wait for an outcome included. */
  readonly concurrentRequests: number;
}

/** Names the client of each request and lets it pass when it has the scope. */
export interface Gate {
  /** By `X-API-Key`. Every path under /api asks this first, known or not, so that the outside learns nothing. */
  readonly authenticate: RequestHandler;
  /** By a key that stands elsewhere in the request. */
  readonly authenticateBy: (keyIn: (request: Request) => string | undefined) => RequestHandler;
  /**
   * By `X-API-Key`, by a signature, or by both; for the small messages of billing. Leaves the bytes of the body in
   * `request.body`, and whether they were signed in the facts of the request. With `basic`, the key may also be the password of HTTP Basic, whatever the user name.
   */
  readonly authenticateMessage: (options?: { readonly basic: boolean }) => RequestHandler[];
  readonly requireScope: (scope: Scope) => RequestHandler;
  /** With what key a request was let in. */
  readonly keyOf: (request: Request) => ApiKey | undefined;
}

/** @param keys those of now: another list when they have changed */
export function createGate(keys: () => readonly ApiKey[]): Gate {
  const known = new WeakMap<readonly ApiKey[], KnownKeys>();
  const knownNow = (): KnownKeys => {
    const list = keys();
    const made = known.get(list) ?? knownKeys(list);
    known.set(list, made);
    return made;
  };
  const keyOf = new WeakMap<object, ApiKey>();
  const admit = (request: Request, key: ApiKey): void => {
    keyOf.set(request, key);
    factsOf(request).clientName = key.clientName;
  };

  const authenticateBy: Gate['authenticateBy'] = (keyIn) => (request, _response, next) => {
    const key = findKey(knownNow().candidates, keyIn(request));
    if (!key) throw unauthenticated('Send a key of this installation in the header X-API-Key.');
    admit(request, key);
    next();
  };

  /** Before the body is read: whoever shows neither a key nor what could be a signature gets no further. */
  const look =
    (basic: boolean): RequestHandler =>
    (request, _response, next) => {
      const presented = request.get('X-API-Key') ?? (basic ? basicPassword(request) : undefined);
      const key = findKey(knownNow().candidates, presented);
      if (key) admit(request, key);
      else if (presented !== undefined) throw unauthenticated('The key is not known.', basic);
      const signature = signatureOf(request);
      if (signature === 'malformed') {
        throw unauthenticated(
          'webhook-id must be an id without dots, webhook-timestamp Unix seconds, and webhook-signature v1, and Base64.',
          basic,
        );
      }
      if (signature === null && !key) {
        throw unauthenticated(
          'Send a key of this installation in the header X-API-Key, or sign the message.',
          basic,
        );
      }
      next();
    };

  const verify =
    (basic: boolean): RequestHandler =>
    (request, _response, next) => {
      const signature = signatureOf(request);
      if (signature === null || signature === 'malformed') {
        next();
        return;
      }
      const signer = knownNow().findSigner(signature, request.body as Buffer);
      if (signer === 'too old or too new') {
        throw unauthenticated(
          'webhook-timestamp is more than five minutes off. Sign each attempt anew.',
          basic,
        );
      }
      const shown = keyOf.get(request);
      if (!signer || (shown && shown.clientName !== signer.clientName)) {
        throw unauthenticated(
          'webhook-signature does not fit this body, id, timestamp and client.',
          basic,
        );
      }
      factsOf(request).isSigned = true;
      if (!shown) admit(request, signer);
      next();
    };

  return {
    authenticate: authenticateBy((request) => request.get('X-API-Key')),
    authenticateBy,
    authenticateMessage: ({ basic } = { basic: false }) => [
      look(basic),
      smallBody(),
      verify(basic),
    ],
    keyOf: (request) => keyOf.get(request),
    requireScope: (scope) => (request, _response, next) => {
      if (!keyOf.get(request)?.scopes.includes(scope)) {
        throw new Problem('missing-scope', { detail: `This needs a key with the scope ${scope}.` });
      }
      next();
    },
  };
}

/** A list of keys, made ready to be compared with. */
interface KnownKeys {
  readonly findSigner: FindSigner<ApiKey>;
  readonly candidates: readonly { readonly key: ApiKey; readonly hash: Buffer }[];
}

function knownKeys(keys: readonly ApiKey[]): KnownKeys {
  return {
    findSigner: signerFinder(keys),
    candidates: keys.map((key) => ({ key, hash: Buffer.from(key.sha256, 'hex') })),
  };
}

function unauthenticated(detail: string, basic = false): Problem {
  const challenge = `ApiKey realm="bindery"${basic ? ', Basic realm="bindery"' : ''}`;
  return new Problem('unauthenticated', { detail, headers: { 'WWW-Authenticate': challenge } });
}

function basicPassword(request: Request): string | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(
    request.get('Authorization') ?? '',
  )?.[1];
  if (encoded === undefined) return undefined;
  const userAndPassword = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = userAndPassword.indexOf(':');
  return colon < 0 ? '' : userAndPassword.slice(colon + 1);
}

/** Compares with every key, whether or not one matched, so that the time taken says nothing. */
function findKey(
  candidates: KnownKeys['candidates'],
  presented: string | undefined,
): ApiKey | undefined {
  const hash = createHash('sha256')
    .update(presented ?? '')
    .digest();
  let found: ApiKey | undefined;
  for (const candidate of candidates) {
    if (timingSafeEqual(sameLength(candidate.hash), hash)) found = candidate.key;
  }
  // Whatever the list holds, an empty key opens nothing.
  return presented === undefined || presented.trim() === '' ? undefined : found;
}

/** A hash that is not 32 bytes long matches nothing, and must not throw either. */
function sameLength(hash: Buffer): Buffer {
  return hash.length === 32 ? hash : Buffer.alloc(32);
}
