import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import type { TestProject } from 'vitest/node';
import { readStartConfig } from '../../tools/start/start-config.js';
import { freePort } from '../../tools/processes/free-port.js';
import { connectionOptions } from '../../src/main/temporal-connection.js';
import { workflowCode } from '../../src/main/workflow-code.js';
import { ensureTemporalServer } from '../../tools/temporal-server/temporal-server.js';

const DAY_MS = 86_400_000;
const QUIET = new DefaultLogger('ERROR');
/**
 * The server deletes an ended workflow only after it has written down that its end was dealt with, every half minute by itself.
 */
const DYNAMIC_CONFIG = [
  'history.transferProcessorUpdateAckInterval="1s"',
  'history.visibilityProcessorUpdateAckInterval="1s"',
];

declare module 'vitest' {
  interface ProvidedContext {
    temporalAddress: string;
    /** The workflow code of `src/workflows` as a worker takes it. */
    workflowBundlePath: string;
    isWholeMatrix: boolean;
  }
}

/** One Temporal server and one bundle of the workflow code for the whole run; without a server the run fails, it never skips. */
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
    dynamicConfig: DYNAMIC_CONFIG,
    say: (line) => {
      process.stderr.write(`${line}\n`);
    },
  });
  provide('temporalAddress', server.address);
  provide('workflowBundlePath', await bundleInto(folder));
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

/** Bundles the workflow code of `src/workflows`. @returns the path of the bundle */
export async function bundleInto(folder: string): Promise<string> {
  const bundle = join(folder, 'workflow-bundle.js');
  const { code } = await bundleWorkflowCode({ ...workflowCode(), logger: QUIET });
  await writeFile(bundle, code);
  return bundle;
}
