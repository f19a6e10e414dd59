import type { Environment } from './env.js';
import { readKeyRing, type EncryptionKeys } from './encryption-config.js';

/** How events are posted to those who have subscribed to them. */
export interface WebhooksConfig {
  /** The keys that secrets are made of; null where nobody subscribes. */
  readonly keysFile: string | null;
  readonly timeoutMs: number;
  /** Such as `10.0.0.0/8`: may be sent to, though they are not public. */
  readonly allowedNetworks: readonly string[];
  readonly allowsHttp: boolean;
  /** How long messages are signed with the secret before, too, once it was changed. */
  readonly rotationOverlapMs: number;
}

/** Whoever asks for a test waits for its answer. */
const LONGEST_TIMEOUT_MS = 20_000;
const LONGEST_OVERLAP_MS = 30 * 86_400_000;

/** @param problems takes what is wrong */
export function readWebhooks(environment: Environment, problems: string[]): WebhooksConfig {
  const config = {
    keysFile: environment.WEBHOOK_KEYS_FILE ?? null,
    timeoutMs: environment.WEBHOOK_TIMEOUT ?? 10_000,
    allowedNetworks: environment.WEBHOOK_ALLOWED_NETWORKS ?? [],
    allowsHttp: environment.WEBHOOK_ALLOW_HTTP ?? false,
    rotationOverlapMs: environment.WEBHOOK_ROTATION_OVERLAP ?? 86_400_000,
  };
  if (config.timeoutMs < 1_000 || config.timeoutMs > LONGEST_TIMEOUT_MS) {
    problems.push('WEBHOOK_TIMEOUT must be from 1s to 20s.');
  }
  if (config.rotationOverlapMs > LONGEST_OVERLAP_MS) {
    problems.push('WEBHOOK_ROTATION_OVERLAP must not be longer than 30d.');
  }
  return config;
}

/** @returns null where there are none @throws WrongSettings with everything that is wrong in the file */
export function readWebhookKeys({ keysFile }: WebhooksConfig): EncryptionKeys['ring'] | null {
  return keysFile === null ? null : readKeyRing(keysFile, 'WEBHOOK_KEYS_FILE');
}
