import { isCivilDate, type CivilDate } from './civil-date.js';

/** A moment, as ISO 8601 text with `Z` or an offset: `2025-06-10T17:00:00Z`. Text without either is no instant. */
export type Instant = string;

/** Its form; not every text of it is one. */
export const INSTANT =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** The text is no moment: not ISO 8601, a day that does not exist, or neither `Z` nor an offset. */
export class NotAnInstantError extends Error {
  override readonly name = 'NotAnInstantError';

  constructor(text: string) {
    super(`"${text}" is no instant; write it as 2025-06-10T17:00:00Z or with an offset`);
  }
}

/**
 * The moment as one number, so that two ways of writing it are the same moment and moments can be put in order.
 *
 * @returns milliseconds since 1970-01-01T00:00Z
 * @throws NotAnInstantError when the text is none; wall time without an offset would depend on the machine
 */
export function instantMs(instant: Instant): number {
  if (!isInstant(instant)) throw new NotAnInstantError(instant);
  return Date.parse(instant);
}

/** The day on the clock in which the moment is written: of the policy's zone where it is written as that shows it. */
export function writtenDay(instant: Instant): CivilDate {
  return instant.slice(0, 10);
}

/** The moment to the minute, on the clock in which it is written: `2027-03-03T06:01:00.000Z` is "2027-03-03 06:01 UTC". */
export function momentInWords(instant: Instant): string {
  const zone = /(?:Z|[+-]\d{2}:\d{2})$/.exec(instant)?.[0] ?? '';
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} ${zone === 'Z' ? 'UTC' : zone}`;
}

/**
 * Whether the text is a moment of the years 1753 to 9999, wherever it is said. The engine alone would take 30 February for
 * a day in March, and an offset may carry the last evening of 9999 into a year that no text of ours can say.
 */
export function isInstant(text: string): boolean {
  if (!INSTANT.test(text) || !isCivilDate(text.slice(0, 10))) return false;
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && isCivilDate(new Date(ms).toISOString().slice(0, -14));
}
