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
      comparePremium(deal, found.booked);
      if (found.invoiceNumbers?.length === 0) {
        throw stopped(
          'The policy is bound but has no invoice.',
          'Have the invoice made in the policy system, then run the step again.',
        );
      }
      return found;
    },
    () => 'Premium and invoice stand in the policy system.',
  );
  desk.know({ controlNumber, invoiceNumbers: invoiceNumbers ?? [] });
  desk.enter('completed', {
    premiumCents: booked ? booked.premiumCents + booked.feeCents : desk.record.premiumCents,
  });
}
