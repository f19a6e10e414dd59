import { whole, type LogLevel } from '../../src/config/config.js';
import { readEnvironment, type Environment } from '../../src/config/env.js';

export interface BillingSandboxConfig {
  readonly logLevel: LogLevel;
  readonly host: string;
  readonly port: number;
  readonly adminPort: number;
  readonly dataPath: string;
  /** Where callbacks go; null keeps them. */
  readonly callbacks: { readonly url: string; readonly protocol: 'rest' | 'soap' } | null;
}

export interface BillingSandboxSecrets {
  /** What callers must show; null is the sandbox's own default. */
  readonly token: string | null;
  /** Key of the API, shown with every callback. */
  readonly callbackKey: string;
  /** Signs callbacks; null signs none. */
  readonly callbackSigningSecret: string | null;
}

/** @throws WrongSettings with everything that is wrong */
export function readBillingSandboxConfig(read = readEnvironment()): {
  readonly config: BillingSandboxConfig;
  readonly secrets: BillingSandboxSecrets;
} {
  return whole(read.problems, (problems) => {
    const { environment } = read;
    const url = environment.BILLING_CALLBACK_URL;
    const protocol = environment.BILLING_CALLBACK_PROTOCOL ?? 'rest';
    const config: BillingSandboxConfig = {
      logLevel: environment.LOG_LEVEL ?? 'info',
      host: environment.BILLING_SANDBOX_HOST ?? '127.0.0.1',
      port: environment.BILLING_SANDBOX_PORT ?? 8020,
      adminPort: adminPortOf(environment),
      dataPath: environment.BILLING_SANDBOX_DATA ?? '.bindery/billing-sandbox',
      callbacks: url === undefined ? null : { url, protocol },
    };
    if (config.port === config.adminPort) {
      problems.push('BILLING_SANDBOX_PORT and BILLING_SANDBOX_ADMIN_PORT must not be the same.');
    }
    const callbackKey = environment.BILLING_CALLBACK_KEY ?? '';
    if (url !== undefined && callbackKey === '') {
      problems.push('BILLING_CALLBACK_KEY is missing: the key of the API at BILLING_CALLBACK_URL.');
    }
    const secrets: BillingSandboxSecrets = {
      token: environment.BILLING_SANDBOX_TOKEN ?? null,
      callbackKey,
      callbackSigningSecret: environment.BILLING_CALLBACK_SIGNING_SECRET ?? null,
    };
    return { config, secrets };
  });
}

/** Where the running sandbox takes money by hand. @throws WrongSettings */
export function readBillingAdminPort(read = readEnvironment()): number {
  return whole(read.problems, () => adminPortOf(read.environment));
}

function adminPortOf(environment: Environment): number {
  return environment.BILLING_SANDBOX_ADMIN_PORT ?? 8021;
}
