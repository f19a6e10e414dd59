import { addDays, type CivilDate } from './civil-date.js';
import { instantMs, type Instant } from './instant.js';

// The rules of the zones change with the runtime, so that a replay may come to another answer: workflow code is given
// instants and never asks here.

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The day on the calendar of a zone at a moment. */
export function civilDateIn(timeZone: string, instant: Date): CivilDate {
  const { year, month, day } = wallClock(timeZone, instant);
  return `${year.padStart(4, '0')}-${month}-${day}`;
}

/**
 * The moment at which a clock in the zone shows a time of a day.
 *
 * A time that the clock leaves out in spring moves forward by the gap; one that it shows twice in autumn is the earlier.
 *
 * @param time `HH:MM`
 */
export function instantIn(timeZone: string, date: CivilDate, time: string): Instant {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const shown = Date.parse(date) + (hours * 60 + minutes) * MINUTE_MS;
  // No zone changes its clock twice within two days, so one of these two offsets holds.
  const [before, after] = [shown - DAY_MS, shown + DAY_MS].map((ms) => offsetMs(timeZone, ms)) as [
    number,
    number,
  ];
  const candidates = [shown - before, shown - after].filter(
    (ms) => ms + offsetMs(timeZone, ms) === shown,
  );
  const ms = candidates.length === 0 ? shown - before : Math.min(...candidates);
  return new Date(ms).toISOString();
}

/** The same moment, written as a clock in the zone shows it, with its offset: its day is that of the zone. */
export function asShownIn(timeZone: string, instant: Instant): Instant {
  const ms = instantMs(instant);
  const ahead = offsetMs(timeZone, ms);
  const shown = new Date(ms + ahead).toISOString().slice(0, -1);
  const minutes = Math.abs(ahead) / MINUTE_MS;
  const twoDigits = (n: number): string => String(n).padStart(2, '0');
  const offset = `${twoDigits(Math.trunc(minutes / 60))}:${twoDigits(minutes % 60)}`;
  return `${shown}${ahead < 0 ? '-' : '+'}${offset}`;
}

/** How far the clock of the zone is ahead of UTC at a moment. Milliseconds. */
function offsetMs(timeZone: string, ms: number): number {
  const { year, month, day, hour, minute, second } = wallClock(timeZone, new Date(ms));
  const shown = Date.parse(`${year.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return shown - Math.floor(ms / 1000) * 1000;
}

function wallClock(timeZone: string, instant: Date) {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(instant);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

/** The last moment of a day: what comes at the deadline itself is in time. */
export function endOfDay(timeZone: string, date: CivilDate): Instant {
  return new Date(instantMs(instantIn(timeZone, addDays(date, 1), '00:00')) - 1).toISOString();
}
