import { stopped } from '../transaction/stops.js';
import type { NewBusiness } from './business.js';

/** Things of which the transaction made one and the policy system holds another: their kind, and their GUIDs. */
type Twins = readonly (readonly [what: string, guids: readonly string[]])[];

/** What a write that reached the policy system twice left there a second time. */
export async function twinsOf(business: NewBusiness): Promise<Twins> {
  const { transaction, input, look, twinsSeen } = business;
  const { submissionGroupGuid, quoteGuid } = transaction.ids;
  if (quoteGuid === null) return [];
  const { reference } = transaction.request;
  const { requestDigest } = input;
  const { quotes, documents } = await look.findTwins({
    submissionGroupGuid,
    quoteGuid,
    reference,
    requestDigest,
  });
  return [
    ['insured', twinsSeen.insured],
    ['submission', twinsSeen.submission],
    ['quote', quotes],
    ['document', documents],
  ];
}

/**
 * Only a person may take away what is there twice.
 *
 * @param shown twins that a person was asked about; grows by the others
 * @throws Stopped when there are others
 */
export function stopForTwins(twins: Twins, shown: Set<string>): void {
  const others = twins.flatMap(([what, guids]) =>
    guids.filter((guid) => !shown.has(guid)).map((guid) => ({ what, guid })),
  );
  if (others.length === 0) return;
  for (const { guid } of others) shown.add(guid);
  throw stopped(
    `The policy system holds more than one of what was made once: ${others.map(({ what, guid }) => `${what} ${guid}`).join(', ')}.`,
    'Close or delete there what is too many, then correct without changes; whatever is left is not asked about again.',
  );
}
