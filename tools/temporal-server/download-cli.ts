import { fork } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FROM_SOURCE } from '../processes/entry-points.js';
import { CLI_FILE, CLI_VERSION, versionOfCli } from './cli-version.js';
import type { Say } from './say.js';

/** A download that brings nothing for so long is given up. */
const STALLED_AFTER_MS = 15_000;
const LOOK_EVERY_MS = 1000;
const PROGRESS_EVERY_LOOKS = 10;

/**
 * Has the SDK download the pinned CLI, in a process and a folder of its own, and renames the finished file into the cache.
 *
 * @returns false when it cannot be reached, after saying so
 */
export async function downloadCli(cache: string, say: Say): Promise<boolean> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'download-'));
  try {
    say(`Downloading the Temporal CLI ${CLI_VERSION}.`);
    const downloaded = join(folder, CLI_FILE);
    await runDownload(folder, say);
    if ((await versionOfCli(downloaded)) === null) {
      say('  download not reachable');
      return false;
    }
    await rename(downloaded, join(cache, CLI_FILE));
    return true;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs the SDK's download to its end, whatever that is, or until it stalls. */
async function runDownload(folder: string, say: Say): Promise<void> {
  const script = fileURLToPath(new URL('./download-process.ts', import.meta.url));
  const child = fork(script, [folder, `v${CLI_VERSION}`], {
    execArgv: [...FROM_SOURCE],
    stdio: 'ignore',
  });
  const stop = (): void => void child.kill('SIGKILL');
  process.once('exit', stop);

  let bytes = 0;
  let lastGrowth = Date.now();
  let looks = 0;
  const look = setInterval(() => {
    looks += 1;
    void bytesIn(folder).then((now) => {
      if (now > bytes) lastGrowth = Date.now();
      bytes = now;
      if (Date.now() - lastGrowth > STALLED_AFTER_MS) stop();
      if (bytes > 0 && looks % PROGRESS_EVERY_LOOKS === 0) {
        say(`  ${String(Math.round(bytes / 1_000_000))} MB so far`);
      }
    });
  }, LOOK_EVERY_MS);
  await new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
    child.once('error', () => {
      resolve();
    });
  });
  clearInterval(look);
  process.off('exit', stop);
}

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
