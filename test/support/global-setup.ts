import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { readStartConfig } from '../../src/config/config.js';
import { freePort } from './free-port.js';
import { connectionOptions } from '../../src/main/temporal-connection.js';
import { ensureTemporalServer } from '../../src/main/temporal-server/temporal-server.js';

const DAY_MS = 86_400_000;

declare module 'vitest' {
  interface ProvidedContext {
    temporalAddress: string;
  }
}

/** One Temporal server for the whole run; without one the run fails, it never skips. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const { config, secrets } = readStartConfig();
  const folder = await mkdtemp(join(tmpdir(), 'bindery-test-'));
  const server = await ensureTemporalServer({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    namespace: 'default',
    existing: config.existingTemporal && connectionOptions(config.existingTemporal, secrets),
    cliPath: config.temporalCliPath,
    port: await freePort(),
    logFile: join(folder, 'temporal.log'),
    retentionMs: DAY_MS,
    say: (line) => {
      process.stderr.write(`${line}\n`);
    },
  });
  provide('temporalAddress', server.address);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
