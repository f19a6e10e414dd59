import { sumCents, type Cents } from '../money/cents.js';
import type { BookedRow } from './charged-term.js';

/** By which rule an amount came about. */
export type WorkingRule =
  | 'flat'
  | 'proRata'
  | 'shortRate90'
  | 'shortRateTable'
  /** The days alone would have earned less than the minimum. */
  | 'minimumEarned'
  /** The charge does not come back by such a cancellation. */
  | 'notRefundable'
  /** It was to count from a later day only, and comes back whole. */
  | 'neverTookEffect'
  /** It had ended before, when cover ended, and is earned. */
  | 'endedBefore'
  /** What is left of the difference between two full-term figures. */
  | 'fullTermDifference'
  | 'asGiven'
  /** The policy system has rated a workbook, and worked out itself what is left to charge. */
  | 'rated'
  /** Exactly what was given back is charged again. */
  | 'reversal'
  | 'remainingDays'
  /** The remaining days come to more than was given back, which is the most that is charged again. */
  | 'asReturned'
  | 'wholeCharge';

/** How an amount came about, for the people who check it. */
export interface Working {
  readonly rule: WorkingRule;
  /** The amount that the factor was taken of. */
  readonly ofCents: Cents;
  /** Exact, in lowest terms: `181/365`; `0` and `1` without a line. */
  readonly factor: string;
  readonly roundedTo: 'cent' | 'dollar';
  /** What the factor gives of the amount. */
  readonly givesCents: Cents;
}

/** One row to be booked with how it came about. */
export interface WorkedRow {
  readonly charge: BookedRow;
  readonly working: Working;
}

/** What the rows come to. */
export function totalOfRows(rows: readonly WorkedRow[]): Cents {
  return sumCents(rows.map(({ charge }) => charge.amountCents));
}

/** The rows as they are booked: those that come to nothing are left out. */
export function rowsToBook(rows: readonly WorkedRow[]): readonly BookedRow[] {
  return rows.map(({ charge }) => charge).filter(({ amountCents }) => amountCents !== 0);
}
