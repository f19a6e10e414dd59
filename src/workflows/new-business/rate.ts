import { sentence } from '../../domain/sentence.js';
import { formatCents, sumCents, type Cents } from '../../domain/money/cents.js';
import type { QuoteOption } from '../../ports/policy-system/premiums.js';
import type { Question } from '../transaction/question.js';
import { termOptions } from '../transaction/activity-options.js';
import { stopped } from '../transaction/stops.js';
import { proxyActivities } from '@temporalio/workflow';
import type { QuoteActivities } from '../../activities/new-business/quote-activities.js';
import type { NewBusiness } from './business.js';
import { premiumKey } from '../../domain/new-business/premium-key.js';
import type { Price } from '../../domain/new-business/charges.js';
import type { PremiumCharge } from '../../domain/premium/premium-charge.js';

/** Puts the premium on the quote: charge by charge as the source system says, or by rating the workbook. */
export async function rate(
  business: NewBusiness,
  quoteGuid: string,
  optionsOf: Question<readonly QuoteOption[]>,
): Promise<void> {
  const { transaction, write } = business;
  const rated = await transaction.step(
    'rating',
    async () => {
      await rateByPlan(business, optionsOf);
      const options = await optionsOf.get();
      business.onFile.notePrice(transaction.request);
      transaction.know({ quoteOptionGuids: options.map(({ quoteOptionGuid }) => quoteOptionGuid) });
      const { workbook } = transaction.request;
      if (workbook) {
        return transaction.writes.once('workbook', (attempt) =>
          write.rateWorkbook({
            ...attempt,
            quoteGuid,
            product: transaction.request.product,
            workbook,
          }),
        );
      }
      for (const charge of transaction.request.premium)
        await bookCharge(business, quoteGuid, charge, options);
      return { premiumCents: requestedCents(business), feeCents: 0 };
    },
    ({ premiumCents, feeCents }) => `Rated at ${formatCents(premiumCents + feeCents)}.`,
  );
  business.onFile.noteRated();
  transaction.enter('rated', priced(rated));
}

/** Has the rate plan of the product come to the premium, unless it has. What it came to holds until the risk is another. */
async function rateByPlan(
  { transaction, input }: NewBusiness,
  optionsOf: Pick<Question<unknown>, 'forget'>,
): Promise<void> {
  const { request } = transaction;
  if (request.risk === undefined || request.premium.length > 0) return;
  const plans = proxyActivities<QuoteActivities>(termOptions(input.outagePatienceMs));
  const rated = await plans.rateByPlan({ submission: request });
  if (rated.kind === 'notRated') {
    const { field, reason, remedy } = rated.finding;
    transaction.knowQuote({ findings: [rated.finding] });
    throw stopped(sentence(`${field} ${reason}`), remedy, field, 'rejected');
  }
  transaction.replaceRequest({ ...request, premium: rated.premium });
  transaction.knowQuote({ rating: rated.lines, findings: [] });
  // Asked ahead when no line had a charge yet.
  optionsOf.forget();
}

async function bookCharge(
  { transaction, write }: NewBusiness,
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
  await transaction.writes.once(premiumKey(charge), (attempt) =>
    write.addPremium({ ...attempt, quoteGuid, quoteOptionGuid, charge }),
  );
}

/** What the policy costs, as the record keeps it. */
export function priced({ premiumCents, feeCents }: Price) {
  return { premiumCents, feeCents, totalCents: premiumCents + feeCents };
}

function requestedCents({ transaction }: NewBusiness): Cents {
  return sumCents(transaction.request.premium.map(({ amountCents }) => amountCents));
}

/**
 * The premium and the fees that the policy system added: as booked, or as rated where that cannot be looked up. Fees that
 * a person named are those.
 *
 * @throws Stopped when neither is known, or the fees that were named are not those of the policy system
 */
export async function knownPremium(
  { transaction, look }: NewBusiness,
  quoteGuid: string,
): Promise<Price> {
  const booked = await look.readPremium({ quoteGuid });
  compareFees(transaction, booked);
  const price = priceOf(transaction, booked);
  if (price !== null) return price;
  throw stopped(
    'The premium is not known: it was booked by an earlier run, and this installation cannot look it up.',
    'Have the term booked in billing by hand.',
  );
}

/**
 * Before the bind the policy system's own word on its fees goes over anybody else's. After it only the invoice is left to
 * go by, and whoever looked at that may know better.
 *
 * @throws Stopped when the submission names other fees than the policy system tells
 */
function compareFees({ record, request }: NewBusiness['transaction'], booked: Price | null): void {
  const named = request.billing?.addedFeesCents;
  const addedCents = (booked ?? (request.workbook ? record : null))?.feeCents ?? null;
  if (named === undefined || record.policyNumber !== null) return;
  if (addedCents === null || addedCents === named) return;
  throw stopped(
    `The policy system adds fees of ${formatCents(addedCents)} to the quote, the submission names ${formatCents(named)}.`,
    'Leave billing.addedFees out (null): the fees of the policy system are read from it.',
    'billing.addedFees',
  );
}

/** As `knownPremium`, of what was read. @returns null when nothing is known */
export function priceOf(
  { record, request }: NewBusiness['transaction'],
  booked: Price | null,
): Price | null {
  const { premiumCents, feeCents } = booked ?? record;
  if (premiumCents === null) return null;
  return { premiumCents, feeCents: request.billing?.addedFeesCents ?? feeCents ?? 0 };
}

/** Stops when the policy system holds another premium than was asked for; null is what cannot be looked up. */
export function comparePremium(
  business: NewBusiness,
  booked: { premiumCents: Cents } | null,
): void {
  if (booked === null || business.transaction.request.workbook) return;
  if (booked.premiumCents === requestedCents(business)) return;
  throw stopped(
    `The policy system has booked ${formatCents(booked.premiumCents)}, the submission asks for ${formatCents(requestedCents(business))}.`,
    remedyFor(business),
    'premium',
  );
}

/** Whether this run made the bind, and so compared the premium before it. */
export function hasBound({ transaction }: NewBusiness): boolean {
  return transaction.record.steps.some(({ name }) => name === 'bind');
}

function remedyFor(business: NewBusiness): string {
  if (hasBound(business)) {
    return 'Have the premium put right in the policy system, then run the step again.';
  }
  return business.transaction.record.policyNumber === null
    ? 'Where the submission is wrong, correct premium, and another quote is made; else have the premium put right in ' +
        'the policy system, then run the step again.'
    : 'An earlier run bound it, perhaps after a correction, and that stands: correct premium to the charges that the ' +
        'policy holds. A policy that is wrong is changed by an endorsement, after this.';
}
