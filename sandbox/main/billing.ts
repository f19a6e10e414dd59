import { readBillingSandboxConfig } from '../config/billing.js';
import { createLogger } from '../../src/logger.js';
import { startBillingSandbox } from '../billing/server.js';
import { runProcess, untilStopped } from '../../src/main/run-process.js';

await runProcess(async (stop) => {
  const { config, secrets } = readBillingSandboxConfig();
  const log = createLogger({ name: 'billing-sandbox', level: config.logLevel });
  const { callbacks } = config;
  const sandbox = await startBillingSandbox({
    host: config.host,
    port: config.port,
    adminPort: config.adminPort,
    dataPath: config.dataPath,
    bearerToken: secrets.token ?? undefined,
    policySide: callbacks
      ? { ...callbacks, apiKey: secrets.callbackKey, signingSecret: secrets.callbackSigningSecret }
      : undefined,
    log: (line) => {
      log.info(line, 'callback' in line ? 'callback' : 'call');
    },
  });
  log.info({ url: sandbox.url, adminUrl: sandbox.adminUrl }, 'ready');
  await untilStopped(stop);
  await sandbox.close();
  log.info({}, 'stopped');
});
