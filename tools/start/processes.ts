import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { environmentWith } from '../../src/config/env.js';
import { startChild, type Child } from '../processes/child-process.js';
import { UsageError } from '../../src/main/usage-error.js';
import { nodeArguments, type ProcessName } from '../processes/entry-points.js';

/** Generous: from source, a worker compiles and bundles before it is ready. */
const READY_WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 100;
const LOG_TAIL = 1500;

export interface Running {
  readonly name: string;
  /** Settles when it has ended, with what ended it in words. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

export interface ProcessOptions {
  readonly name: ProcessName;
  readonly settings: Readonly<Record<string, string>>;
  readonly logs: string;
  readonly stopGraceMs: number;
}

/** A process that runs and is not ready yet. */
export interface Starting extends Running {
  /** Settles when its log says that it is ready. @throws UsageError when it ended before, with the end of its log */
  readonly ready: () => Promise<void>;
}

/** Starts an entry point as a process of its own and waits until its log says that it is ready. */
export async function startProcess(options: ProcessOptions): Promise<Running> {
  const starting = await beginProcess(options);
  await starting.ready();
  return starting;
}

/** Starts an entry point as a process of its own. */
export async function beginProcess(options: ProcessOptions): Promise<Starting> {
  const { name, settings, stopGraceMs } = options;
  const logFile = logFileOf(options);
  const environment = environmentWith(settings);
  const child = await startChild(process.execPath, nodeArguments(name, environment), {
    environment,
    logFile,
  });
  const stop = (): Promise<void> => child.stop(stopGraceMs);
  return {
    name,
    ended: child.ended,
    stop,
    ready: async () => {
      try {
        await untilReady(child, logFile);
      } catch (error) {
        await stop();
        throw new UsageError(
          `The ${name} did not start; its log is ${logFile}.\n${await tail(logFile)}`,
          { cause: error },
        );
      }
    },
  };
}

/** Where a process writes its log. */
export function logFileOf({ name, logs }: Pick<ProcessOptions, 'name' | 'logs'>): string {
  return join(logs, `${name}.log`);
}

async function untilReady(child: Child, logFile: string): Promise<void> {
  const end = { reason: null as string | null };
  void child.ended.then((reason) => (end.reason = reason));
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await readFile(logFile, 'utf8')).includes('"msg":"ready"')) {
    if (end.reason !== null) throw new Error(`it ${end.reason}`);
    if (Date.now() > deadline) throw new Error('it took too long');
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** The end of a log, for the message about what went wrong. */
async function tail(logFile: string): Promise<string> {
  const log = await readFile(logFile, 'utf8').catch(() => '');
  return log.trim().slice(-LOG_TAIL);
}
