import { createHash } from 'node:crypto';
import type { ListQuery } from './list-query.js';
import { visibilityQuery } from './list-query.js';

const CHECK_BYTES = 8;

/**
 * A page token of Temporal as clients get it. It carries a check of itself and of the search it belongs to, because
 * some stores behind Temporal answer a token they did not make with a failure that looks like an outage.
 */
export function cursorOf(token: Uint8Array, query: ListQuery): string | null {
  if (token.length === 0) return null;
  return Buffer.concat([check(token, query), token]).toString('base64url');
}

/** The token in a cursor; null when the cursor was not made by this list for this search. */
export function tokenOf(cursor: string, query: ListQuery): Uint8Array | null {
  const bytes = Buffer.from(cursor, 'base64url');
  const token = bytes.subarray(CHECK_BYTES);
  const isOwn = bytes.toString('base64url') === cursor && token.length > 0;
  return isOwn && check(token, query).equals(bytes.subarray(0, CHECK_BYTES)) ? token : null;
}

function check(token: Uint8Array, query: ListQuery): Buffer {
  const hash = createHash('sha256').update(visibilityQuery(query)).update('\n').update(token);
  return hash.digest().subarray(0, CHECK_BYTES);
}
