import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { prepareNamespace } from '../../src/main/namespace.js';
import { wholeSystem, type WholeSystem } from '../../test/e2e/whole-system.js';
import { bundleInto } from '../../test/support/global-setup.js';
import { useBundle } from '../../test/support/policy-workers.js';
import { freePort } from '../../tools/processes/free-port.js';
import { readStartConfig } from '../../tools/start/start-config.js';
import { startDevServer, type DevServer } from '../../tools/temporal-server/dev-server.js';
import { findCli } from '../../tools/temporal-server/find-cli.js';
import { progress } from '../report.js';

/** What can be killed, each a process of its own. */
export const PARTS = ['worker', 'api', 'temporal', 'ims', 'billing'] as const;
export type Part = (typeof PARTS)[number];

/** Everything as it runs in production, with sandboxes in the place of IMS and billing, and Temporal on a file database. */
export interface Systems extends Pick<WholeSystem, 'ask' | 'admin' | 'billing'> {
  /** A client of Temporal with the keys. */
  readonly client: Client;
  readonly connection: Connection;
  /** Temporal's database and log. */
  readonly temporalFolder: string;
  /** Logs, keys, and the books of the sandboxes in `books` and `billing`. */
  readonly folder: string;
  /** Ends a part in the middle of whatever it does. */
  kill(part: Part): Promise<void>;
  /** Starts it again on what it had written. */
  start(part: Part): Promise<void>;
  /** @param isKept the logs and all books are left for whoever wants to know more. @returns where they are then */
  stop(isKept: boolean): Promise<string | null>;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NAMESPACE = 'default';
const DAY_MS = 86_400_000;
/** Many lives at once are one client, and what is looked for is not how much that may ask. */
const NO_LIMIT = '999999';
/** Long enough for a machine that runs all parts at once; a lost answer costs about twice as much. */
const TIMING = { IMS_READ_TIMEOUT: '4s', IMS_WRITE_TIMEOUT: '5s', BILLING_TIMEOUT: '4s' };

/** A part that runs. */
interface RunningPart {
  kill(): Promise<void>;
}

export async function startSystems(): Promise<Systems> {
  const own = await mkdtemp(join(tmpdir(), 'bindery-soak-'));
  useBundle({ codePath: await bundleInto(own) });
  const startTemporal = await temporalIn(own);
  let temporal = await startTemporal();
  const connection = await Connection.connect({ address: temporal.address });
  await prepareNamespace(connection, NAMESPACE, DAY_MS);
  const system = await wholeSystem({ address: temporal.address, namespace: NAMESPACE });
  const limits = { API_REQUESTS_PER_MINUTE: NO_LIMIT, API_CONCURRENT_REQUESTS: NO_LIMIT };
  const starts: Readonly<Record<Part, () => Promise<RunningPart>>> = {
    worker: () => system.startWorker({ ...TIMING, ARCHIVE_DIR: join(own, 'archive') }),
    api: () => system.startApi({ ...limits, ARCHIVE_DIR: join(own, 'archive') }),
    ims: system.startSandbox,
    billing: system.startBilling,
    temporal: async () => {
      temporal = await startTemporal();
      return killable(temporal);
    },
  };
  const running: Partial<Record<Part, RunningPart>> = { temporal: killable(temporal) };
  const start = async (part: Part): Promise<void> => {
    running[part] = await starts[part]();
  };
  const stop: Systems['stop'] = async (isKept) => {
    await connection.close();
    await temporal.stop();
    if (isKept) await cp(system.folder, join(own, 'system'), { recursive: true });
    await system.close();
    if (isKept) return own;
    await rm(own, { recursive: true, force: true });
    return null;
  };
  try {
    await Promise.all((['ims', 'billing', 'worker', 'api'] as const).map(start));
  } catch (error) {
    await stop(false);
    throw error;
  }
  const { ask, admin, billing, folder, dataConverter } = system;
  return {
    ...{ ask, admin, billing, folder, connection, start, stop },
    temporalFolder: own,
    client: new Client({ connection, dataConverter, namespace: NAMESPACE }),
    kill: async (part) => {
      await running[part]?.kill();
    },
  };
}

/** @returns starts a server on the database in a folder, always at the same address */
async function temporalIn(folder: string): Promise<() => Promise<DevServer>> {
  const cli = await findCli(ROOT, readStartConfig().config.temporalCliPath, progress);
  const port = await freePort();
  let starts = 0;
  return () => {
    starts += 1;
    return startDevServer({
      cli: cli.path,
      port,
      databaseFile: join(folder, 'temporal.db'),
      logFile: join(folder, `temporal-${String(starts)}.log`),
    });
  };
}

function killable({ pid, ended }: DevServer): RunningPart {
  return {
    kill: async () => {
      process.kill(pid, 'SIGKILL');
      await ended;
    },
  };
}
