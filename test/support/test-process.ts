import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { environmentWith } from '../../src/config/env.js';
import { startChild } from '../../tools/processes/child-process.js';
import { nodeArguments, type ProcessName } from '../../tools/processes/entry-points.js';

const READY_WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 50;
/** Longer than any process needs to stop in order, so that a slow stop shows as one. */
const STOP_GRACE_MS = 60_000;

/** An entry point that runs as a process of its own. */
export interface TestProcess {
  /** What ended it, in words, such as `ended with exit code 0`. */
  readonly ended: Promise<string>;
  /** Asks it to stop, as an orchestrator does. @returns what ended it */
  stop(): Promise<string>;
  /** Ends it in the middle of whatever it does. */
  kill(): Promise<void>;
  log(): Promise<string>;
}

let started = 0;

/**
 * Starts an entry point and waits until its log says that it is ready.
 *
 * @param settings what is in Temporal is encrypted only where they say so
 * @param folder takes the log
 */
export async function startTestProcess(
  name: ProcessName,
  settings: Readonly<Record<string, string>>,
  folder: string,
): Promise<TestProcess> {
  const environment = environmentWith({ ENCRYPTION: 'off', ...settings });
  started += 1;
  const logFile = join(folder, `${name}-${started}.log`);
  const child = await startChild(process.execPath, nodeArguments(name, environment), {
    environment,
    logFile,
  });
  const log = () => readFile(logFile, 'utf8');
  const kill = async (): Promise<void> => {
    process.kill(child.pid, 'SIGKILL');
    await child.ended;
  };
  const end = { words: null as string | null };
  void child.ended.then((words) => (end.words = words));
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await log()).includes('"msg":"ready"')) {
    if (end.words !== null) throw new Error(`${name} ${end.words}:\n${await log()}`);
    if (Date.now() > deadline) {
      await kill();
      throw new Error(`${name} was not ready in time:\n${await log()}`);
    }
    await pause(LOOK_EVERY_MS);
  }
  return {
    ended: child.ended,
    log,
    kill,
    stop: async () => {
      await child.stop(STOP_GRACE_MS);
      return child.ended;
    },
  };
}
