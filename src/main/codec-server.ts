import { readCodecServerConfig } from '../config/codec-server-config.js';
import { watchApiKeys } from '../config/watched-api-keys.js';
import { ringOfNow, watchKeyRing } from '../config/watched-encryption-keys.js';
import { createCodecServer } from '../codec-server/app.js';
import { payloadCodec } from '../encryption/payload-codec.js';
import { sessions } from '../encryption/sessions.js';
import { createLogger } from '../logger.js';
import { serveUntil } from './listen.js';
import { runProcess } from './run-process.js';

/** Longer than load balancers keep theirs. */
const KEEP_ALIVE_MS = 75_000;

/** Shows to people who may see it what is encrypted in Temporal, by its Web UI and command line. */
await runProcess(async (stop) => {
  const { host, port, uiOrigin, logLevel, keysFile, apiKeysFile } = readCodecServerConfig();
  const log = createLogger({ name: 'codec-server', level: logLevel });
  const { content: apiKeys } = watchApiKeys(apiKeysFile, { stop, log });
  const ring = ringOfNow(watchKeyRing(keysFile, { stop, log }).content);
  const app = createCodecServer({
    codec: payloadCodec({ ring, isOn: true }),
    sessions: sessions(ring, () => Date.now()),
    apiKeys,
    uiOrigin,
    log,
  });
  await serveUntil(stop, app, {
    host,
    port,
    keepAliveMs: KEEP_ALIVE_MS,
    // Nothing is begun here that somebody would wait for.
    drainMs: 0,
    onClosing: () => undefined,
    onReady: () => {
      log.info({ host, port, uiOrigin }, 'ready');
    },
  });
  log.info({}, 'stopped');
});
