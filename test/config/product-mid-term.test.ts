import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { productMidTerm } from '../../src/config/product-mid-term.js';
import { CUSTOMARY_SHORT_RATE } from '../../src/domain/premium/short-rate-table.js';

/** The example of the documentation, which must be one. */
function documented(): unknown {
  const page = readFileSync(new URL('../../docs/products.md', import.meta.url), 'utf8');
  const section = page.slice(page.indexOf('## Changes within a term'));
  return JSON.parse(/```json\n(.*?)```/s.exec(section)?.[1] ?? '');
}

describe('what a product file says of changes within a term', () => {
  it('is pro rata by real days and without a minimum unless said', () => {
    expect(productMidTerm.parse({})).toEqual({
      refund: {
        dayCount: 'actual',
        factorPlaces: null,
        unit: 'cent',
        shortRateTable: CUSTOMARY_SHORT_RATE,
      },
      cancellation: { methodForInsured: 'proRata', minimum: null, hasMinimumForInsurer: false },
      endorsement: { mayComeBefore: false, quoteDays: 90 },
      processingDelayDays: 0,
      lateMoneyDays: 30,
      lateMoney: null,
      reinstatement: { isGapAllowed: false, withinDays: 0, feeCents: 0 },
    });
  });

  it('is read as documented', () => {
    expect(productMidTerm.parse(documented()).cancellation).toEqual({
      methodForInsured: 'shortRate90',
      minimum: { kind: 'share', basisPoints: 2_500 },
      hasMinimumForInsurer: false,
    });
    expect(productMidTerm.parse(documented()).reinstatement).toEqual({
      isGapAllowed: false,
      withinDays: 30,
      feeCents: 5_000,
    });
  });

  it('says of late money what it advises, and decides by itself only where it says so', () => {
    expect(productMidTerm.parse(documented()).lateMoney).toEqual({
      withinDays: 20,
      automatic: false,
    });
    const lateMoneyReinstates = { withinDays: 10, automatic: true };
    expect(productMidTerm.parse({ lateMoneyReinstates }).lateMoney).toEqual(lateMoneyReinstates);
  });

  it.each([
    [{ share: '12.5%' }, { kind: 'share', basisPoints: 1_250 }],
    [{ amount: '100' }, { kind: 'amount', amountCents: 10_000 }],
  ])('takes the minimum %j', (minimumEarned, minimum) => {
    expect(productMidTerm.parse({ minimumEarned }).cancellation.minimum).toEqual(minimum);
  });

  it("takes a product's own table", () => {
    const shortRateTable = [
      [30, 25],
      [365, 100],
    ];
    expect(productMidTerm.parse({ shortRateTable }).refund.shortRateTable).toEqual(shortRateTable);
  });

  it.each([
    [{ factorPlaces: 2 }, 'must be 3, 4 or null'],
    [{ unit: 'euro' }, 'must be cent or dollar'],
    [{ insuredCancels: 'flat' }, 'must be proRata, shortRate90 or shortRateTable'],
    [{ minimumEarned: { share: '101%' } }, 'must be at most'],
    [{ minimumEarned: { share: 25 } }, 'must be a percentage'],
    [{ minimumEarned: { share: '25%', amount: '1.00' } }, 'must be { '],
    [{ shortRateTable: [] }, 'must have a step'],
    [
      {
        shortRateTable: [
          [2, 6],
          [1, 5],
        ],
      },
      'must rise in days and in percent',
    ],
    [
      {
        shortRateTable: [
          [1, 6],
          [2, 5],
        ],
      },
      'must rise in days and in percent',
    ],
    [{ midterm: 1 }, 'midterm'],
    [{ lateMoneyReinstates: { withinDays: 31 } }, 'must be at most lateMoneyDays, 30'],
    [{ lateMoneyReinstates: { withinDays: 400 }, lateMoneyDays: 365 }, 'must be at most 365'],
    [{ lateMoneyReinstates: { days: 20 } }, 'days'],
  ])('refuses %j', (block, words) => {
    const { error } = productMidTerm.safeParse(block);
    expect(error?.message).toContain(words.replaceAll('"', '\\"'));
  });
});
