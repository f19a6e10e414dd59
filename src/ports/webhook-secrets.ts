import type { SecretGeneration } from '../domain/webhooks/subscription.js';

/** Makes the secrets of subscriptions, always the same, so that nobody has to keep them. */
export interface WebhookSecrets {
  /** Id of the key that new secrets are made of. */
  readonly currentKeyId: string;
  /** A secret as Standard Webhooks writes it; null where its key is not here. @param webhook id of the subscription */
  secretOf(webhook: string, generation: SecretGeneration): string | null;
}
