import type { Environment } from './env.js';
import { readTracingHeaders } from './tracing-config.js';

/** Shorter keys can be guessed; the keys of insureds are only as hidden as this one. */
const IDENTITY_KEY_MIN_BYTES = 32;

/** What must never be printed; kept apart from the configuration, which may be. */
export interface TemporalSecrets {
  /** For Temporal Cloud. */
  readonly apiKey: string | null;
}

export interface ApiSecrets {
  readonly temporal: TemporalSecrets;
  /** What the collector of traces wants to see of whoever sends. */
  readonly tracingHeaders: Readonly<Record<string, string>>;
}

/** Towards the systems that Bindery works with. */
export interface SystemSecrets {
  /** As the policy system wants it: encrypted with its own key, in Base64. */
  readonly imsEncryptedPassword: string;
  /** Proves to billing who calls; null where a client certificate alone does. */
  readonly billingToken: string | null;
}

export interface WorkerSecrets extends SystemSecrets, ApiSecrets {
  /** Secret under which insureds are told apart in workflow ids; the same in every worker, for ever. */
  readonly identityKey: string;
}

export function readTemporalSecrets(environment: Environment): TemporalSecrets {
  return { apiKey: environment.TEMPORAL_API_KEY ?? null };
}

export function readApiSecrets(environment: Environment): ApiSecrets {
  return {
    temporal: readTemporalSecrets(environment),
    tracingHeaders: readTracingHeaders(environment),
  };
}

export function readSystemSecrets(environment: Environment, problems: string[]): SystemSecrets {
  const imsEncryptedPassword = environment.IMS_ENCRYPTED_PASSWORD ?? '';
  if (imsEncryptedPassword === '') {
    problems.push('IMS_ENCRYPTED_PASSWORD is missing: the encrypted password of IMS_USER.');
  }
  return { imsEncryptedPassword, billingToken: environment.BILLING_TOKEN ?? null };
}

export function readWorkerSecrets(environment: Environment, problems: string[]): WorkerSecrets {
  const systems = readSystemSecrets(environment, problems);
  const identityKey = environment.IDENTITY_KEY ?? '';
  if (Buffer.byteLength(identityKey) < IDENTITY_KEY_MIN_BYTES) {
    problems.push(
      `IDENTITY_KEY ${identityKey === '' ? 'is missing' : 'is too short'}: a secret of at least ` +
        `${String(IDENTITY_KEY_MIN_BYTES)} bytes, the same for every worker, never changed.`,
    );
  }
  return {
    ...systems,
    ...readApiSecrets(environment),
    identityKey,
  };
}
