import type { CivilDate } from '../calendar/civil-date.js';
import { sumCents, type Cents } from '../money/cents.js';
import type { Row, TermBooks } from './books.js';
import { amounts, words, type Compared } from './difference.js';

/** What an amount is for, as people read it. */
export function placeOf({ line, name, state }: Pick<Row, 'line' | 'name' | 'state'>): string {
  return [line, name, state].filter((part) => part !== null).join(' ');
}

/** The sum for each place. */
export function addedByPlace(
  rows: readonly (readonly [place: string, amountCents: Cents])[],
): ReadonlyMap<string, Cents> {
  const sums = new Map<string, Cents>();
  for (const [place, cents] of rows) sums.set(place, (sums.get(place) ?? 0) + cents);
  return sums;
}

/** The places in which the sums differ; what nobody has booked is zero. */
export function apart(
  there: ReadonlyMap<string, Cents>,
  here: ReadonlyMap<string, Cents>,
): readonly Compared[] {
  return [...new Set([...here.keys(), ...there.keys()])]
    .map((place) => amounts(place, there.get(place) ?? 0, here.get(place) ?? 0))
    .filter(({ thereCents, hereCents }) => thereCents !== hereCents);
}

/** All that a term was charged, returns taken off. */
export function totalOfTerm({ bookings }: TermBooks): Cents {
  return sumCents(bookings.flatMap(({ rows }) => rows).map(({ amountCents }) => amountCents));
}

interface Days {
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
}

/** The days of a term, where they differ. */
export function daysSides(there: Days, here: Days): readonly Compared[] {
  return [
    words('first day', there.effectiveDate, here.effectiveDate),
    words('end', there.expirationDate, here.expirationDate),
  ].filter((side) => side.there !== side.here);
}

/** Whether and from when a term is cancelled, where that differs. */
export function cancellationSide(
  there: CivilDate | null,
  here: CivilDate | null,
): readonly Compared[] {
  return there === here ? [] : [words('standing', standing(there), standing(here))];
}

function standing(cancelledOn: CivilDate | null): string {
  return cancelledOn === null ? 'in force' : `cancelled from ${cancelledOn}`;
}
