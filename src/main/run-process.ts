import { WrongSettings } from '../config/wrong-settings.js';
import { UsageError } from './usage-error.js';

/** Ctrl-C, the request to stop, and the closing of the terminal. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What a process writes is for its user alone: logs, books and databases hold personal data. */
const PRIVATE_UMASK = 0o077;

/**
 * Runs a process to its end: `main` is given a signal that says stop and ends when it has stopped.
 * A second signal ends at once. Settings that cannot be used are told in words.
 *
 * @param main may choose the exit code; it is 0 unless chosen, and 1 when `main` throws
 */
export async function runProcess(
  main: (stop: AbortSignal, exitWith: (code: number) => void) => Promise<void>,
): Promise<void> {
  process.umask(PRIVATE_UMASK);
  const stopping = new AbortController();
  const onSignal = (): void => {
    if (stopping.signal.aborted) process.exit(1);
    stopping.abort();
  };
  for (const signal of STOP_SIGNALS) process.on(signal, onSignal);
  try {
    let exitCode = 0;
    await main(stopping.signal, (code) => (exitCode = code));
    process.exitCode = exitCode;
  } catch (error) {
    process.stderr.write(`${inWords(error)}\n`);
    process.exitCode = 1;
  } finally {
    for (const signal of STOP_SIGNALS) process.off(signal, onSignal);
  }
}

/** Settles when the signal comes. */
export function untilStopped(stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) resolve();
    stop.addEventListener('abort', () => {
      resolve();
    });
  });
}

function inWords(error: unknown): string {
  if (error instanceof WrongSettings || error instanceof UsageError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
