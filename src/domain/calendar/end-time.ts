import { isRefusal, refusalOf, type Refusal } from '../machine/refusals.js';
import {
  addDays,
  addMonths,
  dayOfMonth,
  inMonthOf,
  isCivilDate,
  type CivilDate,
} from './civil-date.js';
import type { DurationBasis } from './duration-basis.js';
import { instantMs, isInstant, NotAnInstantError, type Instant } from './instant.js';
import { asShownIn, instantIn } from './time-zone.js';

/** How long a term is. */
export interface TermLength {
  readonly count: number;
  readonly basis: DurationBasis;
}

/** From what the terms of a policy are counted, kept from its first one; null: from the start of this one. */
export interface Anchor {
  /** From 1 to 31. */
  readonly dayOfMonth: number | null;
  /** `HH:MM`, by the clock of the zone. */
  readonly timeOfDay: string | null;
}

/** When a term begins and ends, as a clock in its zone shows it. The end is not in the term. */
export interface TermTimes {
  readonly startTime: Instant;
  readonly endTime: Instant;
}

const HOUR_MS = 3_600_000;
const WALL_TIME = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?$/;

/**
 * When a term ends. Hours are exact; everything else is counted on the calendar and keeps the time of day, so that a change of the
 * clock makes no difference: a time that the clock leaves out moves forward by the gap, and of one that it shows twice the
 * earlier is taken.
 *
 * @param start  a moment, or without an offset the time that a clock in the zone shows
 * @param anchor a month that is too short for its day ends a term on its last day, and the term after that returns to it
 * @returns a refusal `durationNotPositiveInteger`, or `anchorContradictsStart`
 * @throws NotAnInstantError when `start` is neither, or not well within the calendar
 */
export function endTime(
  start: string,
  zone: string,
  { count, basis }: TermLength,
  anchor: Anchor = { dayOfMonth: null, timeOfDay: null },
): TermTimes | Refusal {
  if (!Number.isSafeInteger(count) || count < 1)
    return refusalOf('durationNotPositiveInteger', {
      field: 'termDuration',
      found: String(count),
      allowed: '1 or more',
    });
  const startTime = shownStart(start, zone);
  const end = endOf(startTime, zone, { count, basis }, anchor);
  if (isRefusal(end)) return end;
  return { startTime, endTime: asShownIn(zone, end.at) };
}

/** Whether every zone can show a start: it is neither on the first nor on the last day of the calendar. */
export function isWellWithinCalendar(start: string): boolean {
  const ms = isInstant(start) ? instantMs(start) : Date.parse(`${start}Z`);
  return ms >= FIRST_MS && ms < LAST_MS;
}

/**
 * A start as a clock in the zone shows it.
 *
 * @throws NotAnInstantError when it is neither a moment nor a time, or not well within the calendar
 */
export function shownStart(start: string, zone: string): Instant {
  if (!isWellWithinCalendar(start)) throw new NotAnInstantError(start);
  const isWallTime = WALL_TIME.test(start) && isCivilDate(start.slice(0, 10));
  if (!isWallTime) return asShownIn(zone, start);
  return asShownIn(zone, moment(zone, start.slice(0, 10), start.slice(11)));
}

/** A time of day with seconds, too. */
function moment(zone: string, date: CivilDate, time: string): Instant {
  const seconds = Number(time.slice(6) || '0');
  return new Date(
    instantMs(instantIn(zone, date, time.slice(0, 5))) + seconds * 1000,
  ).toISOString();
}

function endOf(
  startTime: Instant,
  zone: string,
  { count, basis }: TermLength,
  anchor: Anchor,
): { readonly at: Instant } | Refusal {
  if (basis === 'hours') {
    const ms = instantMs(startTime) + count * HOUR_MS;
    return withinCalendar(
      count,
      Number.isSafeInteger(ms) && ms < LAST_MS ? new Date(ms).toISOString() : '',
    );
  }
  const date = startTime.slice(0, 10);
  const against = contradiction(startTime, zone, anchor);
  if (against) return against;
  const time = anchor.timeOfDay ?? startTime.slice(11, 23);
  const last = endDate(date, { count, basis }, anchor.dayOfMonth ?? dayOfMonth(date));
  return withinCalendar(
    count,
    isCivilDate(last) && last < LAST_DAY ? moment(zone, last, time) : '',
  );
}

function endDate(
  date: CivilDate,
  { count, basis }: { readonly count: number; readonly basis: Exclude<DurationBasis, 'hours'> },
  anchorDay: number,
): CivilDate {
  switch (basis) {
    case 'days':
    case 'weeks':
      return addDays(date, Math.min(count, MOST_DAYS) * (basis === 'weeks' ? 7 : 1));
    case 'months':
    case 'years':
      return inMonthOf(
        addMonths(
          `${date.slice(0, 7)}-01`,
          Math.min(count, MOST_DAYS) * (basis === 'years' ? 12 : 1),
        ),
        anchorDay,
      );
  }
}

/** More than there are between the years 1753 and 9999. */
const MOST_DAYS = 4_000_000;
const FIRST_MS = Date.parse('1753-01-02T00:00Z');
const LAST_DAY = '9999-12-31';
const LAST_MS = Date.parse(`${LAST_DAY}T00:00:00Z`);

function withinCalendar(count: number, at: Instant): { readonly at: Instant } | Refusal {
  if (isInstant(at)) return { at };
  return refusalOf('durationNotPositiveInteger', {
    field: 'termDuration',
    found: String(count),
    allowed: 'a length that ends before the year 10000',
  });
}

/** A start that is on another day than its anchor says, or at another time. */
function contradiction(startTime: Instant, zone: string, anchor: Anchor): Refusal | null {
  const date = startTime.slice(0, 10);
  if (anchor.dayOfMonth !== null && inMonthOf(date, anchor.dayOfMonth) !== date)
    return refusalOf('anchorContradictsStart', {
      field: 'anchor.dayOfMonth',
      found: date,
      allowed: inMonthOf(date, anchor.dayOfMonth),
    });
  if (anchor.timeOfDay === null) return null;
  const wanted = instantIn(zone, date, anchor.timeOfDay);
  if (instantMs(wanted) === instantMs(startTime)) return null;
  return refusalOf('anchorContradictsStart', {
    field: 'anchor.timeOfDay',
    found: startTime,
    allowed: asShownIn(zone, wanted),
  });
}
