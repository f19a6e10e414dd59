/** Of the products of the story. */
export const TIME_ZONE = 'America/Chicago';

/** The days of the story: a term that has run for some months, so that what ends it can be booked at once. */
export interface StoryDays {
  readonly today: string;
  readonly effectiveDate: string;
  readonly expirationDate: string;
  /** Of the endorsement, a while before today. */
  readonly endorsedFrom: string;
}

/** How long the term has run, at the least. Long enough for instalments that are past due. */
const MONTHS_IN_FORCE = 4;
const MONTHS_BEFORE_ENDORSEMENT = 2;

/** @param timeZone of the product, in which its days are counted */
export function storyDays(now: Date, timeZone: string): StoryDays {
  const today = dayIn(timeZone, now);
  const effectiveDate = firstOfMonth(today, -MONTHS_IN_FORCE);
  return {
    today,
    effectiveDate,
    expirationDate: firstOfMonth(effectiveDate, 12),
    endorsedFrom: firstOfMonth(effectiveDate, MONTHS_BEFORE_ENDORSEMENT),
  };
}

/** The day on the calendar of a zone. */
export function dayIn(timeZone: string, moment: Date): string {
  // As Canadians write it: 2027-02-01.
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(moment);
}

/** The first day of the month so many months later. */
function firstOfMonth(day: string, months: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}
