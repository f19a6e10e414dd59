/** YYYY-MM-DD; sorts as text. */
export type Day = string;

const DAY_MS = 86_400_000;

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

/** The calendar day of an instant, in UTC. */
export function dayOf(instantMs: number): Day {
  return new Date(instantMs).toISOString().slice(0, 10);
}

export function addDays(day: Day, days: number): Day {
  return dayOf(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS);
}

/** The same day of the month, or the last one of a shorter month. */
export function addMonths(day: Day, months: number): Day {
  const start = new Date(`${day}T00:00:00Z`);
  const index = start.getUTCFullYear() * 12 + start.getUTCMonth() + months;
  const lastOfMonth = new Date(Date.UTC(Math.floor(index / 12), (index % 12) + 1, 0));
  lastOfMonth.setUTCDate(Math.min(start.getUTCDate(), lastOfMonth.getUTCDate()));
  return dayOf(lastOfMonth.getTime());
}

/** The first day on or after `day` with that day of the month, 1 to 28. */
export function nextWithDayOfMonth(day: Day, dayOfMonth: number): Day {
  const candidate = `${day.slice(0, 8)}${String(dayOfMonth).padStart(2, '0')}`;
  return candidate >= day ? candidate : addMonths(candidate, 1);
}
