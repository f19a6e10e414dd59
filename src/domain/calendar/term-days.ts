import type { CivilDate } from './civil-date.js';
import { refusalOf, type Refusal } from '../machine/refusals.js';

const DAY_MS = 86_400_000;

/** Days from one calendar day to another, below zero when the second is earlier. No clock has a part in it. */
export function civilDays(from: CivilDate, to: CivilDate): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/** The first day of a term and the day on which it ends, which it does not cover. */
export interface TermDays {
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
}

/** Where a day stands in a term. */
export interface DayOfTerm {
  /** Days in force before it: 0 on the first day. */
  readonly elapsedDays: number;
  /** Days of the whole term: 366 when it has a 29 February. */
  readonly termDays: number;
}

const FIELD = 'effectiveDate';

/** Where a day stands in a term, the day of its end among them. */
export function dayOfTerm(term: TermDays, date: CivilDate): DayOfTerm | Refusal {
  const { effectiveDate, expirationDate } = term;
  const termDays = civilDays(effectiveDate, expirationDate);
  const elapsedDays = civilDays(effectiveDate, date);
  if (termDays < 1)
    return refusalOf('termHasNoDay', {
      field: 'expirationDate',
      found: expirationDate,
      allowed: `a day after ${effectiveDate}`,
    });
  if (elapsedDays < 0)
    return refusalOf('beforeTermStart', {
      field: FIELD,
      found: date,
      allowed: `${effectiveDate} or later`,
    });
  if (elapsedDays > termDays)
    return refusalOf('afterTermEnd', {
      field: FIELD,
      found: date,
      allowed: `${expirationDate} or earlier`,
    });
  return { elapsedDays, termDays };
}

/** Where a day stands on which a term can still be changed: from its first day on, and before its end. */
export function changeableDay(term: TermDays, date: CivilDate): DayOfTerm | Refusal {
  const day = dayOfTerm(term, date <= term.expirationDate ? date : term.expirationDate);
  if ('code' in day || day.elapsedDays < day.termDays) return day;
  return refusalOf('atOrAfterExpiration', {
    field: FIELD,
    found: date,
    allowed: `a day before ${term.expirationDate}`,
  });
}
