import { describe, expect, it } from 'vitest';
import { instantMs, isInstant, NotAnInstantError } from '../../../src/domain/calendar/instant.js';

describe('an instant', () => {
  it.each(['1753-01-01T00:00Z', '2027-02-01T06:01:00-06:00', '9999-12-31T23:59:59.999Z'])(
    'is %s',
    (text) => {
      expect(isInstant(text)).toBe(true);
      expect(new Date(instantMs(text)).toISOString()).toHaveLength(24);
    },
  );

  it.each([
    ['a day that does not exist', '2027-02-30T00:00Z'],
    ['wall time', '2027-02-01T06:01:00'],
    ['before 1753', '1752-12-31T23:59:59Z'],
    ['before 1753 by its offset', '1753-01-01T00:00+12:00'],
    ['after 9999 by its offset', '9999-12-31T23:00:00-05:00'],
  ])('is not %s', (_, text) => {
    expect(isInstant(text)).toBe(false);
    expect(() => instantMs(text)).toThrow(NotAnInstantError);
  });
});
