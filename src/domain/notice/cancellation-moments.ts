import { addDays, type CivilDate } from '../calendar/civil-date.js';
import { instantMs } from '../calendar/instant.js';
import { instantIn } from '../calendar/time-zone.js';

// The rules of zones change with the runtime: an activity or the API asks here, and workflow code is told.

/** When a cancellation takes effect by the clock, and until when it can be stopped. Milliseconds since 1970. */
export interface CancellationMoments {
  readonly effectiveMs: number;
  /** From this moment it is booked, and money is late. */
  readonly deadlineMs: number;
  /** The day on which it is booked at the earliest; its effective date stays. */
  readonly bookedOn: CivilDate;
}

/** How the terms of a product begin and end, and how long their cancellations are held back. */
export interface CancellationClock {
  /** Of the product, such as `America/Chicago`. */
  readonly timeZone: string;
  /** `HH:MM`. */
  readonly termTime: string;
  /** Days for which a cancellation waits before it is booked; zero or more. */
  readonly processingDelayDays: number;
}

/**
 * The moments of a cancellation on a day. A time that the clock leaves out in spring moves forward.
 *
 * @param processOn the day from whose beginning it is booked, where somebody says so; null: when it holds, and as many days
 *                  later as the product says
 */
export function cancellationMoments(
  date: CivilDate,
  { timeZone, termTime, processingDelayDays }: CancellationClock,
  processOn: CivilDate | null = null,
): CancellationMoments {
  const bookedOn = processOn ?? addDays(date, processingDelayDays);
  return {
    effectiveMs: instantMs(instantIn(timeZone, date, termTime)),
    deadlineMs: instantMs(instantIn(timeZone, bookedOn, processOn === null ? termTime : '00:00')),
    bookedOn,
  };
}
