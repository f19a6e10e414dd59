import { derivedSecrets } from '../adapters/webhooks/derived-secrets.js';
import { httpReceivers, type WebhookCallLog } from '../adapters/webhooks/http-receivers.js';
import { networkOf } from '../adapters/webhooks/networks.js';
import { readWebhookKeys, type WebhooksConfig } from '../config/webhooks-config.js';
import type { WebhookReceivers } from '../ports/webhook-receivers.js';
import type { WebhookSecrets } from '../ports/webhook-secrets.js';

/** What worker and API know of webhooks: who may be sent to, and the secrets; null where there are no keys to make them of. */
export function webhookMeans(
  config: WebhooksConfig,
  log: (call: WebhookCallLog) => void = () => undefined,
): {
  readonly receivers: WebhookReceivers;
  readonly secrets: WebhookSecrets | null;
} {
  const { timeoutMs, allowsHttp } = config;
  const allowedNetworks = config.allowedNetworks.flatMap((text) => networkOf(text) ?? []);
  const keys = readWebhookKeys(config);
  return {
    receivers: httpReceivers({ timeoutMs, allowsHttp, allowedNetworks, log }),
    secrets: keys && derivedSecrets(keys),
  };
}
