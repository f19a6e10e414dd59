import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readStartConfig } from './start/start-config.js';
import { runProcess, untilStopped } from '../src/main/run-process.js';
import { checkPorts } from './start/free-ports.js';
import { greeting } from './start/greeting.js';
import type { ProcessName } from './processes/entry-points.js';
import { startProcess, type Running } from './start/processes.js';
import { openStateFolder } from './start/state-folder.js';
import { connectionOptions } from '../src/main/temporal-connection.js';
import { UsageError } from '../src/main/usage-error.js';
import { ensureTemporalServer } from './temporal-server/temporal-server.js';

/** Closed transactions stay visible for a month, and for as long their ids stay taken. */
const RETENTION_MS = 720 * 3_600_000;
/** Ctrl-C shall be over within seconds; what a killed worker was doing is looked up when it comes back. */
const STOP_GRACE_MS = 8000;

/** As the sandbox's own data has it; the sandbox guards nothing. */
const SANDBOX_LOGIN = { IMS_USER: 'bindery', IMS_ENCRYPTED_PASSWORD: 'c2FuZGJveC1wYXNzd29yZA==' };

/** As the sandbox has it unless told otherwise. */
const BILLING_TOKEN = 'billing-sandbox-token';

/** A person at this machine subscribes what listens on it. */
const WEBHOOKS_TO_LOOPBACK = {
  WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8,::1/128',
  WEBHOOK_ALLOW_HTTP: 'true',
};

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Starts everything; `running` takes each part as it comes up. @returns what to tell the person who waits */
async function startAll(running: Running[]): Promise<string> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const { config, secrets } = readStartConfig();
  await checkPorts(config);
  const state = openStateFolder(join(root, '.bindery'));
  process.once('exit', () => {
    state.release();
  });

  const origin = (port: number): string => `http://127.0.0.1:${String(port)}`;
  const temporal = await ensureTemporalServer({
    root,
    namespace: config.temporalNamespace,
    existing: config.existingTemporal && connectionOptions(config.existingTemporal, secrets),
    cliPath: config.temporalCliPath,
    port: config.temporalPort,
    uiPort: config.temporalUiPort,
    uiCodecEndpoint: origin(config.codecServerPort),
    databaseFile: join(state.path, 'temporal.db'),
    logFile: join(state.logs, 'temporal.log'),
    retentionMs: RETENTION_MS,
    say,
  });
  if (temporal.started) {
    const { ended } = temporal.started;
    running.push({ name: 'Temporal server', ended, stop: () => temporal.stop() });
  }

  const temporalUiUrl =
    config.temporalUiUrl ?? (temporal.started ? origin(config.temporalUiPort) : null);
  const sandboxUrl = `${origin(config.sandboxPort)}/ims_sandbox`;
  const shared = {
    TEMPORAL_ADDRESS: temporal.address,
    ENCRYPTION_KEYS_FILE: state.encryptionKeysFile,
    INSTALLATION_FILE: join(root, 'config', 'installations', 'sandbox.json'),
    PRODUCTS_DIR: join(root, 'config', 'products'),
    NOTICE_FILE: join(root, 'config', 'notice.json'),
    TAXES_FILE: join(root, 'config', 'taxes.json'),
    RATE_PLANS_DIR: join(root, 'config', 'rate-plans'),
    WEBHOOK_KEYS_FILE: state.webhookKeysFile,
    ...WEBHOOKS_TO_LOOPBACK,
  };
  const start = async (name: ProcessName, settings: Record<string, string>): Promise<void> => {
    say(`Starting the ${name}.`);
    running.push(
      await startProcess({ name, settings, logs: state.logs, stopGraceMs: STOP_GRACE_MS }),
    );
  };
  await start('sandbox', {
    IMS_SANDBOX_HOST: '127.0.0.1',
    IMS_SANDBOX_PORT: String(config.sandboxPort),
    IMS_SANDBOX_ADMIN_PORT: String(config.sandboxAdminPort),
    IMS_SANDBOX_DATA: join(state.path, 'ims-sandbox'),
  });
  await start('billing-sandbox', {
    BILLING_SANDBOX_HOST: '127.0.0.1',
    BILLING_SANDBOX_PORT: String(config.billingSandboxPort),
    BILLING_SANDBOX_ADMIN_PORT: String(config.billingSandboxAdminPort),
    BILLING_SANDBOX_DATA: join(state.path, 'billing-sandbox'),
    BILLING_SANDBOX_TOKEN: BILLING_TOKEN,
    BILLING_CALLBACK_URL: origin(config.apiPort),
    BILLING_CALLBACK_KEY: state.apiKey,
  });
  await start('webhook-sandbox', {
    WEBHOOK_SANDBOX_HOST: '127.0.0.1',
    WEBHOOK_SANDBOX_PORT: String(config.webhookSandboxPort),
    WEBHOOK_SANDBOX_ADMIN_PORT: String(config.webhookSandboxAdminPort),
  });
  await start('worker', {
    ...shared,
    ...SANDBOX_LOGIN,
    IMS_URL: sandboxUrl,
    BILLING_URL: origin(config.billingSandboxPort),
    BILLING_TOKEN,
    IDENTITY_KEY: state.identityKey,
    METRICS_ADDRESS: config.metrics.worker,
  });
  await start('api', {
    ...shared,
    API_HOST: '127.0.0.1',
    API_PORT: String(config.apiPort),
    API_KEYS_FILE: state.apiKeysFile,
    API_DRAIN: '0s',
    API_METRICS_ADDRESS: config.metrics.api,
    ...(temporalUiUrl === null ? {} : { TEMPORAL_UI_URL: temporalUiUrl }),
  });
  await start('codec-server', {
    CODEC_SERVER_HOST: '127.0.0.1',
    CODEC_SERVER_PORT: String(config.codecServerPort),
    API_KEYS_FILE: state.apiKeysFile,
    ENCRYPTION_KEYS_FILE: state.encryptionKeysFile,
    ...(temporalUiUrl === null ? {} : { TEMPORAL_UI_URL: temporalUiUrl }),
  });
  return greeting({
    root,
    apiUrl: origin(config.apiPort),
    temporalUiUrl,
    codecServerUrl: origin(config.codecServerPort),
    sandboxUrl,
    sandboxAdminUrl: origin(config.sandboxAdminPort),
    billingUrl: origin(config.billingSandboxPort),
    billingAdminPort: config.billingSandboxAdminPort,
    webhookSandboxUrl: origin(config.webhookSandboxPort),
    webhookSandboxAdminUrl: origin(config.webhookSandboxAdminPort),
    metrics: config.metrics,
    apiKeyFile: state.apiKeyFile,
    logs: state.logs,
  });
}

await runProcess(async (stop) => {
  const running: Running[] = [];
  const stopped = untilStopped(stop).then(() => null);
  try {
    const words = await Promise.race([startAll(running), stopped]);
    if (words === null) return;
    say(words);
    const ends = running.map(async ({ name, ended }) => `The ${name} ${await ended}`);
    const end = await Promise.race([stopped, ...ends]);
    if (end !== null)
      throw new UsageError(`${end}. Its log tells why; everything else was stopped.`);
  } finally {
    if (running.length > 0) say('Stopping.');
    for (const part of running.reverse()) await part.stop();
  }
});
// A build that Ctrl-C interrupted would keep the process alive.
process.exit();
