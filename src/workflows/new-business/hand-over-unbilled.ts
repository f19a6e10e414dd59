import { unbilledCharges, type Price } from '../../domain/new-business/charges.js';
import type { BindState } from '../../ports/policy-system/quotes.js';
import { handOverTerm, needsNoHandOver } from '../billing-steps/hand-over-term.js';
import type { Question } from '../transaction/question.js';
import { termNumberOf, type HandedOverBusiness } from './business.js';
import { invoiced, type ReadBack } from '../billing-steps/invoices.js';

/** What the policy system holds of a bound policy. */
interface Held {
  /** Null where it is not known. */
  readonly price: Price | null;
  readonly books: Question<ReadBack>;
}

/**
 * Hands over a term that the policy system alone bills. What an earlier run handed over stands.
 *
 * @param earlier the quote, as an earlier run left it
 */
export async function handOverUnbilled(
  business: HandedOverBusiness,
  policyNumber: string,
  { price, books }: Held,
  earlier: BindState | null,
): Promise<void> {
  const term = { policyNumber, termNumber: termNumberOf(business.input) };
  const mayBeHandedOver = earlier !== null && earlier.status !== 'open';
  if (mayBeHandedOver && (await needsNoHandOver(business, term))) return;
  const bind = async () => {
    const invoicedCents = invoiced(await books.get());
    const charges = unbilledCharges(business.transaction.request, price, invoicedCents);
    return { flow: 'notBilled', charges } as const;
  };
  return handOverTerm(business, term, bind, 'The term is confirmed: no billing system bills it.');
}
