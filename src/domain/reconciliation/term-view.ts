import type { ChargedLayer, ChargedReturn } from '../premium/charged-term.js';
import { contentDigest } from '../machine/content-digest.js';
import type { CivilDate } from '../calendar/civil-date.js';
import type { LedgerEntry } from '../ledger/views.js';
import type { TermName } from '../workflow-ids.js';
import type { Booking, Paid, Row, TermBooks } from './books.js';

/** What the record of a term says, as far as it is compared. */
export interface RecordedTerm extends TermName {
  readonly effectiveDate: CivilDate | null;
  readonly expirationDate: CivilDate | null;
  readonly cancelledOn: CivilDate | null;
  readonly isBilled: boolean | null;
  readonly isConfirmed: boolean;
  readonly isConfirmationAcknowledged: boolean;
  readonly currency: string | null;
  readonly layers: readonly ChargedLayer[];
  readonly returns: readonly (ChargedReturn & {
    readonly transaction: string;
    readonly quoteGuid?: string;
  })[];
  readonly passedOver?: readonly string[];
  readonly payments: readonly LedgerEntry[];
  readonly paymentCount: number;
}

/** The books of a term; null of one that is not bound. */
export function booksOfTerm(term: RecordedTerm): TermBooks | null {
  const { policyNumber, termNumber, effectiveDate, expirationDate, cancelledOn } = term;
  if (effectiveDate === null || expirationDate === null) return null;
  return {
    policyNumber,
    termNumber,
    effectiveDate,
    expirationDate,
    cancelledOn,
    isBilled: term.isBilled === true,
    isConfirmed: term.isConfirmed,
    currency: term.currency,
    bookings: [...term.layers.map(ofLayer), ...term.returns.map(ofReturn)],
    passedOver: term.passedOver ?? [],
    money: moneyOf(term),
  };
}

/** Changes with everything that is compared: a term that has another one by now was at work meanwhile. */
export function markOf(term: RecordedTerm): string {
  const { isConfirmationAcknowledged } = term;
  return contentDigest({ books: booksOfTerm(term), isConfirmationAcknowledged });
}

function ofLayer({ kind, transaction, effectiveDate, quoteGuid, booked }: ChargedLayer): Booking {
  return {
    transaction,
    kind: kind === 'bind' ? 'original' : kind,
    effectiveDate,
    ...(quoteGuid !== undefined && { quoteGuid }),
    rows: booked.map(rowOf),
  };
}

function ofReturn({
  transaction,
  effectiveDate,
  quoteGuid,
  booked,
}: RecordedTerm['returns'][number]): Booking {
  return {
    transaction,
    kind: 'cancellation',
    effectiveDate,
    ...(quoteGuid !== undefined && { quoteGuid }),
    rows: booked.map(rowOf),
  };
}

function rowOf({ kind, name, line, state, amountCents }: Row): Row {
  return { kind, name, line, state, amountCents };
}

/** What billing has received for the term, whether it counts here or is held; what is parked is another's. */
function moneyOf({ payments, paymentCount }: RecordedTerm): readonly Paid[] | null {
  if (payments.length < paymentCount) return null;
  return payments
    .filter(({ isReversed, place }) => !isReversed && place !== 'parked')
    .map(({ paymentId, amountCents }) => ({ paymentId, amountCents }));
}
