import type { Client } from '@temporalio/client';
import { isGrpcServiceError } from '@temporalio/client';
import { NamespaceNotFoundError } from '@temporalio/common';

/** How long an answer of Temporal is waited for. Milliseconds. */
export interface Deadlines {
  /** For calls that the server answers by itself: start, describe, list. */
  readonly serverMs: number;
  /** For calls that a worker must answer: queries and updates. */
  readonly workerMs: number;
}

/** What is needed to ask Temporal. */
export interface Temporal {
  readonly client: Client;
  readonly deadlines: Deadlines;
}

/** Temporal did not answer in the time allowed. Whether it did what was asked is not known. */
export class TemporalDeadlineError extends Error {
  override readonly name = 'TemporalDeadlineError';
}

/** The sliver of the client that sets deadlines. */
export type DeadlineSource = Pick<Client, 'connection'>;

/**
 * Runs calls to Temporal that must end within `ms`. The connection's own deadline stops the call; since its retry
 * interceptor does not watch that deadline while it pauses, a timer here keeps the promise to the caller.
 */
export async function withinDeadline<T>(
  client: DeadlineSource,
  ms: number,
  call: () => Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new TemporalDeadlineError(`no answer within ${ms} ms`));
    }, ms + GRACE_MS);
  });
  try {
    return await Promise.race([client.connection.withDeadline(Date.now() + ms, call), overdue]);
  } finally {
    clearTimeout(timer);
  }
}

/** Lets the connection report its own, more telling error first. */
const GRACE_MS = 100;

/** gRPC codes of a server or worker that is not there, is overloaded or does not answer. */
const UNAVAILABLE_CODES: ReadonlySet<number> = new Set([
  1, // cancelled: the connection was closed under the call
  4, // deadline exceeded
  8, // resource exhausted
  14, // unavailable
]);

/** gRPC codes of a server that failed, or that lets this client do nothing: its credentials, or the namespace, are not as they must be. */
const OF_TEMPORAL_CODES: ReadonlySet<number> = new Set([
  2, // unknown
  7, // permission denied
  13, // internal, also a connection that broke under the call
  16, // unauthenticated
]);

/** The gRPC status code of an error, which the client keeps in the cause of its own errors. */
export function grpcCode(error: unknown): number | undefined {
  if (isGrpcServiceError(error)) return error.code;
  if (error instanceof Error && isGrpcServiceError(error.cause)) return error.cause.code;
  return undefined;
}

/** True when Temporal, or a worker behind it, did not answer in time. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof TemporalDeadlineError) return true;
  const code = grpcCode(error);
  return code !== undefined && UNAVAILABLE_CODES.has(code);
}

/** True when the cause of an error is Temporal itself, and not what was asked of it. */
export function isOfTemporal(error: unknown): boolean {
  const code = grpcCode(error);
  return (
    isUnavailable(error) ||
    error instanceof NamespaceNotFoundError ||
    (code !== undefined && OF_TEMPORAL_CODES.has(code))
  );
}
