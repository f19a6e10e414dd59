import { sumCents } from '../money/cents.js';
import { isReceivedBefore } from '../read-back/received.js';
import { isByHand } from '../workflow-ids.js';
import type { BillingBooks, Paid, ReadBooks, TermBooks } from './books.js';
import {
  amounts,
  differenceIn,
  words,
  type Compared,
  type Difference,
  type Repair,
} from './difference.js';
import {
  addedByPlace,
  apart,
  cancellationSide,
  daysSides,
  placeOf,
  totalOfTerm,
} from './places.js';

/** In what billing and the term differ. */
export function differencesInBilling(
  term: TermBooks,
  read: ReadBooks<BillingBooks>,
): readonly Difference[] {
  if (!term.isBilled || read.kind === 'notCompared') return [];
  if (read.kind === 'unknown') {
    const sides = [words('term', 'unknown', 'bound')];
    return [{ code: 'missingInBilling', sides, repair: bookingOf(term) }];
  }
  const { books } = read;
  return [
    ...differenceIn('datesInBilling', daysSides(books, term)),
    ...differenceIn('cancellationInBilling', cancellationSide(books.cancelledOn, term.cancelledOn)),
    ...differenceIn('chargesInBilling', chargeSides(term, books)),
    ...differenceIn('invoicesInBilling', invoiceSides(books)),
    ...differenceIn('moneyInBilling', moneySides(term, books)),
    ...confirmation(term, books),
  ];
}

/** A term that nobody here has bound has no transaction that could book it. */
function bookingOf({ bookings }: TermBooks): Repair | null {
  const [original] = bookings;
  if (original === undefined || isByHand(original.transaction)) return null;
  return { kind: 'book', transaction: original.transaction };
}

function chargeSides(term: TermBooks, books: BillingBooks): readonly Compared[] {
  const { statement, chargedCents, currency } = books;
  if (currency !== term.currency) return [words('currency', currency, term.currency ?? 'none')];
  const total = amounts('charged', chargedCents, totalOfTerm(term));
  const totals = total.thereCents === total.hereCents ? [] : [total];
  if (statement === null) return totals;
  const there = addedByPlace(statement.charges.map((row) => [placeOf(row), row.amountCents]));
  const here = addedByPlace(
    term.bookings.flatMap(({ rows }) => rows).map((row) => [placeOf(row), row.amountCents]),
  );
  const rows = apart(there, here);
  return rows.length > 0 ? rows : totals;
}

/** Billing's own books: what it has charged stands on its invoices. */
function invoiceSides({ statement, chargedCents }: BillingBooks): readonly Compared[] {
  if (statement === null || statement.invoicedCents === chargedCents) return [];
  return [amounts('invoiced, and charged', statement.invoicedCents, chargedCents)];
}

function moneySides({ money }: TermBooks, books: BillingBooks): readonly Compared[] {
  if (money === null) return [];
  const { receivedCents, statement } = books;
  const knownCents = totalOf(money);
  const total = amounts('received', receivedCents, knownCents);
  const payments = statement === null ? [] : paymentSides(statement.payments, money);
  return receivedCents === knownCents && payments.length === 0 ? [] : [total, ...payments];
}

function paymentSides(there: readonly Paid[], here: readonly Paid[]): readonly Compared[] {
  const known = here.filter(({ paymentId }) => !isReceivedBefore(paymentId));
  const ids = new Set(known.map(({ paymentId }) => paymentId));
  const named = there.filter(({ paymentId }) => ids.has(paymentId));
  const unnamed = there.filter(({ paymentId }) => !ids.has(paymentId));
  // What billing had received before the term was opened from its books is one payment here, and its several there.
  const isAllThere = totalOf(unnamed) === totalOf(here) - totalOf(known);
  const isOpened = known.length < here.length;
  return isOpened && isAllThere
    ? apart(byPayment(named), byPayment(known))
    : apart(byPayment(there), byPayment(here));
}

function byPayment(payments: readonly Paid[]) {
  return addedByPlace(
    payments.map(({ paymentId, amountCents }) => [`payment ${paymentId}`, amountCents]),
  );
}

function totalOf(payments: readonly Paid[]) {
  return sumCents(payments.map(({ amountCents }) => amountCents));
}

/** A term that is confirmed here stays so: only billing can be behind. What billing alone says, a person looks at. */
function confirmation(term: TermBooks, books: BillingBooks): readonly Difference[] {
  if (term.isConfirmed === books.isConfirmed) return [];
  const told = (isConfirmed: boolean) => (isConfirmed ? 'confirmed' : 'not confirmed');
  const sides = [words('term', told(books.isConfirmed), told(term.isConfirmed))];
  return [
    { code: 'confirmation', sides, repair: term.isConfirmed ? { kind: 'acknowledge' } : null },
  ];
}
