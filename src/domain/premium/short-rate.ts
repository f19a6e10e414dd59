import type { DayOfTerm } from '../calendar/term-days.js';
import { dividedBy, NONE, ratio, restOf, WHOLE, type Ratio } from '../money/ratio.js';
import type { Refusal } from '../machine/refusals.js';
import { isOneYear, notOneYear } from './earned.js';
import { earnedByTable, type ShortRateTable } from './short-rate-table.js';

/** How a cancellation gives premium back: all of it, by days, or by days less a penalty for leaving early. */
export const CANCELLATION_METHODS = ['flat', 'proRata', 'shortRate90', 'shortRateTable'] as const;
export type CancellationMethod = (typeof CANCELLATION_METHODS)[number];

/**
 * What part of its pro rata return the insured gets, the same for every layer: nine tenths, or what the table leaves of the
 * whole term.
 *
 * @param left what part of the term is still to come on the day of the cancellation
 */
export function partOfProRata(
  method: CancellationMethod,
  table: ShortRateTable,
  day: DayOfTerm,
  left: Ratio,
): Ratio | Refusal {
  if (method === 'shortRate90') return ratio(9, 10);
  if (method !== 'shortRateTable') return WHOLE;
  if (!isOneYear(day)) return notOneYear(day, 'method');
  // Nothing comes back then, whatever the table says.
  if (left.over === 0n) return NONE;
  return dividedBy(restOf(earnedByTable(table, day.elapsedDays)), left);
}
