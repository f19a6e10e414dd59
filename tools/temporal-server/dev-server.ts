import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { environmentWith } from '../../src/config/env.js';
import { startChild } from '../processes/child-process.js';
import { UsageError } from '../../src/main/usage-error.js';
import { searchAttributeArguments } from '../../src/main/namespace.js';

/** Generous: a laptop that has just built the server is busy, and a file database has to be opened. */
const READY_WITHIN_MS = 60_000;
const STOP_GRACE_MS = 8000;
const TRY_EVERY_MS = 100;

/**
 * The one shard of a dev server reads its queues 20 times a second unless told otherwise, and every step of a workflow
 * waits for two such reads. Production wants the same values (deploy/temporal-dynamic-config.yaml).
 */
const DYNAMIC_CONFIG = [
  'history.transferProcessorMaxPollRPS=1000',
  'history.timerProcessorMaxPollRPS=1000',
  'history.visibilityProcessorMaxPollRPS=200',
  // A worker that takes a workflow over must get through all that its run was sent within a workflow task, ten seconds.
  'history.maximumSignalsPerExecution=2000',
  // A workflow whose code fails shows after seconds, not after a minute. One lost task, as with a killed worker, is no problem.
  'system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute=3',
];

export interface DevServerOptions {
  readonly cli: string;
  readonly port: number;
  /** No Web UI when absent. */
  readonly uiPort?: number;
  /** Whom the Web UI asks to show what is encrypted. */
  readonly uiCodecEndpoint?: string;
  /** In memory when absent. */
  readonly databaseFile?: string;
  readonly logFile: string;
  /** Beside the usual values, each `key=value`. */
  readonly dynamicConfig?: readonly string[];
}

export interface DevServer {
  readonly address: string;
  readonly pid: number;
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** Starts a Temporal dev server on loopback and waits until it answers. */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const { stdout: help } = await promisify(execFile)(options.cli, [
    'server',
    'start-dev',
    '--help',
  ]);
  const child = await startChild(options.cli, argumentsFor(options, help), {
    environment: environmentWith({}),
    logFile: options.logFile,
  });
  const address = `127.0.0.1:${String(options.port)}`;
  const stop = (): Promise<void> => child.stop(STOP_GRACE_MS);
  try {
    await answers(address, child.ended);
  } catch (error) {
    await stop();
    const log = await readFile(options.logFile, 'utf8').catch(() => '');
    throw new UsageError(`The Temporal server did not start.\n${log.trim().slice(-1500)}`, {
      cause: error,
    });
  }
  return { address, pid: child.pid, ended: child.ended, stop };
}

function argumentsFor(
  { port, uiPort, uiCodecEndpoint, databaseFile, dynamicConfig = [] }: DevServerOptions,
  help: string,
): readonly string[] {
  const pragmas = ['journal_mode=WAL', 'synchronous=FULL'];
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'warn'],
    ...[...DYNAMIC_CONFIG, ...dynamicConfig].flatMap((value) => ['--dynamic-config-value', value]),
    ...searchAttributeArguments(),
    ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]),
    ...(uiPort !== undefined && help.includes('--ui-disable-news-fetch')
      ? ['--ui-disable-news-fetch']
      : []),
    ...(uiCodecEndpoint === undefined ? [] : ['--ui-codec-endpoint', uiCodecEndpoint]),
    ...(databaseFile === undefined
      ? []
      : [
          ...['--db-filename', databaseFile],
          ...pragmas.flatMap((pragma) => ['--sqlite-pragma', pragma]),
        ]),
  ];
}

async function answers(address: string, ended: Promise<string>): Promise<void> {
  const end = { reason: null as string | null };
  void ended.then((reason) => (end.reason = reason));
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: '1s' });
      try {
        await connection.withDeadline(Date.now() + 2000, () =>
          connection.workflowService.describeNamespace({ namespace: 'default' }),
        );
        return;
      } finally {
        await connection.close();
      }
    } catch (error) {
      if (end.reason !== null) throw new Error(`It ${end.reason}.`, { cause: error });
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS));
    }
  }
}
