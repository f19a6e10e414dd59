import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDays } from '../../../src/domain/calendar/civil-date.js';
import { type DurationBasis } from '../../../src/domain/calendar/duration-basis.js';
import { endTime } from '../../../src/domain/calendar/end-time.js';
import { instantMs, NotAnInstantError } from '../../../src/domain/calendar/instant.js';
import { isRefusal } from '../../../src/domain/machine/refusals.js';
import { periodsFrom } from '../../../src/domain/premium-quote/calculation-periods.js';
import { family, type Vector } from '../vectors.js';

const vectors = family('ET');
const HOW_MANY = 31;
const ran = new Set<string>();

interface Asked {
  readonly start: string;
  readonly zone: string;
  readonly duration: number;
  readonly basis: DurationBasis;
  readonly anchorDay?: number;
  readonly anchorTime?: string;
}

/** As the vectors write it: without fractions of a second. */
const written = (instant: string) => instant.replace('.000', '');

function worked({ id, inputs }: Vector): object {
  ran.add(id);
  const { start, zone, duration, basis, anchorDay, anchorTime } = inputs as unknown as Asked;
  const anchor = { dayOfMonth: anchorDay ?? null, timeOfDay: anchorTime ?? null };
  const times = endTime(start, zone, { count: duration, basis }, anchor);
  if (isRefusal(times)) return { refused: times.code };
  const elapsedMs = instantMs(times.endTime) - instantMs(times.startTime);
  return {
    endLocal: written(times.endTime),
    endUtc: written(new Date(instantMs(times.endTime)).toISOString()),
    elapsedHours: String(elapsedMs / 3_600_000),
    days: civilDays(times.startTime.slice(0, 10), times.endTime.slice(0, 10)),
  };
}

describe('the end of a term', () => {
  const ofTerms = vectors.filter(({ rule }) => rule === 'endTime');

  it.each(ofTerms.filter(({ kind }) => kind === 'rule'))('$id $note', (vector) => {
    expect(worked(vector)).toMatchObject(vector.expected);
  });

  it.each(ofTerms.filter(({ kind }) => kind === 'antiVector'))(
    'is not $id once the anchor is known: $note',
    (vector) => {
      expect(worked(vector)).toMatchObject(vector.expected);
      const anchored = { ...vector, inputs: { ...vector.inputs, anchorDay: 31 } };
      expect(worked(anchored)).not.toMatchObject(vector.expected);
    },
  );

  it.each(vectors.filter(({ rule }) => rule === 'periodStarts'))('$id $note', (vector) => {
    ran.add(vector.id);
    const { start, months, stepMonths } = vector.inputs as {
      start: string;
      months: number;
      stepMonths: number;
    };
    const periods = periodsFrom(start, stepMonths, months / stepMonths);
    expect({
      count: periods.length,
      starts: periods.map(({ startDate }) => startDate),
      end: periods.at(-1)?.endDate,
    }).toEqual(vector.expected);
  });

  it('has left none of the reference out', () => {
    console.info(`vectors: ET ${ran.size}`);
    expect(ran.size).toBe(HOW_MANY);
    expect([...ran].sort()).toEqual(vectors.map(({ id }) => id).sort());
  });

  it('keeps the seconds of its start', () => {
    expect(
      endTime('2025-02-01T00:01:30', 'America/Chicago', { count: 1, basis: 'months' }),
    ).toEqual({
      startTime: '2025-02-01T00:01:30.000-06:00',
      endTime: '2025-03-01T00:01:30.000-06:00',
    });
  });

  it.each<[number, DurationBasis]>([
    [1.5, 'days'],
    [-1, 'hours'],
    [Number.NaN, 'months'],
    [8_000, 'years'],
    [9_000_000_000, 'weeks'],
    [100_000_000, 'hours'],
  ])('is refused for %s %s', (count, basis) => {
    expect(endTime('2027-02-01T00:01', 'America/Chicago', { count, basis })).toMatchObject({
      code: 'durationNotPositiveInteger',
    });
  });

  it('is refused where the time of day of the anchor is another', () => {
    const anchor = { dayOfMonth: null, timeOfDay: '12:00' };
    const length = { count: 1, basis: 'months' } as const;
    expect(endTime('2027-02-01T00:01', 'America/Chicago', length, anchor)).toMatchObject({
      code: 'anchorContradictsStart',
      field: 'anchor.timeOfDay',
    });
  });

  it('is asked of a start that is a time', () => {
    const length = { count: 1, basis: 'days' } as const;
    for (const start of ['2027-02-30T00:01', '2027-02-01', '2027-02-01T24:00', '']) {
      expect(() => endTime(start, 'UTC', length), start).toThrow(NotAnInstantError);
    }
  });

  it('is after its start, and half-years make years, in any zone from any day on', () => {
    const start = fc
      .integer({ min: 0, max: 5_000 })
      .map((days) => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10));
    const zones = fc.constantFrom('America/New_York', 'America/Santiago', 'Europe/Berlin', 'UTC');
    fc.assert(
      fc.property(start, zones, fc.constantFrom('00:01', '00:00', '02:30'), (date, zone, time) => {
        const anchor = { dayOfMonth: Number(date.slice(8)), timeOfDay: time };
        const first = endTime(`${date}T${time}`, zone, { count: 6, basis: 'months' }, anchor);
        if (isRefusal(first)) throw new Error(first.text);
        expect(instantMs(first.endTime)).toBeGreaterThan(instantMs(first.startTime));
        const second = endTime(first.endTime, zone, { count: 6, basis: 'months' }, anchor);
        const year = endTime(`${date}T${time}`, zone, { count: 1, basis: 'years' }, anchor);
        if (isRefusal(second) || isRefusal(year)) throw new Error('refused');
        expect(second.endTime).toBe(year.endTime);
      }),
    );
  });
});
