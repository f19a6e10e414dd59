import type { CivilDate } from '../calendar/civil-date.js';
import type { Instant } from '../calendar/instant.js';
import type { Cents } from '../money/cents.js';
import type { RenewalDirection } from '../policy-term/renewal-events.js';
import type { RenewalFlow } from '../product/renewal.js';

/** When a renewal goes on by itself. */
export interface RenewalMoments {
  /** It is quoted. */
  readonly startsAt: Instant;
  /** It is looked whether anything stands against it, the earliest first. */
  readonly recheckedAt: readonly Instant[];
  /** The offer goes out; null in the other flows. */
  readonly offeredAt: Instant | null;
  /** The new term is bound; null in the flow `offer`. */
  readonly boundAt: Instant | null;
  /** Until when an offer can be paid; null in the other flows. */
  readonly payableUntil: Instant | null;
  /** The old term ends, and the new one begins. */
  readonly expiresAt: Instant;
}

/** The days on which the insured can be told that the term is not renewed; both are inside. */
export interface NonRenewalWindow {
  /** Null where it may be as early as one likes. */
  readonly from: CivilDate | null;
  readonly by: CivilDate;
  /** Row of the notice file. */
  readonly row: string;
}

/** A way to pay for an offer. */
export interface OfferedPlan {
  /** Billing's own. */
  readonly planCode: string;
  /** What is due first, one-time charges included. */
  readonly firstInvoiceCents: Cents;
}

/** One version of an offer; a change of the old term makes another. */
export interface SentOffer {
  /** `<id of the renewal>/v<version>`. */
  readonly offerId: string;
  readonly version: number;
  readonly sentAt: Instant;
  /** ISO 4217. */
  readonly currency: string;
  readonly totalCents: Cents;
  readonly plans: readonly OfferedPlan[];
  readonly payableUntil: Instant;
}

/** Money that came for a renewal. */
export interface OfferMoney {
  /** The payer's or receiver's own key; the same payment told twice counts once. */
  readonly paymentId: string;
  /** Billing's own id of the message that told it; absent from records of an earlier version. */
  readonly transactionId?: string;
  /** For which version, which may not be out yet. */
  readonly version: number;
  readonly amountCents: Cents;
  readonly currency: string;
  readonly receivedAt: Instant;
  /** The plan that the payer chose; null: inferred from the money. */
  readonly planCode: string | null;
  /** What became of it, in a word. */
  readonly standing: MoneyStanding;
}

/** `reversed`: it was taken back before it came to a term; what a term has by then is reversed there. */
export const MONEY_STANDINGS = [
  'counts',
  'parked',
  'olderVersion',
  'unapplied',
  'reversed',
] as const;
export type MoneyStanding = (typeof MONEY_STANDINGS)[number];

/** Money that was taken back, perhaps before it was told. */
export interface OfferReversal {
  readonly paymentId: string;
  /** Billing's own id of the reversal. */
  readonly transactionId: string;
  readonly reason: string;
}

/** Something for a person to do beside the steps; it stays until it is settled. */
export interface RenewalTask {
  readonly key: string;
  readonly text: string;
  readonly since: Instant;
}

/** What is known of a renewal, beside what every change of a term has. */
export interface RenewalRecord {
  /** Null until it is quoted. */
  readonly flow: RenewalFlow | null;
  /** Of the term that it makes. */
  readonly newTermNumber: number;
  /** Workflow id of the new business that makes it; null until that is begun. */
  readonly madeBy: string | null;
  /** Of the new term; null until it is bound. */
  readonly newPolicyNumber: string | null;
  readonly direction: RenewalDirection | null;
  readonly moments: RenewalMoments | null;
  readonly nonRenewal: NonRenewalWindow | null;
  readonly offers: readonly SentOffer[];
  readonly money: readonly OfferMoney[];
  /** Absent from records of an earlier version. */
  readonly reversals?: readonly OfferReversal[];
  readonly tasks: readonly RenewalTask[];
}

/** Of a renewal of which nothing is known yet. */
export function newRenewal(newTermNumber: number): RenewalRecord {
  return {
    flow: null,
    newTermNumber,
    madeBy: null,
    newPolicyNumber: null,
    direction: null,
    moments: null,
    nonRenewal: null,
    offers: [],
    money: [],
    reversals: [],
    tasks: [],
  };
}
