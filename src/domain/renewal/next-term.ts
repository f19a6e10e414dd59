import {
  addDays,
  addMonths,
  dayOfMonth,
  inMonthOf,
  type CivilDate,
} from '../calendar/civil-date.js';
import { isOfMonths, type TermDays } from '../calendar/term-days.js';
import { refusalOf, type Refusal } from '../machine/refusals.js';
import { ADDED_FEES, type Charge } from '../money/charges.js';
import type { ChargedTerm } from '../premium/charged-term.js';
import { fullTermOn } from '../premium/full-term.js';

/**
 * The day of the month to which the terms of a policy come back, after months that are too short for it: that of its first day.
 *
 * @returns null where the terms left it, as after one that somebody made shorter: they count from their own days since then
 */
export function anchorDayOf(firstStart: CivilDate, start: CivilDate): number | null {
  const anchorDay = dayOfMonth(firstStart);
  return inMonthOf(start, anchorDay) === start ? anchorDay : null;
}

/**
 * The days of the term that follows another. It begins on the very day on which that one ends, at the same time of day, so that
 * there is neither a gap nor a day in both.
 *
 * @param anchorDay from 1 to 31; null: the day on which the new term begins
 * @returns a refusal `durationNotPositiveInteger`, or `anchorContradictsStart` where the old term does not end on the anchor
 */
export function nextTermDays(
  { expirationDate: effectiveDate }: Pick<TermDays, 'expirationDate'>,
  termMonths: number,
  anchorDay: number | null,
): TermDays | Refusal {
  if (!Number.isSafeInteger(termMonths) || termMonths < 1)
    return refusalOf('durationNotPositiveInteger', {
      field: 'termMonths',
      found: String(termMonths),
      allowed: '1 or more',
    });
  const day = anchorDay ?? dayOfMonth(effectiveDate);
  const allowed = inMonthOf(effectiveDate, day);
  if (allowed !== effectiveDate)
    return refusalOf('anchorContradictsStart', {
      field: 'anchorDay',
      found: effectiveDate,
      allowed,
    });
  const end = addMonths(`${effectiveDate.slice(0, 7)}-01`, termMonths);
  return { effectiveDate, expirationDate: inMonthOf(end, day) };
}

/**
 * What the next term is charged where nobody says otherwise: what the expiring one would have cost in full as it stands at its
 * end, row by row, and never what was booked on it. Fees that the policy system adds are left to the policy system.
 *
 * @param termMonths length of the next term
 * @returns null where the expiring term was of another length: its figures say nothing of the next
 */
export function expiringCharges(
  {
    effectiveDate,
    expirationDate,
    layers,
  }: Pick<ChargedTerm, 'effectiveDate' | 'expirationDate' | 'layers'>,
  termMonths: number,
): readonly Charge[] | null {
  if (!isOfMonths({ effectiveDate, expirationDate }, termMonths)) return null;
  return fullTermOn(layers, addDays(expirationDate, -1)).filter(({ name }) => name !== ADDED_FEES);
}
