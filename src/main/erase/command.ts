import { readEraseConfig } from '../../config/config.js';
import { readEnvironment } from '../../config/env.js';
import { WrongSettings } from '../../config/wrong-settings.js';
import { archiveOf } from '../../temporal/archive.js';
import { createTemporalClient } from '../../temporal/client.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { deleteRuns, type KeptRun, runsAbout } from '../../temporal/erasure.js';
import { connectionOptions } from '../temporal-connection.js';
import { UsageError } from '../usage-error.js';
import { type EraseArguments, readArguments, USAGE } from './arguments.js';
import { type ErasureReport, leftBehind, reportWords } from './report.js';

/** 0 it is as the report says, 1 not everything is deleted yet, 2 settings or arguments cannot be used. */
export type ExitCode = 0 | 1 | 2;

/** Where the command's words go. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** Long enough for a page of Temporal's index, and for a deletion to be taken. */
const SERVER_MS = 10_000;
/** Temporal writes down every half minute that the end of a workflow was dealt with, and deletes it only then. */
const PATIENCE_MS = 90_000;

/** `npm run erase`: finds, deletes, and says what stays. No payload is read, so that no key is needed. */
export async function runErase(
  args: readonly string[],
  output: Output,
  read = readEnvironment(),
): Promise<ExitCode> {
  try {
    const asked = readArguments(args);
    if (asked === 'help') {
      output.out(USAGE);
      return 0;
    }
    const { temporal, secrets } = readEraseConfig(read);
    const { namespace } = temporal;
    const client = createTemporalClient({ ...connectionOptions(temporal, secrets), namespace });
    try {
      const report = await erase({ client, deadlines: DEADLINES }, asked);
      output.out(asked.isJson ? `${JSON.stringify(report, null, 2)}\n` : reportWords(report));
      return report.beingDeleted.length > 0 ? 1 : 0;
    } finally {
      await client.connection.close();
    }
  } catch (error) {
    if (!(error instanceof WrongSettings || error instanceof UsageError)) throw error;
    output.err(`${error.message}\n`);
    return 2;
  }
}

const DEADLINES = { serverMs: SERVER_MS, workerMs: SERVER_MS };

async function erase(
  temporal: Temporal,
  { subject, isDryRun }: EraseArguments,
): Promise<ErasureReport> {
  const found = await runsAbout(temporal, subject);
  const isClosed = ({ closedAt }: KeptRun): boolean => closedAt !== null;
  const closed = found.runs.filter(isClosed);
  const beingDeleted = isDryRun ? [] : await deleteRuns(temporal, closed, PATIENCE_MS);
  return {
    isDryRun,
    policyNumbers: found.policyNumbers,
    deleted: closed.filter((run) => !beingDeleted.includes(run)),
    beingDeleted,
    running: found.runs.filter((run) => !isClosed(run)),
    left: leftBehind(found, await archiveOf(temporal)),
  };
}
