import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataConverter } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import pLimit from 'p-limit';
import { connectBilling, type BillingConnection } from '../../src/adapters/billing/http-billing.js';
import { readKeyRing } from '../../src/config/encryption-config.js';
import { clientConverter } from '../../src/encryption/data-converter.js';
import type { ProcessName } from '../../tools/processes/entry-points.js';
import { newApiKey } from '../../tools/api-keys/new-api-key.js';
import { addKey } from '../../tools/encryption-keys/keys-file.js';
import { freePort } from '../../tools/processes/free-port.js';
import { billingAdmin, type BillingAdmin } from '../support/billing-sandbox-admin.js';
import { sandboxAdmin, type SandboxAdmin } from '../support/ims-sandbox-admin.js';
import { workflowBundle } from '../support/policy-workers.js';
import { temporalAddress } from '../support/temporal.js';
import { startTestProcess, type TestProcess } from '../support/test-process.js';
import { writeBusinessFiles } from './business-files.js';

/** A transaction as the API answers it, as far as the tests look. */
export interface Answer {
  readonly id: string;
  readonly state: string;
  readonly policyNumber: string | null;
  readonly premium: string | null;
  readonly needsAttention: boolean;
  readonly waitingFor: string | null;
  readonly attention: {
    readonly step: string;
    readonly cause: string;
    readonly field: string | null;
    readonly reason: string;
    readonly remedy: string;
  } | null;
  readonly externalId: string;
  readonly ids: { readonly insuredGuid: string | null };
  readonly billing: {
    readonly accountNumber: string;
    readonly firstInvoice: string;
    readonly schedule: readonly { readonly dueDate: string; readonly amount: string }[];
    readonly bookingId: string | null;
  } | null;
  readonly steps: readonly { readonly name: string; readonly finishedAt: string }[];
  readonly links: { readonly self: string };
}

export interface HttpAnswer<Body = Answer> {
  readonly status: number;
  readonly body: Body;
}

/** Sandboxes, worker and API as processes of their own, and the API's client. */
export interface WholeSystem {
  /** Of its files: logs, keys, and the books of the sandboxes in `books` and `billing`. */
  readonly folder: string;
  readonly admin: SandboxAdmin;
  readonly billing: BillingAdmin;
  /** The billing sandbox as a worker has it. */
  readonly billingSystem: BillingConnection;
  /** As worker and API read what is in Temporal, and write there. */
  readonly dataConverter: DataConverter;
  /** Where the IMS sandbox answers, once it is started. */
  readonly imsUrl: string;
  readonly startSandbox: () => Promise<TestProcess>;
  readonly startBilling: () => Promise<TestProcess>;
  readonly startWorker: (settings?: Readonly<Record<string, string>>) => Promise<TestProcess>;
  readonly startApi: (settings?: Readonly<Record<string, string>>) => Promise<TestProcess>;
  /** Asks the API with its key, for whoever looks at headers. */
  readonly ask: (path: string, init: RequestInit) => Promise<Response>;
  readonly get: <Body = Answer>(path: string) => Promise<HttpAnswer<Body>>;
  readonly post: <Body = Answer>(path: string, body: unknown) => Promise<HttpAnswer<Body>>;
  /** Asks for a transaction until it is as wanted. */
  readonly untilSo: (id: string, isSo: (answer: Answer) => boolean) => Promise<Answer>;
  /** Kills whatever of it still runs. */
  readonly close: () => Promise<void>;
}

/** A lost answer costs half a second, not the twenty and forty of production. */
const TIMING = { IMS_READ_TIMEOUT: '1s', IMS_WRITE_TIMEOUT: '2s', WORKER_SHUTDOWN_GRACE: '10s' };
const LOGIN = { IMS_USER: 'bindery', IMS_ENCRYPTED_PASSWORD: 'c2FuZGJveC1wYXNzd29yZA==' };
const BILLING_TOKEN = 'e2e-billing-token';
/** A look is a query, which its worker answers: many of them are most of its work. */
const LOOK_EVERY_MS = 100;

export async function wholeSystem(
  temporal: { readonly address: string; readonly namespace: string },
  products: Readonly<Record<string, unknown>> = {},
): Promise<WholeSystem> {
  const folder = await mkdtemp(join(tmpdir(), 'bindery-e2e-'));
  const apiKeysFile = join(folder, 'api-keys.json');
  const { key, entry } = newApiKey('e2e', [
    'transactions:read',
    'transactions:write',
    'transactions:operate',
    'billing:write',
    'webhooks:manage',
  ]);
  const webhookKeysFile = join(folder, 'webhook-keys.json');
  addKey(webhookKeysFile, new Date());
  const encryptionKeysFile = join(folder, 'encryption-keys.json');
  addKey(encryptionKeysFile, new Date());
  const callbacks = newApiKey('billing', ['billing:write']);
  await writeFile(apiKeysFile, JSON.stringify([entry, callbacks.entry]));
  const [imsPort, adminPort, apiPort] = [await freePort(), await freePort(), await freePort()];
  const [billingPort, billingAdminPort] = [await freePort(), await freePort()];
  const shared = {
    ...(await writeBusinessFiles(folder, { installation: { settle: '500ms' }, products })),
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    ENCRYPTION: 'on',
    ENCRYPTION_KEYS_FILE: encryptionKeysFile,
    WEBHOOK_KEYS_FILE: webhookKeysFile,
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
    WEBHOOK_ALLOW_HTTP: 'true',
  };
  const started: TestProcess[] = [];
  const start = async (
    name: ProcessName,
    settings: Record<string, string>,
  ): Promise<TestProcess> => {
    const child = await startTestProcess(name, settings, folder);
    started.push(child);
    return child;
  };
  const api = `http://127.0.0.1:${apiPort}`;
  const billingUrl = `http://127.0.0.1:${billingPort}`;
  const billingSystem = connectBilling({
    baseUrl: billingUrl,
    auth: { kind: 'bearer', token: BILLING_TOKEN },
    timeoutMs: 10_000,
    log: () => undefined,
  });

  const ask = (path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('X-API-Key', key);
    headers.set('Content-Type', 'application/json');
    return fetch(`${api}${path}`, { ...init, headers });
  };
  async function send<Body>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<HttpAnswer<Body>> {
    const answer = await ask(path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Body };
  }
  const get = <Body = Answer>(path: string) => send<Body>('GET', path);
  // Sixty who wait look as often as one who does.
  const inTurn = pLimit(1);
  const look = (id: string) =>
    inTurn(async () => {
      const answer = await get(`/api/transactions/${encodeURIComponent(id)}`);
      await pause(LOOK_EVERY_MS);
      return answer;
    });

  return {
    folder,
    admin: sandboxAdmin(`http://127.0.0.1:${adminPort}`),
    billing: billingAdmin(`http://127.0.0.1:${billingAdminPort}`),
    billingSystem,
    dataConverter: clientConverter({ isOn: true, ring: readKeyRing(encryptionKeysFile) }),
    imsUrl: `http://127.0.0.1:${imsPort}/ims_sandbox`,
    startBilling: () =>
      start('billing-sandbox', {
        BILLING_SANDBOX_HOST: '127.0.0.1',
        BILLING_SANDBOX_PORT: String(billingPort),
        BILLING_SANDBOX_ADMIN_PORT: String(billingAdminPort),
        BILLING_SANDBOX_DATA: join(folder, 'billing'),
        BILLING_SANDBOX_TOKEN: BILLING_TOKEN,
        BILLING_CALLBACK_URL: api,
        BILLING_CALLBACK_KEY: callbacks.key,
      }),
    startSandbox: () =>
      start('sandbox', {
        IMS_SANDBOX_HOST: '127.0.0.1',
        IMS_SANDBOX_PORT: String(imsPort),
        IMS_SANDBOX_ADMIN_PORT: String(adminPort),
        IMS_SANDBOX_DATA: join(folder, 'books'),
      }),
    startWorker: (settings = {}) =>
      start('worker', {
        ...shared,
        ...LOGIN,
        ...TIMING,
        IMS_URL: `http://127.0.0.1:${imsPort}/ims_sandbox`,
        BILLING_URL: billingUrl,
        BILLING_TOKEN,
        IDENTITY_KEY: 'k'.repeat(32),
        WORKFLOW_BUNDLE: workflowBundle().codePath,
        ...settings,
      }),
    startApi: (settings = {}) =>
      start('api', {
        ...shared,
        API_HOST: '127.0.0.1',
        API_PORT: String(apiPort),
        API_KEYS_FILE: apiKeysFile,
        API_DRAIN: '0s',
        ...settings,
      }),
    ask,
    get,
    post: (path, body) => send('POST', path, body),
    untilSo: async (id, isSo) => {
      for (;;) {
        const { status, body } = await look(id);
        if (status === 200 && isSo(body)) return body;
      }
    },
    close: async () => {
      await billingSystem.close();
      for (const child of started) await child.kill().catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The same with each process started, on the server of the tests. */
export async function runningSystem(env: TestWorkflowEnvironment): Promise<WholeSystem> {
  const system = await wholeSystem({ address: temporalAddress(), namespace: env.namespace ?? '' });
  try {
    await Promise.all([
      system.startApi(),
      system.startSandbox(),
      system.startWorker(),
      system.startBilling(),
    ]);
  } catch (error) {
    await system.close();
    throw error;
  }
  return system;
}

export const isCompleted = ({ state }: Answer): boolean => state === 'completed';
export const needsAttention = (answer: Answer): boolean => answer.needsAttention;
