import { sleep } from '@temporalio/workflow';
import { stopped } from '../stops.js';
import type { Deal } from './deal.js';

/** Another transaction of the same insured has its submission without a quote for a moment only. Milliseconds. */
const LOOK_AGAIN_AFTER_MS = [2_000, 8_000, 20_000];

/**
 * A write that reached the policy system twice left a second thing there, which only a person may take away.
 *
 * @param told twins that a person was told of; grows by those of this look
 * @throws Stopped when there are others
 */
export async function stopForTwins(deal: Deal, told: Set<string>): Promise<void> {
  const twins = (await newTwins(deal, told)).flatMap(([what, guids]) =>
    guids.map((guid) => ({ what, guid })),
  );
  if (twins.length === 0) return;
  for (const { guid } of twins) told.add(guid);
  throw stopped(
    `The policy system holds more than one of what was made once: ${twins.map(({ what, guid }) => `${what} ${guid}`).join(', ')}.`,
    'Close or delete there what is too many, then correct without changes; whatever is left is not asked about again.',
  );
}

type Found = readonly (readonly [what: string, guids: readonly string[]])[];

async function newTwins({ desk, input, read }: Deal, told: ReadonlySet<string>): Promise<Found> {
  const { insuredGuid, submissionGroupGuid, quoteGuid } = desk.ids;
  if (quoteGuid === null) return [];
  const { existing, insuredTwins } = desk.neighbours;
  for (const pauseMs of [...LOOK_AGAIN_AFTER_MS, null]) {
    const { submissions, quotes, documents } = await read.findTwins({
      insuredGuid,
      submissionGroupGuid,
      quoteGuid,
      existing,
      reference: desk.submission.reference,
      requestDigest: input.requestDigest,
    });
    const unseen = (guids: readonly string[]) => guids.filter((guid) => !told.has(guid));
    if (unseen(submissions).length === 0 || pauseMs === null) {
      return [
        ['insured', unseen(insuredTwins)],
        ['submission', unseen(submissions)],
        ['quote', unseen(quotes)],
        ['document', unseen(documents)],
      ];
    }
    desk.wait('another look at a submission without a quote.');
    await sleep(pauseMs);
  }
  return [];
}
