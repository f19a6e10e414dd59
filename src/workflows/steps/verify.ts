import { sleep } from '@temporalio/workflow';
import type { PolicyActivities } from '../../activities/policy-activities.js';
import type { Remembered } from '../remembered.js';
import { stopped } from '../stops.js';
import type { Deal } from './deal.js';
import { comparePremium } from './rate.js';

export type ReadBack = Awaited<ReturnType<PolicyActivities['readBack']>>;

/** Compares what the policy system holds, with what was asked for, so that "completed" is its word and not ours alone. */
export async function verify(deal: Deal, books: Remembered<ReadBack>): Promise<void> {
  const { desk } = deal;
  /** Twins that a person was told of: acknowledged by running the step again. */
  const told = new Set<string>();
  const { controlNumber, invoiceNumbers, booked } = await desk.step(
    'verify',
    async () => {
      const found = await books.get();
      // What an earlier run bound stands: it may have been corrected after it was posted.
      if (hasBound(deal)) comparePremium(deal, found.booked);
      if (found.invoiceNumbers?.length === 0) {
        throw stopped(
          'The policy is bound but has no invoice.',
          'Have the invoice made in the policy system, then run the step again.',
        );
      }
      await stopForTwins(deal, told);
      return found;
    },
    said,
  );
  desk.know({ controlNumber, invoiceNumbers: invoiceNumbers ?? [] });
  desk.enter('completed', {
    premiumCents: booked ? booked.premiumCents + booked.feeCents : desk.record.premiumCents,
  });
}

/** Another transaction of the same insured has its submission without a quote for a moment only. Milliseconds. */
const LOOK_AGAIN_AFTER_MS = [5_000, 20_000, 60_000];

/** A write that reached the policy system twice left a second thing there, which only a person may take away. */
async function stopForTwins(deal: Deal, told: Set<string>): Promise<void> {
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

function hasBound({ desk }: Deal): boolean {
  return desk.record.steps.some(({ name }) => name === 'bind');
}

/** Says no more than was looked at. */
function said({ booked, invoiceNumbers }: ReadBack): string {
  const looked = { premium: booked !== null, invoice: invoiceNumbers !== null };
  const named = (wasSeen: boolean): string =>
    Object.entries(looked)
      .filter(([, isSeen]) => isSeen === wasSeen)
      .map(([what]) => what)
      .join(' and ');
  return [
    named(true) && `Seen in the policy system: ${named(true)}.`,
    named(false) && `Cannot be looked up in this installation: ${named(false)}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
