import { awaitOutcome } from '../../temporal/await-outcome.js';
import type { Temporal } from '../../temporal/deadlines.js';
import type { Started } from '../../temporal/start-transaction.js';
import { queryRecord } from '../../temporal/transactions.js';
import { isEnded, type KnownRecord } from '../../temporal/visible-transactions.js';
import { Problem } from '../problem.js';

/** A transaction that a request has begun, now or before. */
export type Begun = Extract<Started, { readonly record: KnownRecord }>;

/** A short look at a known transaction must not make the answer late when no worker is there. */
const GLANCE_MS = 2_000;

/** @throws Problem `different-request` where the id belongs to something else. @param id as it stands in a sentence */
export function mustBeBegun(started: Started, id: string): Begun {
  switch (started.kind) {
    case 'begun':
    case 'known':
      return started;
    case 'otherRequest':
      throw differentRequest(id);
    case 'startedElsewhere':
      // Only the API notes what was posted, so that nobody can say whether the content is the same.
      throw new Problem('different-request', {
        detail: `${id} belongs to a transaction that was not posted here: another client of Temporal started it, and whether its content is the same is not known. Look at it, or use another id.`,
      });
  }
}

/** The id was used before, for other content. */
export function differentRequest(id: string): Problem {
  return new Problem('different-request', {
    detail: `${id} belongs to a transaction that was posted with other content. Post the same content, or use another id.`,
  });
}

/** Waits for what comes of it, and answers what is known then. @param gone aborted when the client has hung up */
export async function latestRecord(
  context: Temporal,
  { kind, record }: Begun,
  waitMs: number,
  gone: AbortSignal,
): Promise<KnownRecord> {
  if (isEnded(record)) return record;
  if (waitMs > 0) return (await awaitOutcome(context, record.id, waitMs, gone)) ?? record;
  if (kind === 'begun') return record;
  const glanceMs = Math.min(GLANCE_MS, context.deadlines.workerMs);
  return queryRecord(context, record.id, glanceMs).catch(() => record);
}
