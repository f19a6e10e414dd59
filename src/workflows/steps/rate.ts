import { formatCents, sumCents, type Cents } from '../../domain/money.js';
import type { PremiumCharge } from '../../domain/submission.js';
import type { QuoteOption } from '../../ports/policy-system.js';
import { premiumKey } from '../corrections.js';
import type { Remembered } from '../remembered.js';
import { stopped } from '../stops.js';
import type { Deal } from './deal.js';

/** Puts the premium on the quote: charge by charge as the source system says, or by rating the workbook. */
export async function rate(
  deal: Deal,
  quoteGuid: string,
  optionsOf: Remembered<readonly QuoteOption[]>,
): Promise<void> {
  const { desk, write } = deal;
  const rated = await desk.step(
    'rating',
    async () => {
      const options = await optionsOf.get();
      deal.told.price(desk.submission);
      desk.know({ quoteOptionGuids: options.map(({ quoteOptionGuid }) => quoteOptionGuid) });
      const { workbook } = desk.submission;
      if (workbook) {
        return desk.writes.once('workbook', (again) =>
          write.rateWorkbook({ again, quoteGuid, product: desk.submission.product, workbook }),
        );
      }
      for (const charge of desk.submission.premium)
        await bookCharge(deal, quoteGuid, charge, options);
      return { premiumCents: requestedCents(deal), feeCents: 0 };
    },
    ({ premiumCents, feeCents }) => `Rated at ${formatCents(premiumCents + feeCents)}.`,
  );
  deal.told.rated();
  desk.enter('rated', { premiumCents: rated.premiumCents + rated.feeCents });
}

async function bookCharge(
  { desk, write }: Deal,
  quoteGuid: string,
  charge: PremiumCharge,
  options: readonly QuoteOption[],
): Promise<void> {
  const option = options.find(({ line }) => line === charge.line);
  if (!option) {
    throw stopped(
      `The quote has no option for line ${charge.line}.`,
      'Have the company line set up in the policy system, then run the step again: its details are asked for.',
    );
  }
  const { quoteOptionGuid } = option;
  await desk.writes.once(premiumKey(charge), (again) =>
    write.addPremium({ again, quoteGuid, quoteOptionGuid, charge }),
  );
}

function requestedCents({ desk }: Deal): Cents {
  return sumCents(desk.submission.premium.map(({ amountCents }) => amountCents));
}

/**
 * The premium and the fees that the policy system added: as booked, or as rated where that cannot be looked up.
 *
 * @throws Stopped when neither is known
 */
export async function knownPremium(
  { desk, read }: Deal,
  quoteGuid: string,
): Promise<{ readonly premiumCents: Cents; readonly feeCents: Cents }> {
  const booked = await read.readPremium({ quoteGuid });
  if (booked !== null) return booked;
  const { premiumCents } = desk.record;
  if (premiumCents !== null) return { premiumCents, feeCents: 0 };
  throw stopped(
    'The premium is not known: it was booked by an earlier run, and this installation cannot look it up.',
    'Have the term booked in billing by hand.',
  );
}

/** Stops when the policy system holds another premium than was asked for; null is what cannot be looked up. */
export function comparePremium(deal: Deal, booked: { premiumCents: Cents } | null): void {
  if (booked === null || deal.desk.submission.workbook) return;
  if (booked.premiumCents === requestedCents(deal)) return;
  throw stopped(
    `The policy system has booked ${formatCents(booked.premiumCents)}, the submission asks for ${formatCents(requestedCents(deal))}.`,
    'Have the premium put right in the policy system, then run the step again.',
    'premium',
  );
}
