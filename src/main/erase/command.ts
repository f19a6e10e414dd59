import { readEraseConfig } from '../../config/config.js';
import { readEnvironment } from '../../config/env.js';
import { createTemporalClient } from '../../temporal/client.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { deleteRuns, type KeptRun, runsAbout } from '../../temporal/erasure.js';
import { namespaceArchive } from '../../temporal/namespace-archive.js';
import { asCommand, type ExitCode, type Output } from '../command.js';
import { connectionOptions } from '../temporal-connection.js';
import { type EraseArguments, readArguments, USAGE } from './arguments.js';
import { type ErasureReport, leftBehind, reportWords } from './report.js';

/** Long enough for a page of Temporal's index, and for a deletion to be taken. */
const SERVER_MS = 10_000;
/** Temporal writes down every half minute that the end of a workflow was dealt with, and deletes it only then. */
const PATIENCE_MS = 90_000;

/** `npm run erase`: finds, deletes, and says what stays. No payload is read, so that no key is needed. @returns 1 while not everything is deleted */
export function runErase(
  args: readonly string[],
  output: Output,
  read = readEnvironment(),
): Promise<ExitCode> {
  return asCommand(output, async () => {
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
  });
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
    left: leftBehind(found, await namespaceArchive(temporal)),
  };
}
