import { describe, expect, it } from 'vitest';
import { rewriteCharges } from '../../../src/domain/premium/rewrite.js';
import { rewriteDays } from '../../../src/domain/rewrite/dates.js';
import { BASE_CHARGES } from '../../support/charges.js';
import { amountsOf, granted } from './charged-terms.js';

const LEAP = { effectiveDate: '2024-01-01', expirationDate: '2025-01-01' };

describe('the new term of a rewrite', () => {
  it('is charged the remainder by its real days, in a leap term too', () => {
    const kind = 'remainder';
    const asked = { kind, replaced: LEAP, cancelledOn: '2024-07-01', start: null } as const;
    const days = granted(rewriteDays({ ...asked, newExpiration: null }));
    const { rows, totalCents } = rewriteCharges(kind, LEAP, days, BASE_CHARGES);
    expect(amountsOf(rows)).toEqual([251_366, 12_191, 101]);
    expect(totalCents).toBe(263_658);
    expect(rows[0]?.working).toEqual({
      rule: 'remainingDays',
      ofCents: 500_000,
      factor: '92/183',
      roundedTo: 'cent',
      givesCents: 251_366,
    });
  });

  it('is charged whole where it is a term of its own', () => {
    const kind = 'newTerm';
    const asked = { kind, replaced: LEAP, cancelledOn: '2024-07-01', start: null } as const;
    const days = granted(rewriteDays({ ...asked, newExpiration: '2025-07-01' }));
    const { rows } = rewriteCharges(kind, LEAP, days, BASE_CHARGES);
    expect(rows.map(({ charge, working }) => [charge, working.rule])).toEqual(
      BASE_CHARGES.map((charge) => [charge, 'wholeCharge']),
    );
  });
});
