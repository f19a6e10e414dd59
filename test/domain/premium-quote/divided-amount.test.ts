import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths } from '../../../src/domain/calendar/civil-date.js';
import { sumCents } from '../../../src/domain/money/cents.js';
import {
  policyPeriodsIn,
  systemPeriodsIn,
  type Span,
} from '../../../src/domain/premium-quote/calculation-periods.js';
import { dividedAmount, divisionOf } from '../../../src/domain/premium-quote/divided-amount.js';
import { family } from '../vectors.js';

const MONTHLY = { months: 1, perCollection: 1, forwardDays: 0 };
const TERM = 12;

/** What each period of the policy has of a yearly amount, in their order. */
function shares(amountCents: number, span: Span, months = 1): readonly number[] {
  const timeline = policyPeriodsIn(span, { ...MONTHLY, months }, 'immediate');
  const divided = dividedAmount(amountCents, divisionOf(span, timeline, TERM));
  return timeline.map((period) => divided.get(period) ?? 0);
}

/** The same by periods of the calendar. */
function calendarShares(amountCents: number, span: Span): readonly number[] {
  const timeline = systemPeriodsIn(span, { months: 1 });
  const divided = dividedAmount(amountCents, divisionOf(span, timeline, TERM));
  return timeline.map((period) => divided.get(period) ?? 0);
}

const year = (startDate: string): Span => ({ startDate, endDate: addMonths(startDate, 12) });

describe('a yearly amount over the periods of a contract', () => {
  const [fee] = family('IN').filter(({ id }) => id === 'IN-09');

  it('IN-09, ET-24: the fee of 200.00 over twelve months from 30 April, and not 193.30', () => {
    const { amount } = fee?.inputs as { amount: number };
    const found = shares(amount, { startDate: '2018-04-30', endDate: '2019-04-30' });
    expect(found).toEqual(fee?.expected['slices']);
    expect(sumCents(found)).toBe(fee?.expected['sum']);
  });

  it('comes out whole by the calendar as well, its first and last month by their days', () => {
    const found = calendarShares(20_000, { startDate: '2018-04-30', endDate: '2019-04-30' });
    expect(found).toHaveLength(13);
    expect(found.slice(0, 3)).toEqual([55, 1_666, 1_666]); // a day of thirty, then whole months
    expect(sumCents(found)).toBe(20_000);
  });

  it('is taken once for each year of a longer contract', () => {
    const found = shares(20_000, { startDate: '2018-04-30', endDate: '2020-04-30' });
    expect(found).toHaveLength(24);
    expect(sumCents(found.slice(0, 12))).toBe(20_000);
    expect(sumCents(found.slice(12))).toBe(20_000);
  });

  it('is as much less as a contract is shorter', () => {
    expect(shares(20_000, { startDate: '2027-01-01', endDate: '2027-07-01' })).toEqual([
      1_666, 1_666, 1_666, 1_666, 1_666, 1_670,
    ]);
    // Fifteen days of a January of 31 beside three whole months.
    const stub = shares(20_000, { startDate: '2026-10-01', endDate: '2027-01-16' });
    expect(stub).toEqual([1_666, 1_666, 1_666, 808]);
    expect(sumCents(stub)).toBe(5_806); // 200.00 * (3 + 15/31) / 12 = 58.0645
  });

  it('is one cent of one cent, and all of 99,999,999.99', () => {
    expect(shares(1, year('2027-02-01'))).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(sumCents(shares(9_999_999_999, year('2027-02-01')))).toBe(9_999_999_999);
  });

  it('takes off what an adjustment takes off, in the same proportions', () => {
    expect(shares(-10_000, year('2027-02-01'), 3)).toEqual([-2_500, -2_500, -2_500, -2_500]);
    expect(sumCents(shares(-10_001, year('2027-02-01')))).toBe(-10_001);
  });

  it('comes out whole of any amount, from any day on, however it is divided', () => {
    const day = fc.integer({ min: 0, max: 5_000 }).map((days) => addDays('2018-01-01', days));
    const amount = fc.integer({ min: -9_999_999_999, max: 9_999_999_999 });
    fc.assert(
      fc.property(amount, day, fc.constantFrom(1, 2, 3, 4, 6, 12), (cents, start, months) => {
        expect(sumCents(shares(cents, year(start), months))).toBe(cents);
        expect(sumCents(calendarShares(cents, year(start)))).toBe(cents);
      }),
    );
  });
});
