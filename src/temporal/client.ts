import { setTimeout as pause } from 'node:timers/promises';
import type { ClientInterceptors, ClientOptions, ConnectionOptions } from '@temporalio/client';
import { Client, Connection, isRetryableError, makeGrpcRetryInterceptor } from '@temporalio/client';

export interface TemporalAddress {
  /** Host and port, such as `localhost:7233`. */
  readonly address: string;
  readonly namespace: string;
  /** For Temporal Cloud. */
  readonly apiKey?: string;
  readonly tls?: ConnectionOptions['tls'];
  /** See what is started and sent. */
  readonly interceptors?: ClientInterceptors;
  /** How what is sent and read is encrypted; as it is without. */
  readonly dataConverter?: ClientOptions['dataConverter'];
}

/** The pause between two attempts, at most; with its jitter it stays below this. */
const LONGEST_PAUSE_MS = 600;

/** By default the pauses between attempts to connect grow to two minutes, for which an API is away longer than its Temporal was. */
const FIRST_RECONNECT_MS = 250;
const LONGEST_RECONNECT_MS = 2_000;

/** A client that connects on first use, so that the API starts before Temporal does. Close its connection at the end. */
export function createTemporalClient(options: TemporalAddress): Client {
  const closing = new AbortController();
  const connection = Connection.lazy({
    address: options.address,
    connectTimeout: '3s',
    interceptors: [shortRetries(closing.signal)],
    channelArgs: {
      'grpc.initial_reconnect_backoff_ms': FIRST_RECONNECT_MS,
      'grpc.max_reconnect_backoff_ms': LONGEST_RECONNECT_MS,
    },
    ...(options.apiKey === undefined ? {} : { apiKey: options.apiKey }),
    ...(options.tls === undefined ? {} : { tls: options.tls }),
  });
  const close = connection.close.bind(connection);
  // An attempt that wakes up on a closed channel throws where nobody can catch it: let the last pauses pass first.
  connection.close = async () => {
    closing.abort();
    await pause(LONGEST_PAUSE_MS);
    await close();
  };
  const { namespace, interceptors = {}, dataConverter = {} } = options;
  return new Client({ connection, namespace, interceptors, dataConverter });
}

/**
 * Repeats after short pauses: the interceptor does not look at the deadline while it sleeps, and the SDK's own
 * pauses grow to 5 s and overrun every deadline by as much.
 */
function shortRetries(closing: AbortSignal) {
  return makeGrpcRetryInterceptor({
    delayFunction: (attempt) =>
      Math.min(500, 100 * 2 ** (attempt - 1)) * (0.8 + Math.random() * 0.4),
    retryableDecider: (attempt, status) =>
      !closing.aborted && attempt < 30 && isRetryableError(status),
  });
}
