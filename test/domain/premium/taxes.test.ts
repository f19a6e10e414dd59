import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumCents } from '../../../src/domain/money/cents.js';
import type { Charge } from '../../../src/domain/money/charges.js';
import { endorsementCharges } from '../../../src/domain/premium/endorsement.js';
import { taxesOn, type TaxRow } from '../../../src/domain/premium/taxes.js';
import { aCharge } from '../../support/charges.js';
import { aChargedTerm, aLayer, amountsOf, granted, RULES } from './charged-terms.js';
import { isNearest } from './exact.js';

const texas: TaxRow = {
  state: 'TX',
  from: '2024-01-01',
  to: null,
  rates: [
    { kind: 'tax', name: 'surplusLinesTax', rate: '4.85%', refundable: 'always' },
    { kind: 'fee', name: 'stampingFee', rate: '0.04%', refundable: 'never' },
  ],
};
const oklahoma: TaxRow = {
  state: 'OK',
  from: '2024-01-01',
  to: '2026-01-01',
  rates: [{ kind: 'tax', name: 'surplusLinesTax', rate: '6%', refundable: 'always' }],
};
const rows = [texas, oklahoma];

describe('taxes and fees', () => {
  it('are taken by each state from what is charged there, as rows that nobody taxes again', () => {
    const charges = [
      aCharge({ amountCents: 500_000 }),
      aCharge({ amountCents: 100_000, state: 'OK' }),
      aCharge({ amountCents: 10_000, state: null, line: null }),
    ];
    expect(granted(taxesOn(charges, rows, 'OK', '2025-02-01'))).toEqual([
      {
        ...aCharge({ kind: 'tax', name: 'surplusLinesTax', amountCents: 24_250, line: null }),
        isTaxable: false,
      },
      {
        ...aCharge({ kind: 'fee', name: 'stampingFee', amountCents: 200, line: null }),
        refundable: 'never',
      },
      aCharge({
        kind: 'tax',
        name: 'surplusLinesTax',
        state: 'OK',
        amountCents: 6_600,
        line: null,
      }),
    ]);
  });

  it('of an endorsement are what is left of the difference at new and old full-term figures', () => {
    const taxed = (amountCents: number): readonly Charge[] => {
      const charges = [aCharge({ amountCents })];
      return [...charges, ...granted(taxesOn(charges, rows, 'TX', '2025-02-01'))];
    };
    const term = aChargedTerm({ layers: [aLayer({ booked: taxed(500_000) })] });
    const figures = { fullTerm: taxed(620_000), asGiven: null };
    const result = granted(endorsementCharges(term, '2025-05-01', figures, RULES));
    expect(amountsOf(result.rows)).toEqual([90_740, 4_401, 36]);
  });

  it('are the nearest cent to the rate of the sum', () => {
    const amounts = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000_000 }), { minLength: 1 });
    fc.assert(
      fc.property(amounts, (list) => {
        const charges = list.map((amountCents) => aCharge({ amountCents }));
        const [tax] = granted(taxesOn(charges, rows, 'TX', '2025-02-01'));
        expect(isNearest(tax?.amountCents ?? 0, BigInt(sumCents(list)) * 485n, 10_000n)).toBe(true);
      }),
    );
  });

  it('are none where nothing is taxable, even in a state without a row', () => {
    const fee = aCharge({ kind: 'fee', state: 'FL' });
    expect(taxesOn([fee], rows, 'FL', '2025-02-01')).toEqual([]);
  });

  it('need a row for every state that something is charged in', () => {
    const charges = [aCharge(), aCharge({ state: 'OK' })];
    expect(taxesOn(charges, rows, 'TX', '2026-01-01')).toMatchObject({
      code: 'noTaxRow',
      found: 'OK, 2026-01-01',
      allowed: 'OK 2024-01-01 to 2026-01-01',
    });
  });

  it('fail on a rate that is no percentage, which a checked file has not', () => {
    const odd = { ...texas, rates: texas.rates.map((rate) => ({ ...rate, rate: '4,85%' })) };
    expect(() => taxesOn([aCharge()], [odd], 'TX', '2025-02-01')).toThrow('4,85%');
  });
});
