import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Ends the process in words when this Node is too old for the project. */
export function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const needed = /(\d+)\.(\d+)/.exec(engines.node);
  const running = /^(\d+)\.(\d+)/.exec(process.versions.node);
  const [major, minor] = [1, 2].map((part) => Number(running[part]) - Number(needed[part]));
  if (major > 0 || (major === 0 && minor >= 0)) return;
  console.error(
    `Bindery needs Node ${needed[1]}.${needed[2]} or newer; this is ${process.versions.node}. See https://nodejs.org.`,
  );
  process.exit(1);
}

/** Runs `npm ci` when nothing is installed yet, or when the lock file has changed since. */
export function installWhenNeeded() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  // npm ci empties the folder first, and through a link that is somebody else's.
  const modules = lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false });
  if (modules?.isSymbolicLink()) {
    console.error(
      'node_modules is a link, and older than package-lock.json. Run npm ci where it points, or remove the link.',
    );
    process.exit(1);
  }
  console.error('Installing what is missing (npm ci).');
  const npm = process.env.npm_execpath;
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  const { status, error } = npm
    ? spawnSync(process.execPath, [npm, 'ci', '--no-progress'], options)
    : spawnSync('npm', ['ci', '--no-progress'], {
        ...options,
        shell: process.platform === 'win32',
      });
  if (status === 0) return;
  console.error(`npm ci did not work${error ? `: ${error.message}` : ''}; what it wrote is above.`);
  process.exit(status || 1);
}
