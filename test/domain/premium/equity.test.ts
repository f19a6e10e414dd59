import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Charge } from '../../../src/domain/money/charges.js';
import { aCharge } from '../../support/charges.js';
import { equityOf, equityOfTerm } from '../../../src/domain/premium/equity.js';

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

  it('counts in what changes of the term have charged, and what they gave back', () => {
    const layer = (transaction: string, ...booked: readonly Charge[]) => ({
      kind: 'endorsement' as const,
      transaction,
      effectiveDate: '2025-05-01',
      booked,
      fullTerm: [],
    });
    const tax = aCharge({ kind: 'tax', name: 'tax', amountCents: 24_450 });
    const term = {
      ...TERM,
      layers: [layer('a', aCharge({ amountCents: 400_000 }), tax)],
      returns: [],
      cancelledOn: null,
    };
    const more = {
      ...term,
      layers: [...term.layers, layer('b', aCharge({ amountCents: 100_000 }))],
    };
    expect(equityOfTerm(more, 149_450)).toEqual(equityOf(TERM, 500_000, 24_450, 149_450));
    expect(equityOfTerm(more, 149_450).paidTo).toBe('2025-05-03');
  });
});
