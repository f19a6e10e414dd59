import type { PolicyLookUps } from '../../activities/policy-look-ups.js';
import { sumCents, type Cents } from '../../domain/money/cents.js';
import type { Price } from '../../domain/new-business/charges.js';
import type { Question } from '../transaction/question.js';
import { stopped } from '../transaction/stops.js';
import type { NewBusiness } from './business.js';
import { stopForTwins, twinsOf } from './twins.js';
import { comparePremium, hasBound, priceOf } from './rate.js';

export type ReadBack = Awaited<ReturnType<PolicyLookUps['readBack']>>;

/**
 * Compares what the policy system holds, with what was asked for, so that "completed" is its word and not ours alone.
 *
 * @returns the price as it is known now; null where it is not
 */
export async function verify(
  business: NewBusiness,
  books: Question<ReadBack>,
): Promise<Price | null> {
  const { transaction } = business;
  /** Twins that a person was told of: acknowledged by running the step again. */
  const told = new Set<string>();
  const { controlNumber, invoices, booked } = await transaction.step(
    'verify',
    async () => {
      const [found, twins] = await Promise.all([books.get(), twinsOf(business)]);
      // What an earlier run bound stands: it may have been corrected after it was posted.
      if (hasBound(business)) comparePremium(business, found.booked);
      mustBeInvoiced(found);
      stopForTwins(twins, told);
      return found;
    },
    said,
  );
  const invoiceNumbers = invoices?.map(({ invoiceNumber }) => invoiceNumber) ?? [];
  transaction.know({ controlNumber, invoiceNumbers });
  return priceOf(transaction, booked);
}

/** What all invoices of the policy come to; null where they cannot be looked up. */
export function invoiced({ invoices }: ReadBack): Cents | null {
  return invoices && sumCents(invoices.map(({ amountCents }) => amountCents));
}

/** A bound policy has an invoice, wherever invoices can be looked up. @throws Stopped when it has none */
export function mustBeInvoiced({ invoices }: ReadBack): void {
  if (invoices?.length !== 0) return;
  throw stopped(
    'The policy is bound but has no invoice.',
    'Have the invoice made in the policy system, then run the step again.',
  );
}

/** Says no more than was looked at. */
function said({ booked, invoices }: ReadBack): string {
  const looked = { premium: booked !== null, invoice: invoices !== null };
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
