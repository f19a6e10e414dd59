import { sliceAmount } from '../billing/instalments.js';
import { addMonths, civilDays, earlierOf, laterOf } from '../calendar/civil-date.js';
import type { Cents } from '../money/cents.js';
import { NONE, part, plus, ratio, WHOLE, type Ratio } from '../money/ratio.js';
import { overlaps, type CalculationPeriod, type Span } from './calculation-periods.js';

/** What a period has of a term, in days of a whole period. */
interface Piece {
  readonly period: CalculationPeriod;
  readonly days: number;
  readonly wholeDays: number;
}

/** How the periods of a time line share what a term costs. Made once, and used for every amount. */
export type Division = readonly DividedTerm[];

interface DividedTerm {
  /** Which part of a whole term it is: a span may end before its last term does. */
  readonly part: Ratio;
  readonly periods: readonly CalculationPeriod[];
  /** What each of them has of it against the others. */
  readonly weights: readonly number[];
}

/**
 * Divides a span into terms, and each term among the periods that have days of it: a period of which only some days are in the
 * term has so much less.
 *
 * @param timeline periods that together have every day of the span
 */
export function divisionOf(
  span: Span,
  timeline: readonly CalculationPeriod[],
  termMonths: number,
): Division {
  const terms: DividedTerm[] = [];
  for (let index = 0; ; index += 1) {
    const startDate = addMonths(span.startDate, index * termMonths);
    if (startDate >= span.endDate) return terms;
    const wholeEnd = addMonths(span.startDate, (index + 1) * termMonths);
    const pieces = piecesOf({ startDate, endDate: earlierOf(wholeEnd, span.endDate) }, timeline);
    terms.push({
      part: wholeEnd <= span.endDate ? WHOLE : partOf(pieces, termMonths),
      periods: pieces.map(({ period }) => period),
      weights: weightsOf(pieces),
    });
  }
}

function piecesOf(term: Span, timeline: readonly CalculationPeriod[]): readonly Piece[] {
  return timeline
    .filter((period) => overlaps(period, term))
    .map((period) => ({
      period,
      days: daysInBoth(period, term),
      wholeDays: civilDays(period.startDate, period.wholeEndDate),
    }));
}

/** Days that two spans have in common. */
export function daysInBoth(one: Span, other: Span): number {
  const first = laterOf(one.startDate, other.startDate);
  return Math.max(0, civilDays(first, earlierOf(one.endDate, other.endDate)));
}

function partOf(pieces: readonly Piece[], termMonths: number): Ratio {
  return pieces.reduce(
    (sum, { period, days, wholeDays }) =>
      plus(sum, ratio(days * period.months, wholeDays * termMonths)),
    NONE,
  );
}

/** Whole numbers that are to each other as the parts of whole periods. */
function weightsOf(pieces: readonly Piece[]): readonly number[] {
  const cut = pieces.filter(({ days, wholeDays }) => days !== wholeDays);
  const common = [...new Set(cut.map(({ wholeDays }) => wholeDays))].reduce((a, b) => a * b, 1);
  return pieces.map(({ days, wholeDays }) =>
    days === wholeDays ? common : (days * common) / wholeDays,
  );
}

/**
 * What each period has of an amount that a whole term costs: together they have it to the cent. Each share is rounded down, and
 * the last period of a term takes what is over, so that nothing of a yearly fee is lost in its last, short period.
 */
export function dividedAmount(
  amountCents: Cents,
  division: Division,
): ReadonlyMap<CalculationPeriod, Cents> {
  const shares = new Map<CalculationPeriod, Cents>();
  for (const { part: of, periods, weights } of division) {
    const { slices } = sliceAmount(part(amountCents, of), periods.length, weights);
    for (const { position, amountCents: share } of slices) {
      const period = periods[position];
      if (period) shares.set(period, (shares.get(period) ?? 0) + share);
    }
  }
  return shares;
}
