import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';

/**
 * A command's path: of what is on the PATH, was built earlier into `.cache`, or is built now with Go. Ends the process in words where it cannot be had.
 *
 * @param source the package and its version, as `go install` takes them
 * @param flags of the build
 */
export function goTool(name, source, flags = []) {
  if (spawnSync(name, ['--help'], { stdio: 'ignore' }).status === 0) return name;
  const built = join(root, '.cache', name);
  if (existsSync(built)) return built;
  console.log(`Building ${name} with Go into .cache; minutes, the first time only.`);
  const env = { ...process.env, GOBIN: join(root, '.cache') };
  const { status, error } = spawnSync('go', ['install', ...flags, source], {
    env,
    stdio: 'inherit',
  });
  if (status === 0) return built;
  console.error(
    `${name} is not on the PATH and could not be built (${error?.message ?? `go ended with ${status}`}). Install it, or Go 1.26 or newer.`,
  );
  process.exit(1);
}

/** @returns what the command printed; ends the process with it where it failed */
export function run(command, args, input) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { input, encoding: 'utf8' });
  if (status === 0) return stdout;
  console.error(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`);
  process.exit(1);
}
