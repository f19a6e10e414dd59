import type { CivilDate } from '../calendar/civil-date.js';
import { rowsFor } from '../mid-term/attributed.js';
import { unknownAmong } from '../mid-term/by-hand.js';
import { sumCents, type Cents } from '../money/cents.js';
import { ADDED_FEES } from '../money/charges.js';
import type { HeldRow, PolicyBooking, PolicyBooks, ReadBooks, Row, TermBooks } from './books.js';
import { amounts, differenceIn, words, type Compared, type Difference } from './difference.js';
import {
  addedByPlace,
  apart,
  cancellationSide,
  daysSides,
  placeOf,
  totalOfTerm,
} from './places.js';

/** In what the policy system and the term differ. */
export function differencesInPolicySystem(
  term: TermBooks,
  read: ReadBooks<PolicyBooks>,
): readonly Difference[] {
  if (read.kind === 'notCompared') return [];
  if (read.kind === 'unknown') {
    const sides = [words('policy', 'not bound', 'bound')];
    return [{ code: 'missingInPolicySystem', sides, repair: null }];
  }
  const { books } = read;
  const known = { ...books, bookings: books.bookings.filter((one) => !isPassedOver(term, one)) };
  return [
    ...differenceIn('datesInPolicySystem', daysSides(books, term)),
    ...bookedDifferences(term, known),
  ];
}

function isPassedOver({ passedOver }: TermBooks, { quoteGuid, kind }: PolicyBooking): boolean {
  return kind === 'other' && passedOver.includes(quoteGuid);
}

/** What is not known on one side makes everything else differ: only that is said then. */
function bookedDifferences(term: TermBooks, books: PolicyBooks): readonly Difference[] {
  const byHand = byHandSides(term, books);
  if (byHand.length > 0) {
    return [{ code: 'doneByHand', sides: byHand, repair: { kind: 'sync' } }];
  }
  return [
    ...differenceIn(
      'cancellationInPolicySystem',
      cancellationSide(cancelledOn(books), term.cancelledOn),
    ),
    ...differenceIn('premiumInPolicySystem', premiumSides(term, books)),
    ...differenceIn('invoicesInPolicySystem', invoiceSides(term, books)),
  ];
}

function byHandSides(term: TermBooks, { bookings }: PolicyBooks): readonly Compared[] {
  const [, ...changes] = bookings;
  const [, ...known] = term.bookings;
  const unknown = unknownAmong(known, changes).map((one) =>
    words(`${one.kind} ${one.quoteGuid} from ${one.effectiveDate}`, 'bound', 'unknown'),
  );
  const gone = known
    .filter(({ quoteGuid }) => quoteGuid !== undefined)
    .filter(({ quoteGuid }) => !changes.some((one) => one.quoteGuid === quoteGuid))
    .map(({ kind, quoteGuid = '', effectiveDate }) =>
      words(`${kind} ${quoteGuid} from ${effectiveDate}`, 'not bound', 'booked'),
    );
  return [...unknown, ...gone];
}

/** The first day without cover: that of the newest transaction, where it is a cancellation. */
function cancelledOn({ bookings }: PolicyBooks): CivilDate | null {
  const newest = bookings.findLast(({ kind }) => kind !== 'other');
  return newest?.kind === 'cancellation' ? newest.effectiveDate : null;
}

function premiumSides(term: TermBooks, { bookings }: PolicyBooks): readonly Compared[] {
  const held = bookings.map(({ rows }) => rows);
  if (!held.every((rows) => rows !== null)) return [];
  const rows = term.bookings.flatMap((booking) => booking.rows);
  const there = addedByPlace(held.flat().map((row) => [placeOfHeld(row, rows), row.amountCents]));
  const here = addedByPlace(rows.map((row) => [placeOf(row), row.amountCents]));
  return apart(withInvoicedFees(there, here, bookings), here);
}

/** By the row of the term that it can be about; by its own name where there is none. */
function placeOfHeld(held: HeldRow, rows: readonly Row[]): string {
  if ('unnamed' in held) return held.unnamed;
  const [row] = rowsFor(
    held,
    rows.map((charge) => ({ charge })),
  );
  if (row) return placeOf(row.charge);
  const [code] = held.codes;
  return placeOf({ line: held.line, name: code?.charge ?? ADDED_FEES, state: code?.state ?? null });
}

/** Where the premiums of a site name no fees, those stand in its invoices alone, and the term has them from there. */
function withInvoicedFees(
  there: ReadonlyMap<string, Cents>,
  here: ReadonlyMap<string, Cents>,
  bookings: readonly PolicyBooking[],
): ReadonlyMap<string, Cents> {
  const fees = placeOf({ line: null, name: ADDED_FEES, state: null });
  const invoicedCents = invoiced(bookings);
  if (!here.has(fees) || there.has(fees) || invoicedCents === null) return there;
  return new Map([...there, [fees, invoicedCents - sumCents([...there.values()])]]);
}

function invoiced(bookings: readonly PolicyBooking[]): Cents | null {
  const all = bookings.map(({ invoicedCents }) => invoicedCents);
  return all.every((cents) => cents !== null) ? sumCents(all) : null;
}

function invoiceSides(term: TermBooks, { bookings }: PolicyBooks): readonly Compared[] {
  const invoicedCents = invoiced(bookings);
  const chargedCents = totalOfTerm(term);
  if (invoicedCents === null || invoicedCents === chargedCents) return [];
  return [amounts('invoiced', invoicedCents, chargedCents)];
}
