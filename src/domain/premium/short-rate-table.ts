import { ratio, type Ratio } from '../money/ratio.js';

/**
 * What part of a one-year term is earned when the insured cancels: each step says up to which day in force which percent
 * is. Steps rise in both; after the last everything is earned.
 */
export type ShortRateTable = readonly (readonly [untilDay: number, percent: number])[];

/**
 * The customary table: the first day earns 5%, the next day 6%, days 3 and 4 earn 7%. Custom and no law; filings differ, and
 * the steps before day 55 rest on general knowledge alone.
 */
export const CUSTOMARY_SHORT_RATE: ShortRateTable = risingFrom(
  5,
  [
    1, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 25, 29, 32, 36, 40, 43, 47, 51, 54, 58, 62, 65, 69,
    73, 76, 80, 83, 87, 91, 94, 98, 102, 105, 109, 113, 116, 120, 124, 127, 131, 135, 138, 142, 146,
    149, 153, 156, 160, 164, 167, 171, 175, 178, 182, 187, 191, 196, 200, 205, 209, 214, 218, 223,
    228, 232, 237, 241, 246, 250, 255, 260, 264, 269, 273, 278, 282, 287, 291, 296, 301, 305, 310,
    314, 319, 323, 328, 332, 337, 342, 346, 351, 355, 360, 365,
  ],
);

function risingFrom(percent: number, lastDays: readonly number[]): ShortRateTable {
  return lastDays.map((day, step) => [day, percent + step]);
}

/** What part is earned after so many days in force, one or more. */
export function earnedByTable(table: ShortRateTable, elapsedDays: number): Ratio {
  const step = table.find(([untilDay]) => elapsedDays <= untilDay);
  return ratio(step?.[1] ?? 100, 100);
}
