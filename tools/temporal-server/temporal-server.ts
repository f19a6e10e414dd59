import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Connection, type ConnectionOptions } from '@temporalio/client';
import { startDevServer } from './dev-server.js';
import { findCli } from './find-cli.js';
import type { Say } from './say.js';
import { prepareNamespace, setRetention } from '../../src/main/namespace.js';

export interface TemporalServerOptions {
  /** The project's folder. */
  readonly root: string;
  readonly namespace: string;
  /** TEMPORAL_ADDRESS and what belongs to it: a server that runs already; nothing is started. */
  readonly existing: (ConnectionOptions & { readonly address: string }) | null;
  /** TEMPORAL_CLI_PATH. */
  readonly cliPath: string | null;
  readonly port: number;
  /** No Web UI when absent. */
  readonly uiPort?: number;
  /** Whom the Web UI asks to show what is encrypted. */
  readonly uiCodecEndpoint?: string;
  /** In memory when absent. */
  readonly databaseFile?: string;
  readonly logFile: string;
  readonly retentionMs: number;
  /** Dynamic configuration of a dev server beside the usual one, each `key=value`. */
  readonly dynamicConfig?: readonly string[];
  readonly say: Say;
}

export interface TemporalServer {
  readonly address: string;
  /** Null for a server that was there before us. */
  readonly started: { readonly pid: number; readonly ended: Promise<string> } | null;
  stop(): Promise<void>;
}

/** A Temporal server that is ready for Bindery: the one at the address given, or a dev server of our own. */
export async function ensureTemporalServer(
  options: TemporalServerOptions,
): Promise<TemporalServer> {
  const { existing, namespace, retentionMs, say } = options;
  if (existing !== null) {
    say(`Temporal: the server at ${existing.address} (TEMPORAL_ADDRESS)`);
    await withConnection(existing, (connection) =>
      prepareNamespace(connection, namespace, retentionMs),
    );
    return { address: existing.address, started: null, stop: () => Promise.resolve() };
  }
  const cli = await findCli(options.root, options.cliPath, say);
  say(`Temporal: a dev server from ${cli.origin}`);
  await mkdir(dirname(options.logFile), { recursive: true });
  const server = await startDevServer({ ...options, cli: cli.path });
  try {
    await withConnection({ address: server.address }, async (connection) => {
      await prepareNamespace(connection, namespace, retentionMs);
      await setRetention(connection, namespace, retentionMs);
    });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    address: server.address,
    started: { pid: server.pid, ended: server.ended },
    stop: () => server.stop(),
  };
}

async function withConnection(
  options: ConnectionOptions,
  work: (connection: Connection) => Promise<void>,
): Promise<void> {
  const connection = await Connection.connect(options);
  try {
    await work(connection);
  } finally {
    await connection.close();
  }
}
