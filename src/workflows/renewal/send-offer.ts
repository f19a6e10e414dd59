import { ADDED_FEES, totalOf, type Charge } from '../../domain/money/charges.js';
import type { Cents } from '../../domain/money/cents.js';
import { rowsToBook } from '../../domain/premium/worked-row.js';
import { equalFirstInvoices, offerId } from '../../domain/renewal/offer.js';
import type { SentOffer } from '../../domain/transaction/renewal-record.js';
import { refusedNow } from '../mid-term/quoted.js';
import { sayNewest } from './offers.js';
import type { OpenRenewal } from './open-renewal.js';

/** Gives the offer its version and puts it out. */
export async function sendOffer(open: OpenRenewal): Promise<void> {
  const { transaction, change, quote } = open;
  const { currency } = quote;
  const { payableUntil } = quote.moments;
  if (currency === null || payableUntil === null) throw new Error('an offer is billed');
  const charges = chargesOffered(open);
  const plans = await transaction.step(
    'sendOffer',
    async () => {
      const offered = await change.billing.getPaymentPlans({
        term: {
          effectiveDate: quote.change.effectiveDate,
          expirationDate: quote.expirationDate,
        },
        currency,
        charges,
        billingMethod: quote.billingMethod,
      });
      // Money could not tell them apart.
      const refusal = equalFirstInvoices(offered);
      if (refusal) throw refusedNow([refusal]);
      return offered;
    },
    (found) => `Offer version ${open.nextVersion} is out, with ${found.length} plans.`,
  );
  const version = open.nextVersion;
  const offer: SentOffer = {
    offerId: offerId(transaction.record.id, version),
    version,
    sentAt: new Date().toISOString(),
    currency,
    totalCents: totalOf(charges),
    plans: plans.map(({ planCode, firstInvoiceCents }) => ({ planCode, firstInvoiceCents })),
    payableUntil,
  };
  open.know({ offers: [...open.renewal.offers, offer] });
  open.isSending = false;
  sayNewest(open);
}

/** What the new term will be charged, with what the policy system adds; of a workbook as it was rated there. */
function chargesOffered({ quote, rated }: OpenRenewal): readonly Charge[] {
  const rows = rowsToBook(quote.change.rows);
  const premium =
    rows.length === 0 ? [rowOf('premium', 'premium', rated?.premiumCents ?? 0)] : rows;
  const fees = rowOf('fee', ADDED_FEES, rated?.feeCents ?? 0);
  return [...premium, fees].filter(({ amountCents }) => amountCents !== 0);
}

function rowOf(kind: Charge['kind'], name: string, amountCents: Cents): Charge {
  const isTaxable = kind === 'premium';
  return { kind, name, line: null, state: null, amountCents, refundable: 'always', isTaxable };
}
