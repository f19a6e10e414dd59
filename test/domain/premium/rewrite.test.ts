import { describe, expect, it } from 'vitest';
import { rewriteCharges, REWRITE_KINDS } from '../../../src/domain/premium/rewrite.js';
import { BASE_CHARGES } from '../../support/charges.js';
import { amountsOf, granted } from './charged-terms.js';

const LEAP = { effectiveDate: '2024-01-01', expirationDate: '2025-01-01' };

describe('a rewrite', () => {
  it('charges the remainder by its real days, in a leap term too', () => {
    const result = granted(
      rewriteCharges('remainder', LEAP, '2024-07-01', '2024-07-01', BASE_CHARGES),
    );
    expect(result).toMatchObject({ remainingDays: 184, lapseDays: 0, totalCents: 263_658 });
    expect(amountsOf(result.rows)).toEqual([251_366, 12_191, 101]);
    expect(result.rows[0]?.working).toEqual({
      rule: 'remainingDays',
      ofCents: 500_000,
      factor: '92/183',
      roundedTo: 'cent',
      givesCents: 251_366,
    });
  });

  it('of the full term begins where the old term began', () => {
    expect(
      rewriteCharges('fullTerm', LEAP, '2024-01-01', '2024-01-02', BASE_CHARGES),
    ).toMatchObject({ code: 'flatNotAtStart', allowed: '2024-01-01' });
    expect(
      rewriteCharges('fullTerm', LEAP, '2024-07-01', '2024-01-01', BASE_CHARGES),
    ).toMatchObject({ code: 'beforeCancellationDate' });
  });

  it.each(REWRITE_KINDS)('of kind %s begins before the old term ends', (kind) => {
    expect(rewriteCharges(kind, LEAP, '2024-01-01', '2025-01-01', BASE_CHARGES)).toMatchObject({
      code: 'atOrAfterExpiration',
    });
  });
});
