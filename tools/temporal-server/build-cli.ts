import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { environmentWith } from '../../src/config/env.js';
import { CLI_VERSION, versionOfCli } from './cli-version.js';
import type { Say } from './say.js';

const PROGRESS_EVERY_MS = 10_000;
const ERROR_LINES_SHOWN = 5;

/**
 * Builds the pinned CLI with the Go toolchain, to a name of our own and then renamed, so that nobody meets half of it.
 *
 * @returns false when the build failed, after saying why
 */
export async function buildCli(root: string, target: string, say: Say): Promise<boolean> {
  await mkdir(dirname(target), { recursive: true });
  const unfinished = `${target}.${String(process.pid)}.building`;
  const startedAt = Date.now();
  const elapsed = (): string => `${String(Math.round((Date.now() - startedAt) / 1000))} s`;
  say(`Building the Temporal CLI ${CLI_VERSION} from source with Go; minutes the first time.`);
  const progress = setInterval(() => {
    say(`  still building (${elapsed()})`);
  }, PROGRESS_EVERY_MS);
  try {
    const problem = await goBuild(join(root, 'tools', 'temporal-cli'), unfinished);
    if (problem !== null) {
      say(`The build failed after ${elapsed()}: ${problem}`);
      return false;
    }
    if ((await versionOfCli(unfinished)) === null) {
      say('The build ended, but what it made does not run.');
      return false;
    }
    await rename(unfinished, target);
    say(`Built in ${elapsed()}.`);
    return true;
  } finally {
    clearInterval(progress);
    await rm(unfinished, { force: true });
  }
}

/** @returns null when it worked, else the last lines that the compiler wrote */
async function goBuild(folder: string, output: string): Promise<string | null> {
  const versionFlag = `-X github.com/temporalio/cli/internal/temporalcli.Version=${CLI_VERSION}`;
  const go = spawn(
    'go',
    [
      ...['build', '-mod=readonly', '-trimpath', '-ldflags', `-s -w ${versionFlag}`],
      ...['-o', output, 'github.com/temporalio/cli/cmd/temporal'],
    ],
    {
      cwd: folder,
      env: environmentWith({ CGO_ENABLED: '0' }),
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const stop = (): void => {
    go.kill();
    rmSync(output, { force: true });
  };
  process.once('exit', stop);
  let written = '';
  go.stderr.setEncoding('utf8').on('data', (part: string) => {
    written = (written + part).slice(-4000);
  });
  try {
    const [code] = (await once(go, 'close')) as [number | null];
    return code === 0 ? null : written.trim().split('\n').slice(-ERROR_LINES_SHOWN).join('\n');
  } catch (error) {
    return String(error);
  } finally {
    process.off('exit', stop);
  }
}
