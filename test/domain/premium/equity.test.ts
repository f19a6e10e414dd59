import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equityOf } from '../../../src/domain/premium/equity.js';

const TERM = { effectiveDate: '2025-02-01', expirationDate: '2026-02-01' };

describe('the day that money pays to', () => {
  it('is the last that it covers whole', () => {
    const cents = fc.integer({ min: 0, max: 1_000_000_000 });
    fc.assert(
      fc.property(cents, cents, cents, (premium, oneTime, received) => {
        fc.pre(premium > 0);
        const { days, premiumPaidCents } = equityOf(TERM, premium, oneTime, received);
        const paid = BigInt(premiumPaidCents) * 365n;
        expect(paid >= BigInt(days) * BigInt(premium)).toBe(true);
        if (days < 365) expect(paid < BigInt(days + 1) * BigInt(premium)).toBe(true);
      }),
    );
  });

  it('is the first day while only one-time charges are paid, and the last where no premium is due', () => {
    expect(equityOf(TERM, 500_000, 24_450, 20_000)).toEqual({
      premiumPaidCents: 0,
      days: 0,
      paidTo: '2025-02-01',
    });
    expect(equityOf(TERM, 0, 0, 0).paidTo).toBe('2026-02-01');
  });
});
