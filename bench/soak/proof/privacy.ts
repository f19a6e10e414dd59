import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { dashed, filesIn, findIn } from '../../../test/support/text-in-files.js';
import { NAME_OF_SOAK, SSN_OF_SOAK } from '../requests.js';
import type { Systems } from '../systems.js';

export interface PrivacyProof {
  readonly files: number;
  readonly histories: number;
  /** Where something of a person stands that nobody may read. */
  readonly found: readonly string[];
  /** Where the search finds what is there: without that it would prove nothing. */
  readonly isSearchGood: boolean;
}

const SECRETS = [SSN_OF_SOAK, dashed(SSN_OF_SOAK), ...NAME_OF_SOAK.split(' ')];

/** Looks for a person in every file of Temporal, every log and a dump of all histories; and finds it in IMS's book. */
export async function provePrivacy(
  { temporalFolder, folder, connection }: Systems,
  knownText: string,
): Promise<PrivacyProof> {
  const histories = await dumpHistories(connection, join(temporalFolder, 'dump'));
  const files = [
    ...(await filesIn(temporalFolder)),
    // The sandboxes stand for other systems, whose books and logs are theirs.
    ...(await filesIn(folder, ['books', 'billing', 'sandbox'])),
  ];
  const databases = files.filter((file) => file.includes('temporal.db'));
  const books = await filesIn(join(folder, 'books'));
  return {
    files: files.length,
    histories,
    found: await findIn(files, SECRETS),
    isSearchGood:
      (await findIn(databases, [knownText])).length > 0 &&
      (await findIn(books, [SSN_OF_SOAK])).length > 0,
  };
}

/** As an operator exports them, who has no key. @returns how many */
async function dumpHistories(
  { workflowService }: Systems['connection'],
  folder: string,
): Promise<number> {
  await mkdir(folder);
  const namespace = 'default';
  let count = 0;
  let nextPageToken: Uint8Array = new Uint8Array();
  do {
    const page = await workflowService.listWorkflowExecutions({ namespace, nextPageToken });
    for (const { execution } of page.executions) {
      const { history } = await workflowService.getWorkflowExecutionHistory({
        namespace,
        execution: execution ?? null,
      });
      if (history) await writeFile(join(folder, `${String(count)}.json`), historyToJSON(history));
      count += 1;
    }
    ({ nextPageToken } = page);
  } while (nextPageToken.length > 0);
  return count;
}
