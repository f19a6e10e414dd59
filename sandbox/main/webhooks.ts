import { createLogger } from '../../src/logger.js';
import { runProcess, untilStopped } from '../../src/main/run-process.js';
import { readWebhookSandboxConfig } from '../config/webhooks.js';
import { startWebhookSandbox } from '../webhooks/server.js';

await runProcess(async (stop) => {
  const { logLevel, ...places } = readWebhookSandboxConfig();
  const log = createLogger({ name: 'webhook-sandbox', level: logLevel });
  const sandbox = await startWebhookSandbox({
    ...places,
    log: ({ event, webhookId, signature, before, answered }) => {
      const { type, subject, sequence } = event ?? {};
      log.info({ type, subject, sequence, webhookId, signature, before, answered }, 'message');
    },
  });
  log.info({ url: sandbox.url, adminUrl: sandbox.adminUrl }, 'ready');
  await untilStopped(stop);
  await sandbox.close();
  log.info({}, 'stopped');
});
