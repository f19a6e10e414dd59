import { whole } from '../../src/config/config.js';
import { readEnvironment } from '../../src/config/env.js';
import { adminPortOf, sandboxPlaces, type SandboxPlaces } from './places.js';

export interface BillingSandboxConfig extends SandboxPlaces {
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
      ...sandboxPlaces(environment, 'BILLING_SANDBOX', problems),
      dataPath: environment.BILLING_SANDBOX_DATA ?? '.bindery/billing-sandbox',
      callbacks: url === undefined ? null : { url, protocol },
    };
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
  return whole(read.problems, () => adminPortOf(read.environment, 'BILLING_SANDBOX'));
}
