import {
  EMPTY_ID_MAP,
  entriesOf,
  lookUp,
  mapValues,
  withId,
  withoutId,
  type IdMap,
} from '../machine/id-map.js';
import { instantMs, type Instant } from '../calendar/instant.js';
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

/** One payment as it is kept: short, because there may be thousands. `named` only where it names another term. */
type PaymentEntry = readonly [
  amountCents: Cents,
  currency: string,
  receivedAtMs: number,
  place: PaymentPlace,
  named?: readonly [policyNumber: string, termNumber: number],
];

/**
 * The money of one term: every payment once, by its id, and every reversal.
 *
 * Plain JSON, and the same JSON in whatever order payments and reversals came and however often. Sums are kept with
 * it, so that a decision does not walk thousands of payments.
 */
export interface PaymentLedger {
  readonly policyNumber: string;
  readonly termNumber: number;
  /** Null until the term is bound; money is held till then. */
  readonly currency: string | null;
  readonly payments: IdMap<PaymentEntry>;
  /** By payment: the reversal that killed it, or will when it arrives. */
  readonly reversals: IdMap<string>;
  /** Counted and not reversed. */
  readonly goodCents: Cents;
  /** Held and not reversed. */
  readonly heldCents: Cents;
  /** The same by currency, in the order of its letters; none of zero. */
  readonly heldByCurrency: readonly (readonly [currency: string, cents: Cents])[];
  /** Number of payments that are parked and not reversed. */
  readonly parkedCount: number;
  /** Payments that are postdated and not reversed, by when they fall due; absent for none. */
  readonly postdated?: readonly (readonly [paymentId: string, receivedAtMs: number])[];
}

/** So far may a clock go before ours; money said to be received later than that is postdated. Milliseconds. */
const CLOCKS_APART_MS = 86_400_000;

/** The ledger of a term that no money has come for. */
export function openLedger(policyNumber: string, termNumber: number): PaymentLedger {
  return {
    policyNumber,
    termNumber,
    currency: null,
    payments: EMPTY_ID_MAP,
    reversals: EMPTY_ID_MAP,
    goodCents: 0,
    heldCents: 0,
    heldByCurrency: [],
    parkedCount: 0,
  };
}

/**
 * What became of a payment. `killed`: its reversal had come before it. `repeated`: known with the same content.
 * `conflicting`: known with other content, and the first stands. `rejected`: the amount is not above zero. `overflowing`:
 * with it the money of the term could not be summed exactly any more.
 */
export type PaymentOutcome =
  PaymentPlace | 'killed' | 'repeated' | 'conflicting' | 'rejected' | 'overflowing';

/**
 * Enters a payment. The same payment twice is one payment; a rejected one leaves no trace, so that its id can still be
 * used by a proper one.
 *
 * @param canTake whether the term takes money now; if not, money for it is held
 * @param toldAt when billing told of it, by our clock; null where that is not looked at
 * @throws NotAnInstantError when `receivedAt` is no instant
 */
export function recordPayment(
  ledger: PaymentLedger,
  payment: Payment,
  canTake: boolean,
  toldAt: Instant | null = null,
): { readonly ledger: PaymentLedger; readonly outcome: PaymentOutcome } {
  const { paymentId, amountCents } = payment;
  if (amountCents <= 0) return { ledger, outcome: 'rejected' };
  const known = knownPayment(ledger, payment);
  if (known) return { ledger, outcome: known };
  if (!Number.isSafeInteger(ledger.goodCents + ledger.heldCents + amountCents))
    return { ledger, outcome: 'overflowing' };
  const place = placeOf(ledger, payment, canTake, toldAt);
  const payments = withId(ledger.payments, paymentId, entryOf(ledger, payment, place));
  if (lookUp(ledger.reversals, paymentId) !== undefined)
    return { ledger: { ...ledger, payments }, outcome: 'killed' };
  const entered = { ...ledger, payments };
  return {
    ledger:
      place === 'postdated' ? withPostdated(entered, payment) : summed(entered, place, payment, 1),
    outcome: place,
  };
}

function withPostdated(ledger: PaymentLedger, { paymentId, receivedAt }: Payment): PaymentLedger {
  const postdated = [...(ledger.postdated ?? []), [paymentId, instantMs(receivedAt)] as const];
  return {
    ...ledger,
    postdated: postdated.sort(([a, at], [b, bt]) => at - bt || (a < b ? -1 : 1)),
  };
}

function withoutPostdated({ postdated = [], ...ledger }: PaymentLedger, id: string): PaymentLedger {
  const left = postdated.filter(([paymentId]) => paymentId !== id);
  return left.length === 0 ? ledger : { ...ledger, postdated: left };
}

/** When the next postdated payment falls due; null for none. Milliseconds. */
export function nextDueMs({ postdated }: PaymentLedger): number | null {
  return postdated?.[0]?.[1] ?? null;
}

/**
 * Takes out the next postdated payment that has fallen due, so that it can be entered anew as money of now.
 *
 * @returns null when none has
 */
export function takeDue(
  ledger: PaymentLedger,
  atMs: number,
): { readonly ledger: PaymentLedger; readonly payment: Payment } | null {
  const [next] = ledger.postdated ?? [];
  const entry = next && lookUp(ledger.payments, next[0]);
  if (!next || !entry || next[1] > atMs) return null;
  const [paymentId, receivedAtMs] = next;
  const [amountCents, currency] = entry;
  const { policyNumber, termNumber } = ledger;
  const receivedAt = new Date(receivedAtMs).toISOString();
  const payments = withoutId(ledger.payments, paymentId);
  return {
    ledger: withoutPostdated({ ...ledger, payments }, paymentId),
    payment: { paymentId, policyNumber, termNumber, currency, amountCents, receivedAt },
  };
}

/** Enters a payment for a person to move, whatever the ledger could do with it. Its id must not be known. */
export function parkPayment(ledger: PaymentLedger, payment: Payment): PaymentLedger {
  const entry = entryOf(ledger, payment, 'parked');
  const payments = withId(ledger.payments, payment.paymentId, entry);
  return summed({ ...ledger, payments }, 'parked', payment, 1);
}

/** Whether a payment is in the ledger already, with the same content or with other; null when it is not. */
export function knownPayment(
  ledger: PaymentLedger,
  payment: Payment,
): 'repeated' | 'conflicting' | null {
  const known = lookUp(ledger.payments, payment.paymentId);
  if (!known) return null;
  return isSameContent(ledger, known, payment) ? 'repeated' : 'conflicting';
}

function namesTerm(ledger: PaymentLedger, payment: Payment): boolean {
  return payment.policyNumber === ledger.policyNumber && payment.termNumber === ledger.termNumber;
}

function placeOf(
  ledger: PaymentLedger,
  payment: Payment,
  canTake: boolean,
  toldAt: Instant | null,
): PaymentPlace {
  const isForeign = ledger.currency !== null && payment.currency !== ledger.currency;
  if (isForeign || !namesTerm(ledger, payment)) return 'parked';
  const aheadMs = toldAt === null ? 0 : instantMs(payment.receivedAt) - instantMs(toldAt);
  if (aheadMs > CLOCKS_APART_MS) return 'postdated';
  return canTake ? 'counted' : 'held';
}

function entryOf(ledger: PaymentLedger, payment: Payment, place: PaymentPlace): PaymentEntry {
  const { amountCents, currency, policyNumber, termNumber } = payment;
  const receivedAtMs = instantMs(payment.receivedAt);
  return namesTerm(ledger, payment)
    ? [amountCents, currency, receivedAtMs, place]
    : [amountCents, currency, receivedAtMs, place, [policyNumber, termNumber]];
}

function isSameContent(ledger: PaymentLedger, known: PaymentEntry, payment: Payment): boolean {
  const [amountCents, currency, receivedAtMs, place] = known;
  const same = entryOf(ledger, payment, place);
  return (
    amountCents === same[0] &&
    currency === same[1] &&
    receivedAtMs === same[2] &&
    known[4]?.[0] === same[4]?.[0] &&
    known[4]?.[1] === same[4]?.[1]
  );
}

function summed(
  ledger: PaymentLedger,
  place: PaymentPlace,
  { amountCents, currency }: Pick<Payment, 'amountCents' | 'currency'>,
  sign: 1 | -1,
): PaymentLedger {
  const cents = sign * amountCents;
  switch (place) {
    case 'counted':
      return { ...ledger, goodCents: ledger.goodCents + cents };
    case 'held':
      return {
        ...ledger,
        heldCents: ledger.heldCents + cents,
        heldByCurrency: withHeld(ledger.heldByCurrency, currency, cents),
      };
    case 'parked':
      return { ...ledger, parkedCount: ledger.parkedCount + sign };
    case 'postdated':
      // Has no sum: it is listed until it falls due.
      return ledger;
  }
}

function withHeld(
  held: PaymentLedger['heldByCurrency'],
  currency: string,
  cents: Cents,
): PaymentLedger['heldByCurrency'] {
  const before = held.find(([known]) => known === currency)?.[1] ?? 0;
  const others = held.filter(([known]) => known !== currency);
  if (before + cents === 0) return others;
  const at = others.findIndex(([known]) => known > currency);
  return others.toSpliced(at < 0 ? others.length : at, 0, [currency, before + cents]);
}

/** Money that came in and was taken back by whoever paid it, or by their bank. */
export interface PaymentReversal {
  readonly paymentId: string;
  /** Billing's id of the reversal. */
  readonly reversalId: string;
}

/** A payment that was reversed, with what the ledger knew of it. */
export interface ReversedPayment {
  readonly amountCents: Cents;
  readonly receivedAtMs: number;
  readonly place: PaymentPlace;
}

/**
 * Enters a reversal. One that overtakes its payment is kept and kills it when it arrives.
 *
 * @returns `reversed` with the payment it killed, `kept` while that has not come, `repeated` for the same reversal, and
 *   `conflicting` for a second reversal of one payment under another id, which changes nothing
 */
export function reversePayment(
  ledger: PaymentLedger,
  reversal: PaymentReversal,
):
  | { readonly outcome: 'reversed'; readonly ledger: PaymentLedger; readonly was: ReversedPayment }
  | { readonly outcome: 'kept' | 'repeated' | 'conflicting'; readonly ledger: PaymentLedger } {
  const { paymentId, reversalId } = reversal;
  const earlier = lookUp(ledger.reversals, paymentId);
  if (earlier !== undefined)
    return { ledger, outcome: earlier === reversalId ? 'repeated' : 'conflicting' };
  const reversed = { ...ledger, reversals: withId(ledger.reversals, paymentId, reversalId) };
  const payment = lookUp(ledger.payments, paymentId);
  if (!payment) return { ledger: reversed, outcome: 'kept' };
  const [amountCents, currency, receivedAtMs, place] = payment;
  return {
    ledger: withoutPostdated(summed(reversed, place, { amountCents, currency }, -1), paymentId),
    outcome: 'reversed',
    was: { amountCents, receivedAtMs, place },
  };
}

/** The id of the reversal that killed a payment or waits for it, or undefined. */
export function reversalOf(ledger: PaymentLedger, paymentId: string): string | undefined {
  return lookUp(ledger.reversals, paymentId);
}

/** A ledger from before held money was kept by currency. Walks the whole ledger. */
export function withHeldByCurrency(ledger: PaymentLedger): PaymentLedger {
  const heldByCurrency = entriesOf(ledger.payments)
    .filter(([id, [, , , place]]) => place === 'held' && isGood(ledger, id))
    .reduce<PaymentLedger['heldByCurrency']>(
      (held, [, [amountCents, currency]]) => withHeld(held, currency, amountCents),
      [],
    );
  return { ...ledger, heldByCurrency };
}

/** Whether money came, and all of it was taken back. */
export function isEmptied(ledger: PaymentLedger): boolean {
  const { payments, goodCents, heldCents, parkedCount, postdated } = ledger;
  return (
    payments.length > 0 &&
    goodCents === 0 &&
    heldCents === 0 &&
    parkedCount === 0 &&
    postdated === undefined
  );
}

/** Whether a payment is there for this term, counted or held, and was not taken back. */
export function isGood(ledger: PaymentLedger, paymentId: string): boolean {
  const place = lookUp(ledger.payments, paymentId)?.[3];
  return (
    (place === 'counted' || place === 'held') && lookUp(ledger.reversals, paymentId) === undefined
  );
}

/** The good payments that billing received last, oldest first. Walks the whole ledger. @param most how many */
export function newestGood(ledger: PaymentLedger, most: number): readonly string[] {
  return entriesOf(ledger.payments)
    .filter(([id]) => isGood(ledger, id))
    .sort(([idA, a], [idB, b]) => a[2] - b[2] || (idA < idB ? -1 : 1))
    .slice(-most)
    .map(([id]) => id);
}

/** A payment that has just been counted. */
export interface CountedPayment {
  readonly paymentId: string;
  readonly amountCents: Cents;
}

/**
 * Counts the money that was held, now that the term can take it. What is in another currency is parked.
 * Walks the whole ledger: once at the bind, once at each reinstatement.
 *
 * @returns the good payments newly counted, by when billing received them, and the ids of those newly parked
 */
export function releaseHeld(
  ledger: PaymentLedger,
  currency: string,
): {
  readonly ledger: PaymentLedger;
  readonly counted: readonly CountedPayment[];
  readonly parked: readonly string[];
} {
  const held = entriesOf(ledger.payments)
    .filter(([, [, , , place]]) => place === 'held')
    .sort(([idA, a], [idB, b]) => a[2] - b[2] || (idA < idB ? -1 : 1));
  const good = held.filter(([id]) => lookUp(ledger.reversals, id) === undefined);
  const counted = good
    .filter(([, entry]) => entry[1] === currency)
    .map(([paymentId, [amountCents]]) => ({ paymentId, amountCents }));
  const parked = good.filter(([, entry]) => entry[1] !== currency).map(([id]) => id);
  return {
    ledger: {
      ...ledger,
      currency,
      payments: mapValues(ledger.payments, (entry) => released(entry, currency)),
      goodCents: counted.reduce((sum, { amountCents }) => sum + amountCents, ledger.goodCents),
      heldCents: 0,
      heldByCurrency: [],
      parkedCount: ledger.parkedCount + parked.length,
    },
    counted,
    parked,
  };
}

function released(entry: PaymentEntry, currency: string): PaymentEntry {
  const [amountCents, paidIn, receivedAtMs, place, named] = entry;
  if (place !== 'held') return entry;
  const next = paidIn === currency ? 'counted' : 'parked';
  return named
    ? [amountCents, paidIn, receivedAtMs, next, named]
    : [amountCents, paidIn, receivedAtMs, next];
}

/**
 * Good money in one place that billing had received by a moment. Walks the whole ledger; for a decision without a
 * moment `goodCents` is at hand.
 *
 * @param fits tells by the time of receipt, in milliseconds, whether the money counts
 */
export function sumReceived(
  ledger: PaymentLedger,
  place: PaymentPlace,
  fits: (receivedAtMs: number) => boolean,
): Cents {
  return entriesOf(ledger.payments)
    .filter(
      ([id, entry]) =>
        entry[3] === place && fits(entry[2]) && lookUp(ledger.reversals, id) === undefined,
    )
    .reduce((sum, [, [amountCents]]) => sum + amountCents, 0);
}

/**
 * What is kept and counts for nothing: money that is held or parked, and what was taken back without having counted.
 * Walks both lists.
 */
export function uncounted(
  ledger: PaymentLedger,
): readonly (readonly [paymentId: string, kept: PaymentEntry | string])[] {
  return [
    ...entriesOf(ledger.payments).filter(([, [, , , place]]) => place !== 'counted'),
    ...entriesOf(ledger.reversals).filter(
      ([paymentId]) => lookUp(ledger.payments, paymentId)?.[3] !== 'counted',
    ),
  ];
}

/** Payments whose reversal came before them, and which are still to come. Walks both lists. */
export function awaitedByReversals(ledger: PaymentLedger): readonly string[] {
  return entriesOf(ledger.reversals)
    .map(([paymentId]) => paymentId)
    .filter((paymentId) => lookUp(ledger.payments, paymentId) === undefined)
    .sort();
}

/** One payment, for whoever looks at the ledger. */
export interface LedgerEntry {
  readonly paymentId: string;
  readonly amountCents: Cents;
  readonly currency: string;
  readonly receivedAt: Instant;
  readonly place: PaymentPlace;
  readonly isReversed: boolean;
}

/** Every payment, by when billing received it. Walks the whole ledger. */
export function ledgerEntries(ledger: PaymentLedger): readonly LedgerEntry[] {
  return [...entriesOf(ledger.payments)]
    .sort(([idA, a], [idB, b]) => a[2] - b[2] || (idA < idB ? -1 : 1))
    .map(([paymentId, [amountCents, currency, receivedAtMs, place]]) => ({
      paymentId,
      amountCents,
      currency,
      receivedAt: new Date(receivedAtMs).toISOString(),
      place,
      isReversed: reversalOf(ledger, paymentId) !== undefined,
    }));
}
