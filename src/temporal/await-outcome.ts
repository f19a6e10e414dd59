import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { TransactionRecord } from '../domain/transaction/record.js';
import type { Temporal } from './deadlines.js';
import { findTransaction, queryRecord, readRecord } from './transactions.js';
import { isEnded, type KnownRecord } from './visible-transactions.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 1_000;
/** Close to its deadline the server answers long polls at once, and the client would ask again and again. */
const POLL_MARGIN_MS = 10_000;

/**
 * Waits until the transaction ends, stops for a person, waits where it was asked to go no further or for a moment, or the time
 * is over.
 *
 * Two watch at once: the server's own long poll for the end, which needs no worker, and a query now and then, which
 * also sees that a person is needed.
 *
 * @param gone aborted when the client has hung up; nothing is asked any more then
 * @returns the last record seen; null when no worker answered before the time was over
 */
export async function awaitOutcome(
  temporal: Temporal,
  id: string,
  waitMs: number,
  gone: AbortSignal,
): Promise<KnownRecord | null> {
  const over = new AbortController();
  const stop = AbortSignal.any([gone, over.signal, AbortSignal.timeout(waitMs)]);
  // The connection adds one listener for each call and takes none away.
  setMaxListeners(0, stop);
  let latest: KnownRecord | null = null;
  const watch = watchRecord(temporal, id, Date.now() + waitMs, stop, (record) => {
    latest = record;
  });
  try {
    const ended = await Promise.race([
      untilEnded(temporal, id, waitMs, stop),
      watch,
      aborted(stop),
    ]);
    return ended ?? latest;
  } finally {
    over.abort();
  }
}

/** Resolves with the final record, or never: its time is up when the caller's is. */
async function untilEnded(
  temporal: Temporal,
  id: string,
  waitMs: number,
  stop: AbortSignal,
): Promise<KnownRecord> {
  const { client } = temporal;
  const handle = client.workflow.getHandle<() => Promise<TransactionRecord>>(id);
  try {
    return await client.connection.withDeadline(Date.now() + waitMs + POLL_MARGIN_MS, () =>
      client.connection.withAbortSignal(stop, () => handle.result()),
    );
  } catch {
    if (!stop.aborted) {
      // Ended without a result, or the server went away: the description tells which.
      const record = await findTransaction(temporal, id)
        .then((found) => (!found || found.isRunning ? null : readRecord(temporal, found)))
        .catch(() => null);
      if (record) return record;
    }
    return new Promise<never>(() => undefined);
  }
}

/** Resolves when the record is at rest; reports every record on the way. */
async function watchRecord(
  temporal: Temporal,
  id: string,
  deadline: number,
  stop: AbortSignal,
  report: (record: KnownRecord) => void,
): Promise<KnownRecord | null> {
  for (
    let pauseMs = FIRST_PAUSE_MS;
    !stop.aborted;
    pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 1.5)
  ) {
    const leftMs = deadline - Date.now();
    if (leftMs <= 0) return null;
    const queryMs = Math.min(temporal.deadlines.workerMs, leftMs);
    // A worker that is away now may be back before the time is over.
    const record = await queryRecord(temporal, id, queryMs).catch(() => null);
    if (record) {
      report(record);
      if (isAtRest(record)) return record;
    }
    await pause(pauseMs, undefined, { signal: stop }).catch(() => undefined);
  }
  return null;
}

/** Whether nothing happens any more until somebody acts or a moment comes that is not near. */
export function isAtRest(record: KnownRecord): boolean {
  const { attention, heldAt, change } = record;
  return isEnded(record) || attention !== null || heldAt !== null || change?.isResting === true;
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else {
      signal.addEventListener('abort', () => {
        resolve(null);
      });
    }
  });
}
