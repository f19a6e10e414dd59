import { describe, expect, it } from 'vitest';
import { asShownIn, civilDateIn, instantIn } from '../../../src/domain/calendar/time-zone.js';
import { family } from '../vectors.js';

const endTimes = family('ET').filter(({ expected }) => 'endUtc' in expected);

describe('the moment of a wall time', () => {
  it.each(endTimes.map((vector) => [vector.id, vector] as const))(
    'is that of %s',
    (_id, { inputs, expected }) => {
      const { zone } = inputs as { zone: string };
      const { endLocal, endUtc } = expected as { endLocal: string; endUtc: string };
      const [date = '', time = ''] = endLocal.split('T');
      expect(instantIn(zone, date, time.slice(0, 5))).toBe(new Date(endUtc).toISOString());
    },
  );

  it.each([
    ['America/New_York', '2025-03-09', '02:30', '2025-03-09T07:30:00.000Z'],
    ['Europe/Berlin', '2025-03-30', '02:30', '2025-03-30T01:30:00.000Z'],
    ['America/Santiago', '2025-09-07', '00:00', '2025-09-07T04:00:00.000Z'],
  ])('moves forward in %s where the clock leaves it out', (zone, date, time, instant) => {
    expect(instantIn(zone, date, time)).toBe(instant);
  });

  it('is the earlier one where the clock shows it twice', () => {
    expect(instantIn('America/New_York', '2025-11-02', '01:30')).toBe('2025-11-02T05:30:00.000Z');
  });

  it('is right far from Greenwich', () => {
    expect(instantIn('Pacific/Kiritimati', '2027-02-01', '00:01')).toBe('2027-01-31T10:01:00.000Z');
    expect(instantIn('Pacific/Pago_Pago', '2027-02-01', '00:01')).toBe('2027-02-01T11:01:00.000Z');
    expect(instantIn('Asia/Kathmandu', '2027-02-01', '00:01')).toBe('2027-01-31T18:16:00.000Z');
  });
});

describe('a moment as a zone shows it', () => {
  it.each([
    ['America/Chicago', '2028-02-02T05:59:59.999Z', '2028-02-01T23:59:59.999-06:00'],
    ['Europe/Berlin', '2027-06-30T22:01:00.000Z', '2027-07-01T00:01:00.000+02:00'],
    ['Asia/Kathmandu', '2027-01-31T18:16:00.000Z', '2027-02-01T00:01:00.000+05:45'],
    ['America/St_Johns', '2027-02-01T03:31:00.000Z', '2027-02-01T00:01:00.000-03:30'],
    ['UTC', '2027-02-01T00:01:00.000Z', '2027-02-01T00:01:00.000+00:00'],
  ])('has the day and the offset of %s', (zone, instant, shown) => {
    expect(asShownIn(zone, instant)).toBe(shown);
    expect(Date.parse(shown)).toBe(Date.parse(instant));
  });
});

describe('the day in a zone', () => {
  it.each([
    ['America/Chicago', '2027-01-01T03:00:00Z', '2026-12-31'],
    ['America/Chicago', '2027-01-01T06:00:00Z', '2027-01-01'],
    ['Pacific/Kiritimati', '2026-12-31T10:00:00Z', '2027-01-01'],
  ])('%s at %s is %s', (zone, instant, date) => {
    expect(civilDateIn(zone, new Date(instant))).toBe(date);
  });
});
