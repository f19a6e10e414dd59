import { readFileSync } from 'node:fs';
import {
  type BillingAuth,
  type BillingCallLog,
  type BillingConnection,
  connectBilling,
} from '../adapters/billing/http-billing.js';
import type { BillingConfig } from '../config/billing-config.js';
import { WrongSettings } from '../config/wrong-settings.js';

/**
 * Billing as the settings say; certificates are read now. Nothing is sent yet.
 *
 * @throws WrongSettings when a certificate or key cannot be used
 */
export function billingConnection(
  { url, timeoutMs, maxConcurrentCalls, clientPair }: BillingConfig,
  token: string | null,
  log: (call: BillingCallLog) => void,
): BillingConnection {
  const auth = authOf(clientPair, token);
  try {
    return connectBilling({
      baseUrl: url,
      auth,
      timeoutMs,
      maxConcurrentCalls,
      log,
    });
  } catch (error) {
    throw unusable(
      'BILLING_CLIENT_CERT_FILE and BILLING_CLIENT_KEY_FILE cannot be used together',
      error,
    );
  }
}

function authOf(clientPair: BillingConfig['clientPair'], token: string | null): BillingAuth {
  if (clientPair === null) return { kind: 'bearer', token: token ?? '' };
  const { certFile, keyFile, caFile } = clientPair;
  return {
    kind: 'mutualTls',
    cert: readPem('BILLING_CLIENT_CERT_FILE', certFile),
    key: readPem('BILLING_CLIENT_KEY_FILE', keyFile),
    ...(caFile === null ? {} : { ca: readPem('BILLING_CA_FILE', caFile) }),
    ...(token === null ? {} : { token }),
  };
}

function readPem(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unusable(`${name} cannot be read`, error);
  }
}

function unusable(what: string, error: unknown): WrongSettings {
  const reason = error instanceof Error ? error.message : String(error);
  return new WrongSettings([`${what}: ${reason}.`]);
}
