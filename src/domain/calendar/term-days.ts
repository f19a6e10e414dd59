import { addMonths, civilDays, type CivilDate } from './civil-date.js';
import { isRefusal, refusalOf, type Refusal } from '../machine/refusals.js';

/** The days of a term: the effective date is in it, the expiration date is not. */
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
  if (isRefusal(day) || day.elapsedDays < day.termDays) return day;
  return refusalOf('atOrAfterExpiration', {
    field: FIELD,
    found: date,
    allowed: `a day before ${term.expirationDate}`,
  });
}

/** Refuses a day on which the term cannot be changed, and names all on which it can. */
export function outsideTerm(term: TermDays, date: CivilDate): Refusal | null {
  const day = changeableDay(term, date);
  if (!isRefusal(day)) return null;
  const { effectiveDate, expirationDate } = term;
  const allowed = `${effectiveDate} or later, before ${expirationDate}`;
  return refusalOf(day.code, { field: FIELD, found: date, allowed });
}

/** Whether a term is of so many months, also where its days were moved by a short one. */
export function isOfMonths(
  { effectiveDate, expirationDate }: TermDays,
  termMonths: number,
): boolean {
  return (
    addMonths(effectiveDate, termMonths) === expirationDate ||
    addMonths(expirationDate, -termMonths) === effectiveDate
  );
}
