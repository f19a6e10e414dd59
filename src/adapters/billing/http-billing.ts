import { createSecureContext } from 'node:tls';
import type { BillingSystem } from '../../ports/billing.js';
import { createAccounts } from './accounts.js';
import { createBillingCalls, type BillingCallLog } from './billing-calls.js';
import { createChanges } from './changes.js';
import { createOffers } from './offers.js';
import { createPeriods } from './periods.js';
import { createStatements } from './statements.js';
import { createTransport, type ClientTls } from './transport.js';

export type { BillingCallLog } from './billing-calls.js';

/** How Bindery proves to billing who is calling. */
export type BillingAuth =
  | { readonly kind: 'bearer'; readonly token: string }
  | {
      readonly kind: 'mutualTls';
      /** Client certificate and its key, in PEM. */
      readonly cert: string;
      readonly key: string;
      /** Who may vouch for billing, in PEM; the public authorities unless said. */
      readonly ca?: string;
      /** Where the installation asks for a token too. */
      readonly token?: string;
    };

export interface BillingOptions {
  /** Such as `http://127.0.0.1:8092`; everything of the contract is below it. */
  readonly baseUrl: string;
  readonly auth: BillingAuth;
  /** For a whole call. Giving up early costs nothing but the repeat: every call is repeatable. */
  readonly timeoutMs: number;
  /** Gets one entry per call on the wire, never with what it carried. */
  readonly log: (call: BillingCallLog) => void;
  /** How many calls may be under way at once, whoever makes them; any number unless said. */
  readonly maxConcurrentCalls?: number;
}

/** The billing system over the connections of this process. */
export interface BillingConnection extends BillingSystem {
  close(): Promise<void>;
}

/**
 * A billing system that speaks `contracts/billing.openapi.json`. Nothing is sent until the first call.
 *
 * @throws Error when address, certificate and key do not fit each other
 */
export function connectBilling({
  baseUrl,
  auth,
  timeoutMs,
  log,
  maxConcurrentCalls = Number.POSITIVE_INFINITY,
}: BillingOptions): BillingConnection {
  const transport = createTransport({
    baseUrl,
    timeoutMs,
    tls: auth.kind === 'mutualTls' ? clientTls(baseUrl, auth) : {},
    headers: auth.token === undefined ? {} : { authorization: `Bearer ${auth.token}` },
  });
  const secrets = auth.token === undefined ? [] : [auth.token];
  const calls = createBillingCalls({ transport, secrets, log, maxConcurrentCalls });

  return {
    ...createOffers(calls),
    ...createAccounts(calls),
    ...createPeriods(calls),
    ...createChanges(calls),
    ...createStatements(calls),
    close: () => transport.close(),
  };
}

function clientTls(baseUrl: string, auth: Extract<BillingAuth, { kind: 'mutualTls' }>): ClientTls {
  if (new URL(baseUrl).protocol !== 'https:') {
    throw new Error('A client certificate needs an address of billing that begins with https:.');
  }
  const tls = { cert: auth.cert, key: auth.key, ...(auth.ca === undefined ? {} : { ca: auth.ca }) };
  // A wrong pair of certificate and key stops the start, not every call.
  createSecureContext(tls);
  return tls;
}
