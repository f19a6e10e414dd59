import type { Price } from '../../domain/new-business/charges.js';
import type { Question } from '../transaction/question.js';
import { mustBeInvoiced, type ReadBack } from '../billing-steps/invoices.js';
import type { NewBusiness } from './business.js';
import { stopForTwins, twinsOf } from './twins.js';
import { comparePremium, hasBound, priceOf } from './rate.js';

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
  /** Twins that a person was asked about: acknowledged by running the step again. */
  const shown = new Set<string>();
  const { controlNumber, invoices, booked } = await transaction.step(
    'verify',
    async () => {
      const [found, twins] = await Promise.all([books.get(), twinsOf(business)]);
      // What an earlier run bound stands: it may have been corrected after it was posted.
      if (hasBound(business)) comparePremium(business, found.booked);
      mustBeInvoiced(found);
      stopForTwins(twins, shown);
      return found;
    },
    outcomeOf,
  );
  const invoiceNumbers = invoices?.map(({ invoiceNumber }) => invoiceNumber) ?? [];
  transaction.know({ controlNumber, invoiceNumbers });
  return priceOf(transaction, booked);
}

/** Says no more than was looked at. */
function outcomeOf({ booked, invoices }: ReadBack): string {
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
