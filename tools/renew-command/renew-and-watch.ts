import { isUnderWay, watchBatch, type Surroundings } from '../api/watch-batch.js';
import type { RenewCommand } from './arguments.js';
import type { Batches, Progress } from './batches-api.js';
import { nameOf, policyNumbersIn } from './policy-numbers.js';
import { endWords, progressLine } from './progress-words.js';

/**
 * Starts a batch, or finds the one that the same file began, and shows how far it is.
 *
 * @returns whether it went as far as it could; also true where somebody has left it running
 */
export async function renewAndWatch(
  batches: Batches,
  { requestId, perMinute, mostOpen }: RenewCommand,
  text: string,
  around: Surroundings,
): Promise<boolean> {
  const policyNumbers = policyNumbersIn(text);
  const limits = { perMinute, mostOpen };
  const name = requestId ?? nameOf({ policyNumbers, ...limits });
  const last = await watchBatch(
    {
      start: () => batches.start({ requestId: name, policyNumbers, ...limits }),
      look: () => batches.progress(name),
      line: progressLine,
    },
    around,
  );
  if (last === null || isUnderWay(last)) {
    around.progress(
      `Batch ${name} goes on. The same command shows it again; POST /api/renewal-batches/${name}/cancel ends it.\n`,
    );
    return true;
  }
  around.progress(endWords(last));
  await listOthers(batches, last, around);
  return last.state === 'done';
}

const OTHERS = ['refused', 'unknown', 'failed'] as const;

/** What was not started, as a table: policy, outcome, renewal and reason with tabs between. */
async function listOthers(
  batches: Batches,
  { requestId, outcomes }: Progress,
  { result }: Surroundings,
): Promise<void> {
  for (const outcome of OTHERS) {
    if (outcomes[outcome] === 0) continue;
    let after: string | null = null;
    do {
      const page = await batches.results(requestId, outcome, after);
      for (const { policyNumber, renewal, reason } of page.items)
        result(`${[policyNumber, outcome, renewal ?? '', reason ?? ''].join('\t')}\n`);
      after = page.next;
    } while (after !== null);
  }
}
