import { refusalOf, type Refusal } from '../machine/refusals.js';
import { sumCents, type Cents } from '../money/cents.js';
import type { OfferedPlan } from '../transaction/renewal-record.js';

/** One version of what is offered; it is put out once, and what changes makes another. */
interface Offer {
  /** 1 for the first one. */
  readonly version: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly plans: readonly OfferedPlan[];
}

/** Money for one version of an offer; the same payment told twice is one. */
interface OfferPayment {
  readonly version: number;
  readonly amountCents: Cents;
  /** ISO 4217; null: the currency of the offer. */
  readonly currency: string | null;
}

/** What money pays for. */
interface InferredPlan {
  /** Null where no plan is paid for; a person is asked then, and nothing is bound. */
  readonly planCode: string | null;
  readonly receivedCents: Cents;
  /** What is not needed for the first invoice: everything where no plan is paid for. */
  readonly unappliedCents: Cents;
}

const OFFER_ID = /^(renewal:.+:[1-9]\d{0,3})(?:\/v([1-9]\d{0,5}))?$/;

/** By which an offer is paid. @param renewal id of the renewal @param version 1 for the first one */
export function offerId(renewal: string, version: number): string {
  return `${renewal}/v${version}`;
}

/** The renewal that is meant, by one of its offers or by itself; null where a text is neither. */
export function renewalOfOffer(text: string): string | null {
  return OFFER_ID.exec(text)?.[1] ?? null;
}

/** Which offer of a renewal is meant: its version, null for the renewal alone; undefined where it is none of its. */
export function versionOfOffer(text: string, renewal: string): number | null | undefined {
  const [, found, version] = OFFER_ID.exec(text) ?? [];
  if (found !== renewal) return undefined;
  return version === undefined ? null : Number(version);
}

/**
 * The version that money is for (D4): the one that it names; without a name the one that is out, and the first one sent after it
 * where none is.
 *
 * @param lastSent version of the newest offer that ever was out, 0 where none was
 * @param isOut whether that one still holds
 */
export function versionPaid(named: number | null, lastSent: number, isOut: boolean): number {
  return named ?? (isOut ? lastSent : lastSent + 1);
}

/** Refuses money that is none, or that no sum with the others can be made of. */
export function refusedMoney(
  { amountCents, currency }: Pick<OfferPayment, 'amountCents' | 'currency'>,
  offer: Pick<Offer, 'currency'>,
): Refusal | null {
  if (amountCents <= 0)
    return refusalOf('amountNotPositive', {
      field: 'amountCents',
      found: String(amountCents),
      allowed: 'above 0',
    });
  if (currency === null || currency === offer.currency) return null;
  return refusalOf('notAllowedInState', {
    field: 'currency',
    found: currency,
    allowed: offer.currency,
  });
}

/** Refuses plans that money cannot tell apart: a fault of the plans in billing, and nobody's who pays. */
export function equalFirstInvoices(plans: readonly OfferedPlan[]): Refusal | null {
  const byAmount = plans.toSorted((one, other) => one.firstInvoiceCents - other.firstInvoiceCents);
  const at = byAmount.findIndex(
    ({ firstInvoiceCents }, index) => firstInvoiceCents === byAmount[index + 1]?.firstInvoiceCents,
  );
  const equal = at < 0 ? [] : byAmount.slice(at, at + 2);
  if (equal.length === 0) return null;
  return refusalOf('equalFirstInvoices', {
    field: 'plans',
    found: equal.map(({ planCode }) => planCode).join(' and '),
    allowed: 'a first invoice of its own for each plan',
  });
}

/**
 * The plan that money pays for: the one with the largest first invoice that is not above it, without any tolerance.
 *
 * @param planCode only this plan is looked at; null: all
 * @returns null where none is paid for
 */
export function planPaidFor(
  plans: readonly OfferedPlan[],
  receivedCents: Cents,
  planCode: string | null,
): string | null {
  const paid = plans
    .filter((plan) => planCode === null || plan.planCode === planCode)
    .filter(({ firstInvoiceCents }) => firstInvoiceCents <= receivedCents)
    .toSorted((one, other) => other.firstInvoiceCents - one.firstInvoiceCents);
  return paid[0]?.planCode ?? null;
}

/**
 * What the payments of an offer come to, all those of its version together. Money for another version is money, and no consent.
 *
 * @param planCode that the payer named; null: inferred from the sum
 * @returns a refusal `amountNotPositive`, `notAllowedInState` for another currency, or `equalFirstInvoices`
 */
export function inferPlan(
  offer: Offer,
  payments: readonly OfferPayment[],
  planCode: string | null,
): InferredPlan | Refusal {
  const { version, plans } = offer;
  const own = payments.filter((payment) => payment.version === version);
  const [refused] = own.flatMap((payment) => refusedMoney(payment, offer) ?? []);
  const refusal = refused ?? equalFirstInvoices(plans);
  if (refusal) return refusal;
  const receivedCents = sumCents(own.map(({ amountCents }) => amountCents));
  const code = planPaidFor(plans, receivedCents, planCode);
  const first = plans.find((plan) => plan.planCode === code)?.firstInvoiceCents ?? 0;
  return { planCode: code, receivedCents, unappliedCents: receivedCents - first };
}
