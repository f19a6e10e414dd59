import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { Archive } from '../../ports/archive.js';
import { closedRuns, readRun } from '../../temporal/audited-runs.js';
import { temporal, told } from '../told.js';
import { translated } from '../translated.js';

export type ArchiveActivities = ReturnType<typeof createArchiveActivities>;

/** Which closed runs are meant. ISO instants. */
export interface ClosedBetween {
  readonly from: string;
  readonly until: string;
  /** Null for the first. */
  readonly page: string | null;
}

/** What was kept of a page. */
export interface KeptPage {
  readonly kept: number;
  /** Null at the end. */
  readonly nextPage: string | null;
}

/** For one call to Temporal. */
const CALL_MS = 20_000;

/** Keeping for ever what Temporal forgets. @param archive null where the worker has none */
export function createArchiveActivities(archive: Archive | null) {
  return translated({
    /** Keeps one page of the runs that were closed between two moments; those that are kept already are passed over. Repeatable. */
    async archiveClosed({ page, ...between }: ClosedBetween): Promise<KeptPage> {
      if (archive === null) throw ApplicationFailure.retryable(NO_ARCHIVE, 'noArchive');
      const asked = temporal(CALL_MS);
      const { runs, nextPage } = await told('index', () => closedRuns(asked, between, page));
      let kept = 0;
      for (const run of runs) {
        Context.current().heartbeat(kept);
        if (await archive.has(run)) continue;
        const read = await told(run.workflowId, () => readRun(asked, run));
        // Of what only went on by itself there is nothing to keep.
        if (read === null || read.entries.length === 0) continue;
        await archive.keep(read);
        kept += 1;
      }
      return { kept, nextPage };
    },
  });
}

const NO_ARCHIVE =
  'ARCHIVE_DIR is not set for this worker; audits are kept as soon as it is, or another worker that has it takes this over.';
