import { isCivilDate } from '../../domain/calendar/civil-date.js';
import { DURATION_BASES } from '../../domain/calendar/duration-basis.js';
import {
  endTime,
  isWellWithinCalendar,
  shownStart,
  type TermTimes,
} from '../../domain/calendar/end-time.js';
import { isInstant } from '../../domain/calendar/instant.js';
import { asShownIn, instantIn } from '../../domain/calendar/time-zone.js';
import { isRefusal } from '../../domain/machine/refusals.js';
import type { Product } from '../../domain/product/product.js';
import type { FieldError } from '../field-errors.js';
import { partOf } from './readable-parts.js';

/** What was posted, with the days of the term where moments or a length say them. */
interface WithTermDays {
  readonly body: unknown;
  readonly faults: readonly FieldError[];
}

type Sold = Pick<Product, 'timeZone' | 'termTime'>;

/**
 * Reads when a term begins and ends from moments (`startTime`, `endTime`) or from its length (`termDuration` of a
 * `durationBasis`, months unless said) into the days that the policy system knows. What is said as a day stands.
 */
export function withTermDays(body: unknown, product: Sold | undefined): WithTermDays {
  if (typeof body !== 'object' || body === null || !product) return { body, faults: [] };
  const start = startOf(body, product);
  const effectiveDate = partOf(body, 'effectiveDate') ?? start.day;
  const end = endOf(body, effectiveDate, product);
  const expirationDate = partOf(body, 'expirationDate') ?? end.day;
  return {
    body: {
      ...body,
      ...(effectiveDate === undefined ? {} : { effectiveDate }),
      ...(expirationDate === undefined ? {} : { expirationDate }),
    },
    faults: [
      ...start.faults,
      ...end.faults,
      ...disagreement('startTime', 'effectiveDate', start.day, effectiveDate),
      ...disagreement('endTime', 'expirationDate', end.given, expirationDate),
    ],
  };
}

interface Read {
  readonly day?: string;
  readonly faults: readonly FieldError[];
}

function startOf(body: object, product: Sold): Read {
  const startTime = partOf(body, 'startTime');
  return startTime === undefined ? { faults: [] } : dayOf('startTime', startTime, product);
}

/** `given` where the end itself was said, which must agree with the day. */
function endOf(body: object, from: unknown, product: Sold): Read & { readonly given?: string } {
  const end = partOf(body, 'endTime');
  if (end !== undefined) {
    const read = dayOf('endTime', end, product);
    return { ...read, ...(read.day === undefined ? {} : { given: read.day }) };
  }
  // An end that is said stands, whatever the length.
  if (partOf(body, 'expirationDate') !== undefined) return { faults: [] };
  const count = partOf(body, 'termDuration');
  const basis = DURATION_BASES.find((one) => one === (partOf(body, 'durationBasis') ?? 'months'));
  if (!isWholeNumber(count) || !basis || typeof from !== 'string' || !isCivilDate(from))
    return { faults: [] };
  const { timeZone, termTime } = product;
  const start = `${from}T${termTime}`;
  if (!isWellWithinCalendar(start)) return { faults: [atEdge('termDuration', 'is counted from')] };
  const term = endTime(start, timeZone, { count, basis });
  return isRefusal(term) ? { faults: [TOO_LONG] } : endingOnTime(term, product);
}

/** What is none is refused by the form of the request. */
function isWholeNumber(count: unknown): count is number {
  return Number.isSafeInteger(count) && Number(count) > 0;
}

/** A term of hours may end at another time of the day, which no policy does. */
function endingOnTime(term: TermTimes, product: Sold): Read {
  const day = term.endTime.slice(0, DAY);
  if (isTermTime(term.endTime, product)) return { day, faults: [] };
  return {
    faults: [
      {
        field: 'termDuration',
        code: 'outOfRange',
        reason: `ends at another time of the day than ${product.termTime}, at which terms of this product end`,
        remedy: 'Give it in days, weeks, months or years.',
      },
    ],
  };
}

function dayOf(field: 'startTime' | 'endTime', moment: unknown, product: Sold): Read {
  const { timeZone, termTime } = product;
  // What is no text is refused by the form of the request.
  if (typeof moment !== 'string') return { faults: [] };
  if (!isMoment(moment)) return { faults: [malformed(field)] };
  if (!isWellWithinCalendar(moment)) return { faults: [atEdge(field, 'is on')] };
  const shown = shownStart(moment, timeZone);
  const day = shown.slice(0, DAY);
  if (isTermTime(shown, product)) return { day, faults: [] };
  const fault: FieldError = {
    field,
    code: 'outOfRange',
    reason: `is at another time of the day than ${termTime} in ${timeZone}, at which terms of this product begin and end`,
    remedy: `Write it as ${day}T${termTime}, or give the day alone.`,
  };
  return { day, faults: [fault] };
}

const DAY = '2027-02-01'.length;
const WALL_TIME = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/;

function isMoment(text: string): boolean {
  return isInstant(text) || (WALL_TIME.test(text) && isCivilDate(text.slice(0, DAY)));
}

function isTermTime(shown: string, { timeZone, termTime }: Sold): boolean {
  const day = shown.slice(0, DAY);
  return asShownIn(timeZone, instantIn(timeZone, day, termTime)) === shown;
}

function disagreement(
  time: string,
  day: string,
  read: string | undefined,
  given: unknown,
): readonly FieldError[] {
  if (read === undefined || typeof given !== 'string' || given === read) return [];
  return [
    {
      field: time,
      code: 'contradicts',
      reason: `is on another day than ${day}`,
      remedy: 'Give one of the two.',
    },
  ];
}

function malformed(field: string): FieldError {
  return {
    field,
    code: 'malformed',
    reason: 'is no moment',
    remedy:
      'Write it as 2027-02-01T00:01-06:00, or without an offset as the clock of the zone shows it.',
  };
}

function atEdge(field: string, is: string): FieldError {
  return {
    field,
    code: 'outOfRange',
    reason: `${is} the first or the last day of the calendar, 1753-01-01 or 9999-12-31`,
    remedy: 'Give a day between the two.',
  };
}

const TOO_LONG: FieldError = {
  field: 'termDuration',
  code: 'outOfRange',
  reason: 'is too long',
  remedy: 'Give a length that ends before the year 10000.',
};
