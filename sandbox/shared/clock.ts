import type { Express } from 'express';
import { z } from 'zod';
import type { BookFiles } from './book-files.js';

/** A sandbox's own clock: the computer's until it is moved, and from then on ahead of it or behind it. It goes on either way. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Moves it, on file with the books; null sets it right. */
  set(now: number | null): void;
}

/** How far the clock is ahead of the computer's. Milliseconds. */
const AHEAD = 'ahead';
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export function clockOf(files: BookFiles, realNow: () => number): Clock {
  const moved = files.records<string, number>('clock');
  return {
    now: () => realNow() + (moved.get(AHEAD) ?? 0),
    set: (now) => {
      moved.put(AHEAD, now === null ? 0 : now - realNow());
    },
  };
}

/** How far on, in milliseconds, such as `P30D` or `PT6H`. */
const durationSchema = z
  .string()
  .regex(
    /^P(?=\d|T\d)(\d{1,5}D)?(T(?=\d)(\d{1,5}H)?(\d{1,5}M)?(\d{1,5}S)?)?$/,
    'must be a duration in days, hours, minutes and seconds, such as P30D or PT6H',
  )
  .transform((text) => {
    const [days = '', times = ''] = text.slice(1).split('T');
    return (
      countOf(days, 'D') * DAY_MS +
      countOf(times, 'H') * HOUR_MS +
      countOf(times, 'M') * MINUTE_MS +
      countOf(times, 'S') * SECOND_MS
    );
  });

function countOf(text: string, unit: string): number {
  return Number(new RegExp(`(\\d+)${unit}`).exec(text)?.[1] ?? 0);
}

const moveSchema = z.union([
  z
    .strictObject({ now: z.iso.datetime({ offset: true }) })
    .transform(({ now }) => ({ to: Date.parse(now), by: null })),
  z
    .strictObject({ advance: durationSchema })
    .transform(({ advance }) => ({ to: null, by: advance })),
  z
    .strictObject({ advanceDays: z.int().min(0).max(36_500) })
    .transform(({ advanceDays }) => ({ to: null, by: advanceDays * DAY_MS })),
]);

/** What the clock shows, and moving it. @param moved is called after each move, before it is answered */
export function addClock(admin: Express, clock: Clock, moved: () => void = () => undefined): void {
  const shown = (): object => ({ now: new Date(clock.now()).toISOString() });
  admin.get('/clock', (_request, response) => {
    response.json(shown());
  });
  admin.post('/clock', (request, response) => {
    const { to, by } = moveSchema.parse(request.body);
    clock.set(to ?? clock.now() + by);
    moved();
    response.json(shown());
  });
  admin.delete('/clock', (_request, response) => {
    clock.set(null);
    moved();
    response.json(shown());
  });
}
