import { createHmac } from 'node:crypto';
import { HMAC_SECRET } from './running-app.js';

interface Signing {
  readonly secret?: string;
  /** Moment at which it says to be signed. */
  readonly at?: string;
}

/** The two headers of a signature, made from the contract's words alone. */
export function signatureHeaders(
  body: string,
  { secret = HMAC_SECRET, at = TODAY }: Signing = {},
): Record<string, string> {
  const timestamp = String(Date.parse(at) / 1_000);
  const hex = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return { 'X-Bindery-Timestamp': timestamp, 'X-Bindery-Signature': `sha256=${hex}` };
}

/** Today of the app under test. */
export const TODAY = '2026-12-01T12:00:00Z';

/** A signed message without a key, ready to be sent. */
export function signed(body: object, signing: Signing = {}) {
  const raw = JSON.stringify(body);
  return { raw, key: null, headers: signatureHeaders(raw, signing) };
}
