import type { Product } from '../domain/product/product.js';
import type { Environment } from './env.js';
import { WrongSettings } from './wrong-settings.js';

/** Where billing is. Certificates are paths; they are read when the connection is made. */
export interface BillingConfig {
  readonly url: string;
  /** For a whole call; every call may be repeated. */
  readonly timeoutMs: number;
  readonly maxConcurrentCalls: number;
  /** Set where billing wants a client certificate. */
  readonly clientPair: {
    readonly certFile: string;
    readonly keyFile: string;
    /** Who may vouch for billing; the public authorities when null. */
    readonly caFile: string | null;
  } | null;
}

const DEPENDENTS = [
  'BILLING_TOKEN',
  'BILLING_CLIENT_CERT_FILE',
  'BILLING_CLIENT_KEY_FILE',
  'BILLING_CA_FILE',
  'BILLING_TIMEOUT',
  'BILLING_MAX_CONCURRENT_CALLS',
] as const;

/** A step asks billing twice at most: whether an account is there, and to make it. */
const CALLS_PER_STEP = 2;

/**
 * @param problems takes what contradicts itself
 * @returns null without `BILLING_URL`: the policy system alone bills
 */
export function readBilling(
  environment: Environment,
  longestStepMs: number,
  problems: string[],
): BillingConfig | null {
  const url = environment.BILLING_URL;
  if (url === undefined) {
    const set = DEPENDENTS.filter((name) => environment[name] !== undefined);
    if (set.length > 0) problems.push(`BILLING_URL is missing, but ${set.join(', ')} is set.`);
    return null;
  }
  const timeoutMs = environment.BILLING_TIMEOUT ?? 20_000;
  const longestMs = Math.floor(longestStepMs / CALLS_PER_STEP);
  if (timeoutMs > longestMs) {
    problems.push(
      `BILLING_TIMEOUT must not be longer than ${String(longestMs)}ms: a step may need two calls, and after 70s its worker is taken for dead.`,
    );
  }
  return {
    url,
    timeoutMs,
    maxConcurrentCalls: environment.BILLING_MAX_CONCURRENT_CALLS ?? 8,
    clientPair: readClientPair(environment, url, problems),
  };
}

function readClientPair(
  environment: Environment,
  url: string,
  problems: string[],
): BillingConfig['clientPair'] {
  const certFile = environment.BILLING_CLIENT_CERT_FILE;
  const keyFile = environment.BILLING_CLIENT_KEY_FILE;
  const caFile = environment.BILLING_CA_FILE ?? null;
  if ((certFile === undefined) !== (keyFile === undefined)) {
    problems.push(
      'BILLING_CLIENT_CERT_FILE and BILLING_CLIENT_KEY_FILE belong together: set both or neither.',
    );
  }
  if (certFile === undefined || keyFile === undefined) {
    if (caFile !== null) {
      problems.push(
        'BILLING_CA_FILE needs a client certificate; without one use NODE_EXTRA_CA_CERTS.',
      );
    }
    if (environment.BILLING_TOKEN === undefined && certFile === keyFile) {
      problems.push(
        'BILLING_TOKEN is missing: billing wants a token, or BILLING_CLIENT_CERT_FILE and BILLING_CLIENT_KEY_FILE.',
      );
    }
    return null;
  }
  if (!url.startsWith('https:')) {
    problems.push('BILLING_CLIENT_CERT_FILE needs a BILLING_URL that begins with https://.');
  }
  return { certFile, keyFile, caFile };
}

/** @throws WrongSettings when a product is billed by a billing system and nobody said where that is */
export function refuseUnbillable(
  products: ReadonlyMap<string, Product>,
  billing: BillingConfig | null,
): void {
  if (billing !== null) return;
  const billed = [...products.values()].filter((product) => product.billing !== null);
  if (billed.length === 0) return;
  throw new WrongSettings(
    billed.map(
      ({ key }) =>
        `BILLING_URL is missing: the product ${key} has billing, and its terms are billed there.`,
    ),
  );
}
