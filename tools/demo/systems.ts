import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { API_SCOPES } from '../../src/config/api-keys-file.js';
import { noSettings, readEnvironment } from '../../src/config/env.js';
import { newApiKey } from '../api-keys/new-api-key.js';
import { addKey } from '../encryption-keys/keys-file.js';
import type { ProcessName } from '../processes/entry-points.js';
import { freePort } from '../processes/free-port.js';
import { beginProcess, logFileOf, type Running } from '../start/processes.js';
import { ensureTemporalServer } from '../temporal-server/temporal-server.js';
import type { Say } from '../temporal-server/say.js';

/** Where the story is told: everything as `npm start` runs it, on ports of its own and in a folder that goes away. */
export interface Systems {
  readonly apiUrl: string;
  readonly apiKey: string;
  /** Of the API, as billing has it. */
  readonly billingKey: string;
  readonly imsAdminUrl: string;
  readonly billingAdminUrl: string;
  readonly workerLog: string;
  /** The files that say what is sold, and how the policy system numbers it. */
  readonly files: {
    readonly installationFile: string;
    readonly productsDir: string;
    readonly noticeFile: string;
    readonly taxesFile: string;
    readonly ratePlansDir: string;
  };
}

const DAY_MS = 86_400_000;
/** Nothing of it is needed any more when it stops. */
const STOP_GRACE_MS = 2000;
const BILLING_TOKEN = 'demo-billing-token';
const SANDBOX_LOGIN = { IMS_USER: 'bindery', IMS_ENCRYPTED_PASSWORD: 'c2FuZGJveC1wYXNzd29yZA==' };

/**
 * Starts a Temporal server without a file, both sandboxes, a worker and the API, all at once.
 *
 * @param folder for logs, keys and the books of the sandboxes; whoever made it removes it
 * @param running takes each part as it is started, so that it can be stopped at any time
 */
export async function startSystems(
  { root, folder, say }: { readonly root: string; readonly folder: string; readonly say: Say },
  running: Running[],
): Promise<Systems> {
  const ports = await distinctPorts(6);
  const [temporal = 0, api = 0, ims = 0, imsAdmin = 0, billing = 0, billingAdmin = 0] = ports;
  const files = {
    installationFile: join(root, 'config', 'installations', 'sandbox.json'),
    productsDir: join(root, 'config', 'products'),
    noticeFile: join(root, 'config', 'notice.json'),
    taxesFile: join(root, 'config', 'taxes.json'),
    ratePlansDir: join(root, 'config', 'rate-plans'),
  };
  const person = newApiKey('demo', API_SCOPES);
  const callbacks = newApiKey('billing', ['billing:write']);
  const apiKeysFile = join(folder, 'api-keys.json');
  await writeFile(apiKeysFile, JSON.stringify([person.entry, callbacks.entry]));

  const encryptionKeysFile = join(folder, 'encryption-keys.json');
  addKey(encryptionKeysFile, new Date());

  const begin = async (name: ProcessName, settings: Record<string, string>): Promise<void> => {
    const starting = await beginProcess({
      name,
      settings: { ...noSettings(), ...settings },
      logs: folder,
      stopGraceMs: STOP_GRACE_MS,
    });
    running.push(starting);
    await starting.ready();
  };
  const shared = {
    TEMPORAL_ADDRESS: `127.0.0.1:${String(temporal)}`,
    ENCRYPTION_KEYS_FILE: encryptionKeysFile,
    INSTALLATION_FILE: files.installationFile,
    PRODUCTS_DIR: files.productsDir,
    NOTICE_FILE: files.noticeFile,
    TAXES_FILE: files.taxesFile,
    RATE_PLANS_DIR: files.ratePlansDir,
  };
  await Promise.all([
    startTemporal({ root, folder, say }, temporal, running),
    begin('sandbox', {
      IMS_SANDBOX_PORT: String(ims),
      IMS_SANDBOX_ADMIN_PORT: String(imsAdmin),
      IMS_SANDBOX_DATA: join(folder, 'ims'),
    }),
    begin('billing-sandbox', {
      BILLING_SANDBOX_PORT: String(billing),
      BILLING_SANDBOX_ADMIN_PORT: String(billingAdmin),
      BILLING_SANDBOX_DATA: join(folder, 'billing'),
      BILLING_SANDBOX_TOKEN: BILLING_TOKEN,
      BILLING_CALLBACK_URL: origin(api),
      BILLING_CALLBACK_KEY: callbacks.key,
    }),
    begin('worker', {
      ...shared,
      ...SANDBOX_LOGIN,
      IMS_URL: `${origin(ims)}/ims_sandbox`,
      BILLING_URL: origin(billing),
      BILLING_TOKEN,
      IDENTITY_KEY: person.key,
    }),
    begin('api', {
      ...shared,
      API_PORT: String(api),
      API_KEYS_FILE: apiKeysFile,
      API_DRAIN: '0s',
    }),
  ]);
  return {
    apiUrl: origin(api),
    apiKey: person.key,
    billingKey: callbacks.key,
    imsAdminUrl: origin(imsAdmin),
    billingAdminUrl: origin(billingAdmin),
    workerLog: logFileOf({ name: 'worker', logs: folder }),
    files,
  };
}

async function startTemporal(
  { root, folder, say }: { readonly root: string; readonly folder: string; readonly say: Say },
  port: number,
  running: Running[],
): Promise<void> {
  const server = await ensureTemporalServer({
    root,
    namespace: 'default',
    // What the demo leaves in a server that others use could not be taken back.
    existing: null,
    cliPath: readEnvironment().environment.TEMPORAL_CLI_PATH ?? null,
    port,
    logFile: join(folder, 'temporal.log'),
    retentionMs: DAY_MS,
    say,
  });
  const ended = server.started?.ended ?? Promise.resolve('ended');
  running.push({ name: 'Temporal server', ended, stop: () => server.stop() });
}

async function distinctPorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}

function origin(port: number): string {
  return `http://127.0.0.1:${String(port)}`;
}
