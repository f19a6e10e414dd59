import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The Temporal CLI that Bindery is tested with; tools/temporal-cli/go.mod pins the same one. */
export const CLI_VERSION = '1.8.2';

/** Its file in the cache folder; a file of that name is complete, because it is renamed into place. */
export const CLI_FILE = `temporal-v${CLI_VERSION}${process.platform === 'win32' ? '.exe' : ''}`;

const run = promisify(execFile);

/** What the program says its version is, or null when it does not run or is not a Temporal CLI. */
export async function versionOfCli(path: string): Promise<string | null> {
  try {
    const { stdout } = await run(path, ['--version'], { timeout: 20_000 });
    return /temporal version (\S+)/.exec(stdout)?.[1] ?? null;
  } catch {
    return null;
  }
}
