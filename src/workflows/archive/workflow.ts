import {
  makeContinueAsNewFunc,
  proxyActivities,
  setCurrentDetails,
  sleep,
} from '@temporalio/workflow';
import type { ArchiveActivities } from '../../activities/archive/archive-activities.js';
import type { AuditArchiveInput } from './messages.js';

const { archiveClosed } = proxyActivities<ArchiveActivities>({
  startToCloseTimeout: '30m',
  heartbeatTimeout: '60s',
  retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '10m' },
});

const EVERY_MS = 10 * 60_000;
const ROUNDS_PER_RUN = 100;
/** The index follows what happens; what came late into it is found by the next look. */
const OVERLAP_MS = 15 * 60_000;

/**
 * Keeps for ever who did what, when and why, before Temporal forgets it: of every run of a transaction, a term, a group of quotes or a
 * batch that has closed, however it ended.
 *
 * Trigger: each worker that has an archive, at its start; there is one at a time. Timer: until the next look. It never ends, and
 * continues as new.
 */
export async function auditArchive({
  everyMs = EVERY_MS,
  keptUntil,
  kept = 0,
}: AuditArchiveInput): Promise<never> {
  let from = keptUntil ?? new Date(0).toISOString();
  let sum = kept;
  for (let round = 0; round < ROUNDS_PER_RUN; round += 1) {
    const until = new Date().toISOString();
    let page: string | null = null;
    do {
      const found: Awaited<ReturnType<ArchiveActivities['archiveClosed']>> = await archiveClosed({
        from,
        until,
        page,
      });
      sum += found.kept;
      page = found.nextPage;
    } while (page !== null);
    from = new Date(Date.parse(until) - OVERLAP_MS).toISOString();
    setCurrentDetails(`${sum} runs are kept; all that had closed by ${until} are.`);
    await sleep(everyMs, { summary: 'Next look for what has closed' });
  }
  return continueOnCurrentVersion({ everyMs, keptUntil: from, kept: sum });
}

/** The next run belongs to the version of the workers that is current then; without versions there is only one. */
const continueOnCurrentVersion = makeContinueAsNewFunc<typeof auditArchive>({
  initialVersioningBehavior: 'AUTO_UPGRADE',
});
