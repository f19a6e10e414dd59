import { createHmac } from 'node:crypto';
import { SIGNING_SECRETS } from './running-app.js';

interface Signing {
  readonly secret?: string;
  /** Moment at which it says to be signed; now unless said. */
  readonly at?: string;
  readonly id?: string;
}

/** The three headers of a signature, made from the words of Standard Webhooks alone. */
export function signatureHeaders(
  body: string,
  { secret = SIGNING_SECRETS[0], at, id = 'msg_1' }: Signing = {},
): Record<string, string> {
  const timestamp = String(Math.floor((at === undefined ? Date.now() : Date.parse(at)) / 1_000));
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${mac}`,
  };
}

/** A signed message without a key, ready to be sent. */
export function signed(body: object, signing: Signing = {}) {
  const raw = JSON.stringify(body);
  return { raw, key: null, headers: signatureHeaders(raw, signing) };
}
