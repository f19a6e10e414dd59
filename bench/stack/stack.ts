import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { readKeyRing } from '../../src/config/encryption-config.js';
import { clientConverter } from '../../src/encryption/data-converter.js';
import { connectBilling } from '../../src/adapters/billing/http-billing.js';
import type { BillingSystem } from '../../src/ports/billing.js';
import { readStartConfig } from '../../tools/start/start-config.js';
import { environmentWith } from '../../src/config/env.js';
import { startChild } from '../../tools/processes/child-process.js';
import { freePort } from '../../tools/processes/free-port.js';
import {
  FROM_SOURCE,
  nodeArguments,
  type ProcessName,
} from '../../tools/processes/entry-points.js';
import { openStateFolder } from '../../tools/start/state-folder.js';
import { ensureTemporalServer } from '../../tools/temporal-server/temporal-server.js';
import { progress } from '../report.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const READY_WITHIN_MS = 90_000;
const STOP_GRACE_MS = 8_000;
const DAY_MS = 86_400_000;
const BILLING_TOKEN = 'bench-billing-token';
const BILLING_TIMEOUT_MS = 10_000;
const SANDBOX_LOGIN = { IMS_USER: 'bindery', IMS_ENCRYPTED_PASSWORD: 'c2FuZGJveC1wYXNzd29yZA==' };

/** Where Temporal keeps its data: as `npm start` has it, or nowhere. */
export type Storage = 'file' | 'memory';

export type PartName = 'temporal' | 'sandbox' | 'billing' | 'worker' | 'api';

/** A call as the sandbox has recorded it. */
export interface SandboxCall {
  readonly n: number;
  readonly operation: string;
  readonly at: string;
  readonly durationMs: number;
}

export interface Submitted {
  readonly id: string;
  readonly state: string;
  readonly policyNumber: string | null;
}

/** Everything that `npm start` starts, each in its process, on ports and in folders of its own. */
export interface Stack {
  readonly temporalAddress: string;
  readonly connection: Connection;
  readonly client: Client;
  readonly pids: Readonly<Record<PartName, number>>;
  /** The billing sandbox, which calls nobody back here. */
  readonly billing: BillingSystem;
  /** Asks the API. @throws Error for any answer but 200 */
  get(path: string): Promise<unknown>;
  /** Posts to the API. */
  post(path: string, body: object): Promise<{ status: number; text: string }>;
  /** Posts a submission. @returns the transaction as it is answered, as far as the parts look */
  submit(submission: object, waitSeconds: number): Promise<Submitted>;
  /** Asks the sandbox's admin endpoint. */
  admin(method: string, path: string, body?: object): Promise<unknown>;
  calls(after: number): Promise<readonly SandboxCall[]>;
  /** Starts another worker with the settings of the first. @returns its pid */
  startWorker(): Promise<number>;
  /** Starts a process of the benchmark's own that ends with the stack. @returns its pid */
  start(script: URL, settings: Record<string, string>): Promise<number>;
  stop(): Promise<void>;
}

export interface StackOptions {
  /** Whether billing bills the products; else only the work at the policy system is there to be measured. */
  readonly isBilled?: true;
  readonly storage: Storage;
  /** Settings of the worker beside those that it needs. */
  readonly worker?: Readonly<Record<string, string>>;
}

export async function startStack(options: StackOptions): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), 'bindery-bench-'));
  const undo: (() => Promise<unknown>)[] = [
    () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  ];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    return await startParts(folder, options, undo, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The products of the sandbox, each without its billing, and so without renewals that wait for money. */
async function unbilledProducts(folder: string): Promise<string> {
  const from = join(ROOT, 'config', 'products');
  const to = join(folder, 'products');
  await mkdir(to);
  for (const name of await readdir(from)) {
    const product = JSON.parse(await readFile(join(from, name), 'utf8')) as object;
    await writeFile(join(to, name), JSON.stringify({ ...product, billing: null, renewal: null }));
  }
  return to;
}

async function startParts(
  folder: string,
  { storage, worker: workerSettings = {}, isBilled }: StackOptions,
  undo: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<Stack> {
  const state = openStateFolder(join(folder, 'state'));
  const logs = join(folder, 'logs');
  await mkdir(logs, { recursive: true });
  const { config } = readStartConfig();
  const temporal = await ensureTemporalServer({
    root: ROOT,
    namespace: 'default',
    existing: null,
    cliPath: config.temporalCliPath,
    port: await freePort(),
    logFile: join(logs, 'temporal.log'),
    retentionMs: DAY_MS,
    say: progress,
    ...(storage === 'file' ? { databaseFile: join(folder, 'temporal.db') } : {}),
  });
  undo.push(() => temporal.stop());
  if (!temporal.started) throw new Error('the Temporal server is not ours');

  let count = 0;
  const run = async (args: readonly string[], environment: Environment): Promise<ReadyProcess> => {
    count += 1;
    const child = await startReady(args, environment, join(logs, `${String(count)}.log`));
    undo.push(() => child.stop());
    return child;
  };
  const start = async (name: ProcessName, settings: Record<string, string>): Promise<number> => {
    const environment = environmentWith(settings);
    return (await run(nodeArguments(name, environment), environment)).pid;
  };
  const [sandboxPort, adminPort, apiPort] = [await freePort(), await freePort(), await freePort()];
  const [billingPort, billingAdminPort] = [await freePort(), await freePort()];
  const billingUrl = `http://127.0.0.1:${String(billingPort)}`;
  const shared = {
    TEMPORAL_ADDRESS: temporal.address,
    ENCRYPTION_KEYS_FILE: state.encryptionKeysFile,
    INSTALLATION_FILE: join(ROOT, 'config', 'installations', 'sandbox.json'),
    NOTICE_FILE: join(ROOT, 'config', 'notice.json'),
    TAXES_FILE: join(ROOT, 'config', 'taxes.json'),
    RATE_PLANS_DIR: join(ROOT, 'config', 'rate-plans'),
    PRODUCTS_DIR: isBilled ? join(ROOT, 'config', 'products') : await unbilledProducts(folder),
  };
  const sandbox = await start('sandbox', {
    IMS_SANDBOX_PORT: String(sandboxPort),
    IMS_SANDBOX_ADMIN_PORT: String(adminPort),
    IMS_SANDBOX_DATA: join(folder, 'ims-sandbox'),
  });
  const billingSandbox = await start('billing-sandbox', {
    BILLING_SANDBOX_PORT: String(billingPort),
    BILLING_SANDBOX_ADMIN_PORT: String(billingAdminPort),
    BILLING_SANDBOX_DATA: join(folder, 'billing-sandbox'),
    BILLING_SANDBOX_TOKEN: BILLING_TOKEN,
  });
  const startWorker = () =>
    start('worker', {
      ...shared,
      ...SANDBOX_LOGIN,
      BILLING_URL: billingUrl,
      BILLING_TOKEN,
      IMS_URL: `http://127.0.0.1:${String(sandboxPort)}/ims_sandbox`,
      IDENTITY_KEY: state.identityKey,
      ...workerSettings,
    });
  const worker = await startWorker();
  const api = await start('api', {
    ...shared,
    API_PORT: String(apiPort),
    API_KEYS_FILE: state.apiKeysFile,
    API_DRAIN: '0s',
    // What is measured is how much it can do, not how much it lets one client do.
    API_REQUESTS_PER_MINUTE: '999999',
    API_CONCURRENT_REQUESTS: '999999',
  });

  const key = await readFile(state.apiKeyFile, 'utf8');
  const connection = await Connection.connect({ address: temporal.address });
  const ring = readKeyRing(state.encryptionKeysFile);
  const dataConverter = clientConverter({ isOn: true, ring });
  undo.push(() => connection.close());
  const billing = connectBilling({
    baseUrl: billingUrl,
    auth: { kind: 'bearer', token: BILLING_TOKEN },
    timeoutMs: BILLING_TIMEOUT_MS,
    log: () => undefined,
  });
  undo.push(() => billing.close());
  const apiUrl = `http://127.0.0.1:${String(apiPort)}`;
  const get = async (path: string): Promise<unknown> => {
    const response = await fetch(`${apiUrl}${path}`, { headers: { 'x-api-key': key } });
    if (!response.ok) throw new Error(`${path}: ${String(response.status)}`);
    return response.json();
  };
  const post: Stack['post'] = async (path, body) => {
    const response = await fetch(`${apiUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': key },
      body: JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  };
  const admin = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${String(adminPort)}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!response.ok) throw new Error(`${path}: ${String(response.status)}`);
    return response.status === 204 ? null : response.json();
  };
  return {
    temporalAddress: temporal.address,
    connection,
    client: new Client({ connection, dataConverter }),
    pids: { temporal: temporal.started.pid, sandbox, billing: billingSandbox, worker, api },
    billing,
    get,
    post,
    admin,
    calls: (after) => admin('GET', `/calls?after=${String(after)}`) as Promise<SandboxCall[]>,
    startWorker,
    start: async (script, settings) => {
      const args = [...FROM_SOURCE, fileURLToPath(script)];
      return (await run(args, environmentWith(settings))).pid;
    },
    stop,
    async submit(submission, waitSeconds) {
      const path = `/api/submissions?wait=${String(waitSeconds)}`;
      const { status, text } = await post(path, submission);
      if (status >= 400) throw new Error(`POST ${String(status)}: ${text}`);
      return JSON.parse(text) as Submitted;
    },
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

interface ReadyProcess {
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

/** Starts a process and waits until its log says that it is ready. */
async function startReady(
  args: readonly string[],
  environment: Environment,
  logFile: string,
): Promise<ReadyProcess> {
  const child = await startChild(process.execPath, args, { environment, logFile });
  const end = { reason: null as string | null };
  void child.ended.then((reason) => (end.reason = reason));
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const log = await readFile(logFile, 'utf8');
    if (log.includes('"msg":"ready"')) {
      return { pid: child.pid, stop: () => child.stop(STOP_GRACE_MS) };
    }
    if (end.reason !== null || Date.now() > deadline) {
      await child.stop(STOP_GRACE_MS);
      throw new Error(`${args.at(-1) ?? ''} did not become ready.\n${log.slice(-1500)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
