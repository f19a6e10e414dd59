import type { Request } from 'express';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

/** The three headers of Standard Webhooks: which message, when it was signed, and by whom it was. */
export interface Signature {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

/** Somebody who can sign. */
export interface Signer {
  /** As Standard Webhooks writes them: `whsec_` and Base64. Several while they are being changed; each is good. */
  readonly signingSecrets?: readonly string[] | undefined;
}

/** Finds out who signed a message. */
export type FindSigner<S extends Signer> = (
  signature: Signature,
  body: Buffer,
) => S | 'too old or too new' | undefined;

/** A dot parts id, time and body in what is signed, so that an id must not have any. */
const ID = /^[\x21-\x2d\x2f-\x7e]{1,200}$/;
const SECONDS = /^\d{1,11}$/;
const SIGNATURES = /^(?:v\w{1,8},[A-Za-z0-9+/=]{1,200})(?: v\w{1,8},[A-Za-z0-9+/=]{1,200}){0,9}$/;

/** The signature of a request; null when it has none, `malformed` when it has half of one or it cannot be one. */
export function signatureOf(request: Request): Signature | 'malformed' | null {
  const id = request.get('webhook-id');
  const timestamp = request.get('webhook-timestamp');
  const signature = request.get('webhook-signature');
  if (id === undefined && timestamp === undefined && signature === undefined) return null;
  const isWellFormed =
    ID.test(id ?? '') && SECONDS.test(timestamp ?? '') && SIGNATURES.test(signature ?? '');
  if (!isWellFormed) return 'malformed';
  return {
    'webhook-id': id ?? '',
    'webhook-timestamp': timestamp ?? '',
    'webhook-signature': signature ?? '',
  };
}

/**
 * Tells who signed the bytes of a body: the one with a secret that fits. Every secret is tried, so that the time
 * taken says nothing. A message that was signed more than five minutes ago may be somebody else's recording.
 */
export function signerFinder<S extends Signer>(signers: readonly S[]): FindSigner<S> {
  const secrets = signers.flatMap((signer) =>
    (signer.signingSecrets ?? []).map((secret) => ({ signer, webhook: new Webhook(secret) })),
  );
  return (signature, body) => {
    let found: S | 'too old or too new' | undefined;
    for (const { signer, webhook } of secrets) {
      const answer = verified(webhook, signature, body);
      if (answer === 'fits') found = signer;
      else if (answer === 'too old or too new') found ??= answer;
    }
    return found;
  };
}

function verified(
  webhook: Webhook,
  signature: Signature,
  body: Buffer,
): 'fits' | 'too old or too new' | 'does not fit' {
  try {
    webhook.verify(body, { ...signature }, { jsonParse: false });
    return 'fits';
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    return error.message.startsWith('Message timestamp') ? 'too old or too new' : 'does not fit';
  }
}
