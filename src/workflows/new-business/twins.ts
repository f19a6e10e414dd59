import { stopped } from '../transaction/stops.js';
import type { NewBusiness } from './business.js';

/**
 * A write that reached the policy system twice left a second thing there, which only a person may take away.
 *
 * @param told twins that a person was told of; grows by those of this look
 * @throws Stopped when there are others
 */
export async function stopForTwins(business: NewBusiness, told: Set<string>): Promise<void> {
  const twins = (await newTwins(business, told)).flatMap(([what, guids]) =>
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

async function newTwins(
  { transaction, input, read, twinsSeen }: NewBusiness,
  told: ReadonlySet<string>,
): Promise<Found> {
  const { submissionGroupGuid, quoteGuid } = transaction.ids;
  if (quoteGuid === null) return [];
  const { reference } = transaction.request;
  const { requestDigest } = input;
  const { quotes, documents } = await read.findTwins({
    submissionGroupGuid,
    quoteGuid,
    reference,
    requestDigest,
  });
  const unseen = (guids: readonly string[]) => guids.filter((guid) => !told.has(guid));
  return [
    ['insured', unseen(twinsSeen.insured)],
    ['submission', unseen(twinsSeen.submission)],
    ['quote', unseen(quotes)],
    ['document', unseen(documents)],
  ];
}
