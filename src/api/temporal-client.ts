import type { ConnectionOptions } from '@temporalio/client';
import { Client, Connection, isRetryableError, makeGrpcRetryInterceptor } from '@temporalio/client';

export interface TemporalAddress {
  /** Host and port, such as `localhost:7233`. */
  readonly address: string;
  readonly namespace: string;
  /** For Temporal Cloud. */
  readonly apiKey?: string;
  readonly tls?: ConnectionOptions['tls'];
}

/**
 * Repeats after short pauses: the interceptor does not look at the deadline while it sleeps, and the SDK's own
 * pauses grow to 5 s and overrun every deadline by as much.
 */
function shortRetries() {
  return makeGrpcRetryInterceptor({
    delayFunction: (attempt) =>
      Math.min(500, 100 * 2 ** (attempt - 1)) * (0.8 + Math.random() * 0.4),
    retryableDecider: (attempt, status) => attempt < 30 && isRetryableError(status),
  });
}

/** A client that connects on first use, so that the API starts before Temporal does. Close its connection at the end. */
export function createTemporalClient(options: TemporalAddress): Client {
  const connection = Connection.lazy({
    address: options.address,
    connectTimeout: '3s',
    interceptors: [shortRetries()],
    ...(options.apiKey === undefined ? {} : { apiKey: options.apiKey }),
    ...(options.tls === undefined ? {} : { tls: options.tls }),
  });
  return new Client({ connection, namespace: options.namespace });
}
