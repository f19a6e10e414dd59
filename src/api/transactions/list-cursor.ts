import { createHash } from 'node:crypto';

const CHECK_BYTES = 8;

/**
 * A page token of Temporal as clients get it. It carries a check of itself and of the search it belongs to, because
 * some stores behind Temporal answer a token they did not make with a failure that looks like an outage.
 */
export function cursorOf(token: Uint8Array, search: string): string | null {
  if (token.length === 0) return null;
  return Buffer.concat([check(token, search), token]).toString('base64url');
}

/** The token in a cursor; null when the cursor was not made by this list for this search. */
export function tokenOf(cursor: string, search: string): Uint8Array | null {
  const bytes = Buffer.from(cursor, 'base64url');
  const token = bytes.subarray(CHECK_BYTES);
  const isOwn = bytes.toString('base64url') === cursor && token.length > 0;
  return isOwn && check(token, search).equals(bytes.subarray(0, CHECK_BYTES)) ? token : null;
}

function check(token: Uint8Array, search: string): Buffer {
  const hash = createHash('sha256').update(search).update('\n').update(token);
  return hash.digest().subarray(0, CHECK_BYTES);
}
