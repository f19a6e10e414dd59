import { derivedSecrets } from '../../src/adapters/webhooks/derived-secrets.js';
import { httpReceivers } from '../../src/adapters/webhooks/http-receivers.js';
import { networkOf } from '../../src/adapters/webhooks/networks.js';
import type { WebhookReceivers } from '../../src/ports/webhook-receivers.js';
import { adminEndpoint } from './admin-endpoint.js';

/** Of an installation with one key. */
export const WEBHOOK_SECRETS = derivedSecrets({
  current: 'key-1',
  keys: new Map([['key-1', new Uint8Array(32).fill(7)]]),
});

/** Receivers on this machine may be sent to. */
export function loopbackReceivers(timeoutMs = 1_000): WebhookReceivers {
  const allowedNetworks = ['127.0.0.0/8', '::1/128'].flatMap((text) => networkOf(text) ?? []);
  return httpReceivers({ timeoutMs, allowedNetworks, allowsHttp: true });
}

/** A message as the sandbox has received it, as far as the tests look. */
export interface ReceivedMessage {
  readonly webhookId: string;
  readonly signature: string;
  readonly path: string;
  readonly before: number;
  readonly isTaken: boolean;
  readonly answered: string | null;
  readonly event: {
    readonly id: string;
    readonly type: string;
    readonly subject?: string;
    readonly sequence: string;
    readonly data: Readonly<Record<string, unknown>>;
  };
}

/** The admin endpoint of the receiver in the sandbox. */
export interface WebhookSandboxAdmin {
  received(): Promise<readonly ReceivedMessage[]>;
  /** Numbers of the events that it took, each where it came first. @param subject of one policy alone */
  taken(subject?: string): Promise<readonly number[]>;
  arm(fault: Readonly<Record<string, unknown>>): Promise<void>;
  disarm(): Promise<void>;
  checkWith(...secrets: readonly (string | null)[]): Promise<void>;
}

export function webhookSandboxAdmin(adminUrl: string): WebhookSandboxAdmin {
  const ask = adminEndpoint(adminUrl);
  const received = async () => (await ask('GET', '/calls')) as readonly ReceivedMessage[];
  return {
    received,
    taken: async (subject) => {
      const numbers = (await received())
        .filter(({ isTaken }) => isTaken)
        .filter(({ event }) => subject === undefined || event.subject === subject)
        .map(({ event }) => Number(event.sequence));
      return [...new Set(numbers)];
    },
    arm: async (fault) => {
      await ask('POST', '/faults', fault);
    },
    disarm: async () => {
      await ask('DELETE', '/faults');
    },
    checkWith: async (...secrets) => {
      await ask('POST', '/settings', { secrets: secrets.filter((one) => one !== null) });
    },
  };
}
