import { readImsSandboxConfig } from '../config/ims.js';
import { createLogger } from '../../src/logger.js';
import { startImsSandbox } from '../ims/server.js';
import { runProcess, untilStopped } from '../../src/main/run-process.js';

await runProcess(async (stop) => {
  const config = readImsSandboxConfig();
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
