import { describe, expect, it } from 'vitest';
import { storyDays } from '../../../tools/demo/days.js';

const DAY_MS = 86_400_000;

describe('the days of the demo', () => {
  it('are a year that has run for four months at least, on whichever day it is told', () => {
    for (let day = Date.UTC(2027, 0, 1); day < Date.UTC(2029, 0, 1); day += DAY_MS) {
      const told = storyDays(new Date(day + DAY_MS / 2), 'America/Chicago');
      expect(told.today).toBe(new Date(day).toISOString().slice(0, 10));
      const ranDays = (Date.parse(told.today) - Date.parse(told.effectiveDate)) / DAY_MS;
      expect(ranDays).toBeGreaterThanOrEqual(119);
      expect(ranDays).toBeLessThan(155);
      expect(told.endorsedFrom > told.effectiveDate).toBe(true);
      expect(told.endorsedFrom < told.today).toBe(true);
      expect(told.expirationDate.slice(4)).toBe(told.effectiveDate.slice(4));
    }
  });

  it('are those of the zone of the product', () => {
    const { today } = storyDays(new Date('2027-03-01T03:00:00Z'), 'America/Chicago');
    expect(today).toBe('2027-02-28');
  });
});
