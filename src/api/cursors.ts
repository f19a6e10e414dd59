import { createHmac, timingSafeEqual } from 'node:crypto';

/** Bytes of a signature that a cursor carries: nobody finds one by trying. */
const SIGNATURE_BYTES = 16;

/** The longest that is looked at: page tokens of Temporal are some hundred bytes. */
export const CURSOR = /^[A-Za-z0-9_-]{1,4000}$/;

/** Makes cursors of lists, and knows them again. */
export interface Cursors {
  /** @param list which one it is, with its filters: a cursor is good for that alone */
  readonly of: (place: string | Uint8Array, list: readonly unknown[]) => string;
  /** The place in a cursor; null where no API of this installation made it for this list. */
  readonly placeIn: (cursor: string, list: readonly unknown[]) => Buffer | null;
}

/** What handlers need that answer a list. */
export interface MakesCursors {
  readonly cursors: Cursors;
}

/**
 * Cursors that nobody else can make: a place in a list and a signature over it and the list. Some stores behind Temporal answer a token
 * that they did not make with a failure that looks like an outage, and what lists are read by is nobody's to choose.
 *
 * @param keys those of now, by processes that answer the same clients the same ones: the first signs, all are good
 */
export function signedCursors(keys: () => readonly Uint8Array[]): Cursors {
  return {
    of: (place, list) => {
      const [key] = keys();
      if (!key) throw new Error('There is no key to sign cursors with.');
      const bytes = Buffer.from(place);
      return Buffer.concat([signature(key, bytes, list), bytes]).toString('base64url');
    },
    placeIn: (cursor, list) => {
      const bytes = Buffer.from(cursor, 'base64url');
      // One place has one spelling.
      if (bytes.length <= SIGNATURE_BYTES || bytes.toString('base64url') !== cursor) return null;
      const place = bytes.subarray(SIGNATURE_BYTES);
      const signed = bytes.subarray(0, SIGNATURE_BYTES);
      const isOurs = keys().some((key) => timingSafeEqual(signature(key, place, list), signed));
      return isOurs ? place : null;
    },
  };
}

function signature(key: Uint8Array, place: Uint8Array, list: readonly unknown[]): Buffer {
  // The text of a list has no zero byte, so that its end is certain.
  const of = `${JSON.stringify(list)}\0`;
  return createHmac('sha256', key).update(of).update(place).digest().subarray(0, SIGNATURE_BYTES);
}
