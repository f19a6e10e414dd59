import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { programFolders } from '../../src/config/env.js';
import { UsageError } from '../../src/main/usage-error.js';
import { buildCli } from './build-cli.js';
import { CLI_FILE, CLI_VERSION, versionOfCli } from './cli-version.js';
import { downloadCli } from './download-cli.js';
import type { Say } from './say.js';

export interface FoundCli {
  readonly path: string;
  /** Where it came from, for the one line that says so. */
  readonly origin: string;
}

/** No way led to a Temporal CLI; the message says what a person can do. */
class NoTemporalCli extends UsageError {
  override readonly name = 'NoTemporalCli';
}

/**
 * A Temporal CLI: the one named, the one on the PATH, one fetched or built earlier, a download, a build; first that works.
 *
 * @param root        the project's folder; the cache is `.cache` inside it
 * @param cliPath     TEMPORAL_CLI_PATH; when given, nothing else is tried
 */
export async function findCli(root: string, cliPath: string | null, say: Say): Promise<FoundCli> {
  if (cliPath !== null) {
    const version = await versionOfCli(cliPath);
    if (version === null) {
      throw new NoTemporalCli(
        `TEMPORAL_CLI_PATH is ${cliPath}, which does not run as a Temporal CLI. Set it to the program, or unset it.`,
      );
    }
    return { path: cliPath, origin: `TEMPORAL_CLI_PATH (${version})` };
  }
  const onPath = await findOnPath('temporal');
  if (onPath !== null) {
    const version = await versionOfCli(onPath);
    if (version !== null) return { path: onPath, origin: `${onPath} on the PATH (${version})` };
  }
  const cache = join(root, '.cache');
  const cached = join(cache, CLI_FILE);
  if ((await versionOfCli(cached)) !== null) {
    return { path: cached, origin: `the project's cache (.cache/${CLI_FILE})` };
  }
  if (await downloadCli(cache, say)) return { path: cached, origin: `a download (${CLI_VERSION})` };
  if ((await findOnPath('go')) !== null && (await buildCli(root, cached, say))) {
    return { path: cached, origin: `a build from source (${CLI_VERSION})` };
  }
  throw new NoTemporalCli(
    'No Temporal server: do one of these. Install the Temporal CLI (https://docs.temporal.io/cli) so that "temporal" ' +
      'is on the PATH or TEMPORAL_CLI_PATH names it; or set TEMPORAL_ADDRESS to a running server; or allow downloads ' +
      'from temporal.download; or install Go 1.26.4 or newer, with which it is built from source.',
  );
}

async function findOnPath(program: string): Promise<string | null> {
  const names = process.platform === 'win32' ? [`${program}.exe`] : [program];
  for (const candidate of programFolders().flatMap((folder) =>
    names.map((name) => join(folder, name)),
  )) {
    const usable = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (usable) return candidate;
  }
  return null;
}
