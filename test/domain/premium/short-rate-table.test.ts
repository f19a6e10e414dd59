import { describe, expect, it } from 'vitest';
import { ratio } from '../../../src/domain/money/ratio.js';
import {
  CUSTOMARY_SHORT_RATE,
  earnedByTable,
} from '../../../src/domain/premium/short-rate-table.js';
import { tables } from '../vectors.js';

describe('the customary short-rate table', () => {
  it('is that of the reference, day by day', () => {
    const days = Object.entries(tables.shortRateCustomary);
    expect(days).toHaveLength(365);
    for (const [day, percent] of days)
      expect(earnedByTable(CUSTOMARY_SHORT_RATE, Number(day)), day).toEqual(ratio(percent, 100));
  });

  it('earns everything after a year, and never less than the days alone', () => {
    expect(earnedByTable(CUSTOMARY_SHORT_RATE, 366)).toEqual(ratio(1));
    for (const [untilDay, percent] of CUSTOMARY_SHORT_RATE)
      expect(percent * 365, `day ${untilDay}`).toBeGreaterThanOrEqual(untilDay * 100);
  });
});
