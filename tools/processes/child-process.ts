import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, renameSync } from 'node:fs';
import { once } from 'node:events';

/** What `exec` turns into the program itself, beside a watcher that ends it when the pipe on fd 3 closes. */
const GUARD =
  '(cat <&3 >/dev/null 2>&1; kill -TERM $$ 2>/dev/null) >/dev/null 2>&1 & exec "$@" 3<&-';

export interface Child {
  readonly pid: number;
  /** Settles when the process has ended, with what ended it in words. */
  readonly ended: Promise<string>;
  /** Asks it to stop (SIGTERM), waits `graceMs`, then kills it. */
  stop(graceMs: number): Promise<void>;
}

export interface ChildOptions {
  readonly environment: Record<string, string | undefined>;
  /** File that takes what it writes to stdout and stderr; an earlier one is kept beside it, as `….1`. */
  readonly logFile: string;
  readonly folder?: string;
}

/**
 * Starts a program that does not outlive us: its end of a pipe closes with this process, however this process ends.
 * It runs in a process group of its own, so that Ctrl-C reaches it through `stop`, in the right order.
 */
export async function startChild(
  program: string,
  args: readonly string[],
  { environment, logFile, folder }: ChildOptions,
): Promise<Child> {
  if (existsSync(logFile)) renameSync(logFile, `${logFile}.1`);
  const log = openSync(logFile, 'wx', 0o600);
  const guarded = process.platform !== 'win32';
  const child = spawn(
    guarded ? '/bin/sh' : program,
    guarded ? ['-c', GUARD, 'sh', program, ...args] : [...args],
    {
      env: environment,
      stdio: ['ignore', log, log, 'pipe'],
      detached: guarded,
      ...(folder === undefined ? {} : { cwd: folder }),
    },
  );
  closeSync(log);
  const ended = endOf(child);
  await once(child, 'spawn');
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${program} did not start`);
  return { pid, ended, stop: (graceMs) => stop(child, ended, graceMs) };
}

async function endOf(child: ChildProcess): Promise<string> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  child.stdio[3]?.destroy();
  return signal ? `ended by ${signal}` : `ended with exit code ${String(code)}`;
}

async function stop(child: ChildProcess, ended: Promise<string>, graceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await ended;
  clearTimeout(timer);
}
