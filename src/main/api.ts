import { Registry } from 'prom-client';
import { createApp } from '../api/app.js';
import { FolderArchive } from '../adapters/archive/folder-archive.js';
import { createTemporalClient } from '../temporal/client.js';
import { DEFAULT_DEADLINES } from '../api/deadlines.js';
import { readBusinessFiles } from '../config/business-files.js';
import { readApiConfig } from '../config/config.js';
import { watchApiKeys } from '../config/watched-api-keys.js';
import { watchEncryptionKeys } from '../config/watched-encryption-keys.js';
import { cursorKeys } from '../encryption/cursor-keys.js';
import { clientConverter } from '../encryption/data-converter.js';
import { createLogger } from '../logger.js';
import { businessFigures } from '../temporal/business-figures.js';
import { countRequests } from './api-metrics.js';
import { showBusiness } from './business-metrics.js';
import { serveUntil } from './listen.js';
import { webhookMeans } from './webhooks.js';
import { serveMetrics } from './metrics-endpoint.js';
import { runProcess } from './run-process.js';
import { connectionOptions } from './temporal-connection.js';
import { causeInterceptors } from './tracing/cause-of-calls.js';
import { startTracing } from './tracing/start-tracing.js';

await runProcess(async (stop) => {
  const { config, secrets } = readApiConfig();
  const { products, installation, noticeRules, rating } = readBusinessFiles(config.files);
  const log = createLogger({ name: 'api', level: config.logLevel });
  const { receivers, secrets: webhookSecrets } = webhookMeans(config.webhooks);
  const apiKeys = watchApiKeys(config.apiKeysFile, { stop, log });
  const encryption = watchEncryptionKeys(config.encryption, { stop, log });
  log.info({ config, products: [...products.keys()] }, 'starting');

  const tracing = startTracing(config.tracing, secrets.tracingHeaders, {
    serviceName: 'bindery-api',
    log,
  });
  const closing = new AbortController();
  const client = createTemporalClient({
    ...connectionOptions(config.temporal, secrets.temporal),
    namespace: config.temporal.namespace,
    interceptors: causeInterceptors(),
    dataConverter: clientConverter(encryption.keys),
  });
  const registry = new Registry();
  showBusiness(registry, () => businessFigures({ client, deadlines: DEFAULT_DEADLINES }));
  const app = createApp({
    client,
    products,
    installation,
    noticeRules,
    rating,
    apiKeys: apiKeys.content,
    cursorKeys: () => cursorKeys(encryption.keys.ring),
    warnings: () => [...apiKeys.warnings(), ...encryption.warnings()],
    webhooks: webhookSecrets && {
      secrets: webhookSecrets,
      addresses: receivers,
      rotationOverlapMs: config.webhooks.rotationOverlapMs,
    },
    limits: config.limits,
    log,
    today: () => new Date(),
    deadlines: DEFAULT_DEADLINES,
    termPatience: config.termPatience,
    archive: config.archiveDir === null ? null : new FolderArchive(config.archiveDir),
    stopping: { announced: stop, closing: closing.signal },
    countRequest: countRequests(registry),
    ...(config.temporalUiUrl === null ? {} : { temporalUiUrl: config.temporalUiUrl }),
  });
  const metrics = await serveMetrics(config.metricsAddress, registry);
  try {
    await serveUntil(stop, app, {
      host: config.host,
      port: config.port,
      keepAliveMs: config.keepAliveMs,
      drainMs: config.drainMs,
      onReady: () => {
        log.info({ host: config.host, port: config.port }, 'ready');
      },
      onClosing: () => {
        closing.abort();
      },
    });
    log.info({}, 'stopped');
  } finally {
    await metrics.close();
    await receivers.close();
    await client.connection.close();
    await tracing.close();
  }
});
