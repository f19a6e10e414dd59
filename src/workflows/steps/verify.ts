import type { PolicyActivities } from '../../activities/policy-activities.js';
import type { Remembered } from '../remembered.js';
import { stopped } from '../stops.js';
import type { Deal } from './deal.js';
import { comparePremium } from './rate.js';

export type ReadBack = Awaited<ReturnType<PolicyActivities['readBack']>>;

/** Compares what the policy system holds, with what was asked for, so that "completed" is its word and not ours alone. */
export async function verify(deal: Deal, books: Remembered<ReadBack>): Promise<void> {
  const { desk } = deal;
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
      return found;
    },
    said,
  );
  desk.know({ controlNumber, invoiceNumbers: invoiceNumbers ?? [] });
  desk.enter('completed', {
    premiumCents: booked ? booked.premiumCents + booked.feeCents : desk.record.premiumCents,
  });
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
