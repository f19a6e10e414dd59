import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/domain/calendar/civil-date.js';
import { isInstant } from '../../../src/domain/calendar/instant.js';

describe('counting days', () => {
  it.each([
    ['2027-02-01', 30, '2027-03-03'],
    ['2028-02-01', 30, '2028-03-02'],
    ['2027-12-31', 1, '2028-01-01'],
    ['2027-03-01', -1, '2027-02-28'],
    ['2027-03-14', 0, '2027-03-14'],
  ])('%s and %i days is %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected);
  });
});

describe('a moment', () => {
  it.each(['2027-02-01T06:01Z', '2027-02-01T06:01:00.5Z', '2027-02-01T00:01:00-06:00'])(
    'is %s',
    (text) => {
      expect(isInstant(text)).toBe(true);
    },
  );

  it.each(['2027-02-01', '2027-02-01T06:01:00', '2027-02-30T06:01:00Z', '2027-02-01T25:00:00Z'])(
    'is not %s',
    (text) => {
      expect(isInstant(text)).toBe(false);
    },
  );
});
