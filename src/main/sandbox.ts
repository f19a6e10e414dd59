import { readSandboxConfig } from '../config/config.js';
import { createLogger } from '../logger.js';
import { startImsSandbox } from '../sandbox/ims/server.js';
import { runProcess, untilStopped } from './run-process.js';

await runProcess(async (stop) => {
  const config = readSandboxConfig();
  const log = createLogger({ name: 'sandbox', level: config.logLevel });
  const sandbox = await startImsSandbox({
    host: config.host,
    port: config.port,
    adminPort: config.adminPort,
    dataPath: config.dataPath,
    log: (call) => {
      log.info(call, 'call');
    },
  });
  log.info({ url: sandbox.url, adminUrl: sandbox.adminUrl }, 'ready');
  await untilStopped(stop);
  await sandbox.close();
  log.info({}, 'stopped');
});
