import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, civilDays } from '../../../src/domain/calendar/civil-date.js';
import { instantMs } from '../../../src/domain/calendar/instant.js';
import { instantIn } from '../../../src/domain/calendar/time-zone.js';
import { isRefusal } from '../../../src/domain/machine/refusals.js';
import type { Charge } from '../../../src/domain/money/charges.js';
import {
  anchorDayOf,
  expiringCharges,
  nextTermDays,
} from '../../../src/domain/renewal/next-term.js';
import { family } from '../vectors.js';

const MONTHS: Readonly<Record<string, number>> = { months: 1, years: 12 };
interface Asked {
  readonly start: string;
  readonly zone: string;
  readonly duration: number;
  readonly basis: string;
  readonly anchorDay?: number;
}

/** Terms of whole months at 00:01, as products have them. */
const ends = family('ET').filter(({ inputs, kind }) => {
  const { start, basis = '' } = inputs as unknown as Partial<Asked>;
  return kind === 'rule' && basis in MONTHS && start?.slice(11, 16) === '00:01';
});

describe('the days of the next term', () => {
  it('are those of the reference: ET 14', () => {
    const numbers = ends.map(({ id }) => Number(id.slice(3)));
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 21, 23, 27, 28, 29]);
  });

  it.each(ends)('$id $note', ({ inputs, expected }) => {
    const { start, zone, duration, basis, anchorDay = null } = inputs as unknown as Asked;
    const expirationDate = start.slice(0, 10);
    const found = nextTermDays({ expirationDate }, duration * (MONTHS[basis] ?? 0), anchorDay);
    if (isRefusal(found)) {
      expect({ refused: found.code }).toEqual(expected);
      return;
    }
    expect(found.effectiveDate).toBe(expirationDate);
    const end = instantIn(zone, found.expirationDate, '00:01');
    expect(instantMs(end)).toBe(instantMs(String(expected['endUtc'])));
  });

  it('ET-07x: do not lose the anchor in a short month', () => {
    const wrong = family('ET').find(({ id }) => id === 'ET-07x');
    const found = nextTermDays(
      { expirationDate: '2026-02-28' },
      6,
      anchorDayOf('2025-08-31', '2026-02-28'),
    );
    expect(found).toMatchObject({ expirationDate: '2026-08-31' });
    expect(wrong?.expected['endUtc']).toContain('2026-08-28');
  });

  it('follow one another for years without a gap or a day in both, from any day and for any length', () => {
    const day = fc
      .integer({ min: 0, max: 4000 })
      .map((days) => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.constantFrom(1, 2, 3, 4, 6, 12, 18), (first, months) => {
        const anchorDay = anchorDayOf(first, first);
        let term = { effectiveDate: first, expirationDate: addMonths(first, months) };
        for (let count = 2; count <= 12; count += 1) {
          expect(anchorDayOf(first, term.expirationDate)).toBe(anchorDay);
          const next = nextTermDays(term, months, anchorDay);
          if (isRefusal(next)) throw new Error(next.text);
          expect(next.effectiveDate).toBe(term.expirationDate);
          expect(next.expirationDate).toBe(addMonths(first, months * count));
          expect(civilDays(next.effectiveDate, next.expirationDate)).toBeGreaterThan(0);
          term = next;
        }
      }),
    );
  });

  it('count from their own days since somebody made a term shorter', () => {
    expect(anchorDayOf('2025-01-15', '2025-06-01')).toBeNull();
    const next = nextTermDays({ expirationDate: '2025-06-01' }, 12, null);
    expect(next).toEqual({ effectiveDate: '2025-06-01', expirationDate: '2026-06-01' });
  });

  it('have a 29 February where the policy began on one', () => {
    expect(anchorDayOf('2024-02-29', '2027-02-28')).toBe(29);
    const next = nextTermDays({ expirationDate: '2027-02-28' }, 12, 29);
    expect(next).toMatchObject({ expirationDate: '2028-02-29' });
    expect(civilDays('2027-02-28', '2028-02-29')).toBe(366);
  });
});

describe('the charges of the next term', () => {
  const charge = (name: string, amountCents: number, kind: Charge['kind'] = 'premium'): Charge => ({
    ...{ kind, name, line: 'gl', state: 'TX', amountCents },
    ...{ refundable: 'always', isTaxable: kind === 'premium' },
  });
  const premium = charge('premium', 500_000);
  const tax = charge('surplusLinesTax', 24_250, 'tax');
  const fees = { ...charge('fees', 200, 'fee'), line: null, state: null };
  const days = { effectiveDate: '2025-02-01', expirationDate: '2026-02-01' };
  const bind = {
    kind: 'bind',
    transaction: 'new-business:triton:TRITON-1',
    effectiveDate: '2025-02-01',
    booked: [premium, tax, fees],
    fullTerm: [premium, tax, fees],
  } as const;
  const raised = charge('premium', 560_000);
  const endorsed = {
    kind: 'endorsement',
    transaction: 'endorsement:POL-1:1',
    effectiveDate: '2025-08-01',
    booked: [charge('premium', 30_247)],
    fullTerm: [raised, tax, fees],
  } as const;
  const reinstated = {
    kind: 'reinstatement',
    transaction: 'reinstatement:POL-1:1',
    effectiveDate: '2025-10-01',
    cancelledOn: '2025-09-01',
    booked: [charge('premium', 188_712), charge('reinstatementFee', 5000, 'fee')],
    fullTerm: [],
  } as const;

  it('are what the old term would cost in full, without what the policy system adds', () => {
    expect(expiringCharges({ ...days, layers: [bind] }, 12)).toEqual([premium, tax]);
  });

  it('are as the last change left them, and never what was booked', () => {
    const layers = [bind, endorsed, reinstated];
    expect(expiringCharges({ ...days, layers }, 12)).toEqual([raised, tax]);
  });

  it('leave out what fell away', () => {
    const layers = [bind, { ...endorsed, booked: [], fullTerm: [tax] }];
    expect(expiringCharges({ ...days, layers }, 12)).toEqual([tax]);
  });

  it('are not known from a term of another length', () => {
    expect(expiringCharges({ ...days, layers: [bind] }, 6)).toBeNull();
    const short = { effectiveDate: '2025-02-01', expirationDate: '2025-12-15' };
    expect(expiringCharges({ ...short, layers: [bind] }, 12)).toBeNull();
  });

  it.each([
    ['2024-02-29', '2025-02-28'],
    ['2027-02-28', '2028-02-29'],
  ])('are known from a year that a leap day moved: %s to %s', (effectiveDate, expirationDate) => {
    const term = { effectiveDate, expirationDate, layers: [{ ...bind, effectiveDate }] };
    expect(expiringCharges(term, 12)).toEqual([premium, tax]);
  });
});
