import type { Instant } from '../calendar/instant.js';
import { idMap, type IdMap } from '../machine/id-map.js';
import type { Cents } from '../money/cents.js';

/** Money that billing received for a term. */
export interface Payment {
  /** Billing's own id; the same id is the same money. */
  readonly paymentId: string;
  readonly policyNumber: string;
  readonly termNumber: number;
  /** ISO 4217, such as `USD`. */
  readonly currency: string;
  readonly amountCents: Cents;
  /** When billing received the money, which is not when it said so. */
  readonly receivedAt: Instant;
}

/**
 * Where a payment stands. `counted`: for this term. `held`: for this term, but the term cannot take it now (not bound
 * yet, or cancelled). `parked`: not for this term or not in its currency; a person moves it. `postdated`: received more
 * than a day from now, says billing; it counts for nothing until then.
 */
export type PaymentPlace = 'counted' | 'held' | 'parked' | 'postdated';

/** One payment as the ledger keeps it. */
export interface EnteredPayment {
  readonly amountCents: Cents;
  readonly currency: string;
  readonly receivedAtMs: number;
  readonly place: PaymentPlace;
  /** The term that it names; null where that is the ledger's own. */
  readonly otherTerm: { readonly policyNumber: string; readonly termNumber: number } | null;
}

/** Money of one currency. */
export interface CurrencySum {
  readonly currency: string;
  readonly cents: Cents;
}

/** A postdated payment. */
export interface PostdatedPayment {
  readonly paymentId: string;
  readonly receivedAtMs: number;
}

/**
 * The money of one term: every payment once, by its id, and every reversal.
 *
 * The same in whatever order payments and reversals came and however often. Sums are kept with it, so that a decision does
 * not walk thousands of payments.
 */
export interface PaymentLedger {
  readonly policyNumber: string;
  readonly termNumber: number;
  /** Null until the term is bound; money is held till then. */
  readonly currency: string | null;
  readonly payments: IdMap<EnteredPayment>;
  /** By payment: the reversal that killed it, or will when it arrives. */
  readonly reversals: IdMap<string>;
  /** Counted and not reversed. */
  readonly goodCents: Cents;
  /** Held and not reversed. */
  readonly heldCents: Cents;
  /** The same by currency, in the order of its letters; none of zero. */
  readonly heldByCurrency: readonly CurrencySum[];
  /** Number of payments that are parked and not reversed. */
  readonly parkedCount: number;
  /** Payments that are postdated and not reversed, by when they fall due. */
  readonly postdated: readonly PostdatedPayment[];
}

/** The ledger of a term that no money has come for. */
export function openLedger(policyNumber: string, termNumber: number): PaymentLedger {
  return {
    policyNumber,
    termNumber,
    currency: null,
    payments: idMap(),
    reversals: idMap(),
    goodCents: 0,
    heldCents: 0,
    heldByCurrency: [],
    parkedCount: 0,
    postdated: [],
  };
}
