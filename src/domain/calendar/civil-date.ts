/** A calendar day without time or zone, written YYYY-MM-DD. Sorts as text. */
export type CivilDate = string;

const DAY_MS = 86_400_000;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}

/** True for a day that exists, in the years 1753 to 9999 that the policy system's date type can hold. */
export function isCivilDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1753 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/**
 * The same day of the month `months` later, or the last day of that month when it is shorter
 * (31 January plus one month is 28 or 29 February).
 */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const index = year * 12 + (month - 1) + months;
  const [newYear, newMonth] = [Math.floor(index / 12), (index % 12) + 1];
  const newDay = Math.min(day, daysInMonth(newYear, newMonth));
  return `${String(newYear).padStart(4, '0')}-${String(newMonth).padStart(2, '0')}-${String(newDay).padStart(2, '0')}`;
}

/** A January, which has every day that can be an anchor. */
const LONG_MONTH = '2000-01';

/** That day of the month of a date, or the last one of a shorter month: of 10 February 2027 the 31st is the 28th. */
export function inMonthOf(date: CivilDate, day: number): CivilDate {
  const months = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - (2000 * 12 + 1);
  return addMonths(`${LONG_MONTH}-${String(day).padStart(2, '0')}`, months);
}

/** From 1 to 31. */
export function dayOfMonth(date: CivilDate): number {
  return Number(date.slice(8));
}

/** The last day that can be written. */
const LAST_DAY = '9999-12-31';

/** The day `days` later, at most the last of the year 9999; earlier when below zero. */
export function addDays(date: CivilDate, days: number): CivilDate {
  const moved = new Date(Date.parse(date) + days * DAY_MS).toISOString();
  return moved.startsWith('+') ? LAST_DAY : moved.slice(0, 10);
}

/** Days from one day to another, neither of them rounded: 31 from 1 August to 1 September; below zero backwards. */
export function civilDays(from: CivilDate, to: CivilDate): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/** The earlier of two days. */
export function earlierOf(one: CivilDate, other: CivilDate): CivilDate {
  return one < other ? one : other;
}

/** The later of two days. */
export function laterOf(one: CivilDate, other: CivilDate): CivilDate {
  return one > other ? one : other;
}
