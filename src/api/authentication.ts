import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { Problem } from './problem.js';
import { factsOf } from './request-facts.js';

export const SCOPES = ['transactions:read', 'transactions:write', 'transactions:operate'] as const;
export type Scope = (typeof SCOPES)[number];

/** A client of the API. Its key is known by hash only. */
export interface ApiKey {
  /** For logs and for the record of who asked. */
  readonly clientName: string;
  /** SHA-256 of the key, 64 hexadecimal digits. */
  readonly sha256: string;
  readonly scopes: readonly Scope[];
}

/** Names the client of each request from its `X-API-Key` and lets it pass when the key has the scope. */
export interface Gate {
  /** Every path under /api asks this first, known or not, so that the outside learns nothing. */
  readonly authenticate: RequestHandler;
  readonly requireScope: (scope: Scope) => RequestHandler;
}

export function createGate(keys: readonly ApiKey[]): Gate {
  const candidates = keys.map((key) => ({ key, hash: Buffer.from(key.sha256, 'hex') }));
  const keyOf = new WeakMap<object, ApiKey>();

  return {
    authenticate: (request, _response, next) => {
      const key = findKey(candidates, request.get('X-API-Key'));
      if (!key) {
        throw new Problem('unauthenticated', {
          detail: 'Send a key of this installation in the header X-API-Key.',
          headers: { 'WWW-Authenticate': 'ApiKey realm="bindery"' },
        });
      }
      keyOf.set(request, key);
      factsOf(request).clientName = key.clientName;
      next();
    },
    requireScope: (scope) => (request, _response, next) => {
      if (!keyOf.get(request)?.scopes.includes(scope)) {
        throw new Problem('missing-scope', { detail: `This needs a key with the scope ${scope}.` });
      }
      next();
    },
  };
}

/** Compares with every key, whether or not one matched, so that the time taken says nothing. */
function findKey(
  candidates: readonly { readonly key: ApiKey; readonly hash: Buffer }[],
  presented: string | undefined,
): ApiKey | undefined {
  const hash = createHash('sha256')
    .update(presented ?? '')
    .digest();
  let found: ApiKey | undefined;
  for (const candidate of candidates) {
    if (timingSafeEqual(sameLength(candidate.hash), hash)) found = candidate.key;
  }
  return presented === undefined ? undefined : found;
}

/** A hash that is not 32 bytes long matches nothing, and must not throw either. */
function sameLength(hash: Buffer): Buffer {
  return hash.length === 32 ? hash : Buffer.alloc(32);
}
