import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, civilDays } from '../../../src/domain/calendar/civil-date.js';
import { changeableDay, dayOfTerm } from '../../../src/domain/calendar/term-days.js';

const TERM = { effectiveDate: '2025-02-01', expirationDate: '2026-02-01' };

describe('days of a term', () => {
  it('are counted by the calendar', () => {
    const days = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(days, (count) => {
        expect(civilDays('2025-02-01', addDays('2025-02-01', count))).toBe(count);
      }),
    );
    expect(civilDays('2024-02-01', '2025-02-01')).toBe(366);
    // The clocks change within it.
    expect(civilDays('2025-03-08', '2025-03-10')).toBe(2);
  });

  it('run to its end, which it does not cover', () => {
    expect(dayOfTerm(TERM, '2025-02-01')).toEqual({ elapsedDays: 0, termDays: 365 });
    expect(dayOfTerm(TERM, '2026-02-01')).toEqual({ elapsedDays: 365, termDays: 365 });
    expect(changeableDay(TERM, '2026-01-31')).toEqual({ elapsedDays: 364, termDays: 365 });
  });

  it.each([
    ['2025-01-31', 'beforeTermStart', '2025-02-01 or later'],
    ['2026-02-01', 'atOrAfterExpiration', 'a day before 2026-02-01'],
    ['2027-02-01', 'atOrAfterExpiration', 'a day before 2026-02-01'],
  ])('on %s nothing can be changed: %s', (date, code, allowed) => {
    const facts = { field: 'effectiveDate', found: date, allowed };
    expect(changeableDay(TERM, date)).toMatchObject({ code, ...facts });
  });

  it('are none in a term of hours', () => {
    const hours = { effectiveDate: '2025-02-01', expirationDate: '2025-02-01' };
    expect(changeableDay(hours, '2025-02-01')).toMatchObject({ code: 'termHasNoDay' });
  });
});
