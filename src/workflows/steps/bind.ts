import type { Deal } from './deal.js';
import { comparePremium } from './rate.js';

/** Makes the offer a contract. */
export async function bind(deal: Deal, quoteGuid: string): Promise<void> {
  const { desk, read, write } = deal;
  const policyNumber = await desk.step(
    'bind',
    async () => {
      // A bind cannot be taken back, so a premium that was ever in doubt is compared first.
      if (desk.writes.wereEverUncertain) {
        comparePremium(deal, await read.readPremium({ quoteGuid }));
      }
      return desk.writes.once('bind', (attempt) =>
        write.bind({ ...attempt, quoteGuid, plan: desk.submission.paymentPlan }),
      );
    },
    (number) => `Bound as policy ${number}.`,
  );
  desk.enter('bound', { policyNumber });
}
