import { readFileSync } from 'node:fs';
import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { TemporalConfig } from '../config/temporal-config.js';
import type { TemporalSecrets } from '../config/secrets.js';

const TRY_EVERY_MS = 2000;

/** How to reach Temporal, as both kinds of connection take it; certificates are read now. */
export function connectionOptions({ address, tls }: TemporalConfig, { apiKey }: TemporalSecrets) {
  return {
    address,
    ...(apiKey === null ? {} : { apiKey }),
    ...(tls === null
      ? {}
      : {
          tls: {
            ...(tls.serverCaPath === null
              ? {}
              : { serverRootCACertificate: readFileSync(tls.serverCaPath) }),
            ...(tls.clientPair === null
              ? {}
              : {
                  clientCertPair: {
                    crt: readFileSync(tls.clientPair.certPath),
                    key: readFileSync(tls.clientPair.keyPath),
                  },
                }),
            ...(tls.serverName === null ? {} : { serverNameOverride: tls.serverName }),
          },
        }),
  } satisfies NativeConnectionOptions;
}

/**
 * Connects a worker; tries again until Temporal and the namespace are there, because they may be started in any order.
 *
 * @returns null when `stop` came first
 */
export async function connectWhenThere(
  options: NativeConnectionOptions,
  namespace: string,
  log: Logger,
  stop: AbortSignal,
): Promise<NativeConnection | null> {
  while (!stop.aborted) {
    let connection: NativeConnection | null = null;
    try {
      connection = await NativeConnection.connect(options);
      await connection.workflowService.describeNamespace({ namespace });
      return connection;
    } catch (error) {
      await connection?.close();
      const reason = error instanceof Error ? error.message : String(error);
      log.warn(
        { address: options.address, namespace, reason },
        'Temporal is not ready; trying again',
      );
      await pause(TRY_EVERY_MS, stop);
    }
  }
  return null;
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    stop.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
