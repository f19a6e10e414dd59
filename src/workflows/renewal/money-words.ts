import { writtenDay } from '../../domain/calendar/instant.js';
import { formatCents, sumCents } from '../../domain/money/cents.js';
import type { OfferMoney } from '../../domain/transaction/renewal-record.js';
import type { OpenRenewal } from './open-renewal.js';

/** The money that came for a renewal and what an offer asks for, in sentences with their sums. */
export function moneyInWords({ renewal, offer }: OpenRenewal): string {
  const counting = renewal.money.filter(({ standing }) => standing === 'counts');
  const takenBack = renewal.money.filter(({ standing }) => standing === 'reversed');
  const others = renewal.money.filter(
    ({ standing }) => standing !== 'counts' && standing !== 'reversed',
  );
  const parts = [
    counting.length > 0 ? `Received for the offer: ${sumOf(counting)}.` : '',
    others.length > 0 ? `Received beside it: ${listOf(others)}.` : '',
    takenBack.length > 0 ? `Taken back: ${listOf(takenBack)}.` : '',
    offer === null
      ? 'No offer is out.'
      : `Version ${offer.version} asks for ${offer.plans
          .map(
            ({ planCode, firstInvoiceCents }) => `${formatCents(firstInvoiceCents)} (${planCode})`,
          )
          .join(' or ')} until the end of ${writtenDay(offer.payableUntil)}.`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function listOf(money: readonly OfferMoney[]): string {
  return money
    .map((one) => `${formatCents(one.amountCents)} ${one.currency} (${one.paymentId})`)
    .join(', ');
}

function sumOf(money: readonly { readonly amountCents: number }[]): string {
  return formatCents(sumCents(money.map(({ amountCents }) => amountCents)));
}

/** What a person is asked about money for an offer that was replaced. */
export function olderVersion(open: OpenRenewal): string {
  return `${moneyInWords(open)} Some of it is for an offer that does not hold any more, and is no consent to the one that does: ask the payer.`;
}
