import { hkdfSync } from 'node:crypto';
import type { WebhookSecrets } from '../../ports/webhook-secrets.js';

/** Keys of the installation by their ids, and the one that new secrets are made of. */
export interface WebhookKeys {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

const SECRET_BYTES = 32;

/** Secrets that are made anew whenever they are needed (HKDF with SHA-256), and kept nowhere. */
export function derivedSecrets({ current, keys }: WebhookKeys): WebhookSecrets {
  return {
    currentKeyId: current,
    secretOf: (webhook, { number, keyId }) => {
      const key = keys.get(keyId);
      if (key === undefined) return null;
      const purpose = JSON.stringify(['bindery webhook', webhook, number]);
      const secret = Buffer.from(hkdfSync('sha256', key, '', purpose, SECRET_BYTES));
      return `whsec_${secret.toString('base64')}`;
    },
  };
}
