import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';

/** A signed message is taken for this long before and after the moment at which it says it was signed. Milliseconds. */
const WINDOW_MS = 5 * 60_000;

/** What a caller sends who signs instead of showing a key. */
export interface Signature {
  /** Unix seconds, as they were sent: the text is what was signed. */
  readonly timestamp: string;
  readonly digest: Buffer;
  /** Who says to have signed; null when the secret alone shall tell. */
  readonly clientName: string | null;
}

/** Somebody who can sign. */
export interface Signer {
  readonly clientName: string;
  readonly hmacSecret?: string | undefined;
}

/** The signature of a request; null when it has none or half of one, `malformed` when it cannot be one. */
export function signatureOf(request: Request): Signature | 'malformed' | null {
  const timestamp = request.get('X-Bindery-Timestamp');
  const signature = request.get('X-Bindery-Signature');
  if (timestamp === undefined && signature === undefined) return null;
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(signature ?? '')?.[1];
  if (hex === undefined || timestamp === undefined || !/^\d{1,11}$/.test(timestamp)) {
    return 'malformed';
  }
  return {
    timestamp,
    digest: Buffer.from(hex, 'hex'),
    clientName: request.get('X-Bindery-Client') ?? null,
  };
}

/** Whether it was signed just now; an older one may be somebody else's recording. */
export function isFresh({ timestamp }: Signature, now: Date): boolean {
  return Math.abs(now.getTime() - Number(timestamp) * 1_000) <= WINDOW_MS;
}

/**
 * Who signed these bytes; undefined when nobody did. Every secret is tried, so that the time taken says nothing.
 *
 * The signature is HMAC-SHA256 of the timestamp, a dot, and the body as it was sent.
 */
export function signerOf<S extends Signer>(
  signers: readonly S[],
  { timestamp, digest, clientName }: Signature,
  body: Buffer,
): S | undefined {
  let found: S | undefined;
  for (const signer of signers) {
    const { hmacSecret } = signer;
    if (hmacSecret === undefined) continue;
    const own = createHmac('sha256', hmacSecret).update(`${timestamp}.`).update(body).digest();
    const isNamed = clientName === null || clientName === signer.clientName;
    if (timingSafeEqual(own, digest) && isNamed) found = signer;
  }
  return found;
}
