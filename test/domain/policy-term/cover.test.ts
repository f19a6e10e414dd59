import { describe, expect, it } from 'vitest';
import { coverOf } from '../../../src/domain/policy-term/cover.js';
import type { ChargedLayer } from '../../../src/domain/premium/charged-term.js';

const YEAR = { effectiveDate: '2027-02-01', expirationDate: '2028-02-01' };

function aReinstatement(cancelledOn: string, effectiveDate: string): ChargedLayer {
  return {
    kind: 'reinstatement',
    transaction: `reinstatement from ${effectiveDate}`,
    effectiveDate,
    cancelledOn,
    booked: [],
    fullTerm: [],
  };
}

describe('when a term covers', () => {
  it.each([
    ['to its end', null, [], [['2027-02-01', '2028-02-01']]],
    ['to its cancellation', '2027-08-01', [], [['2027-02-01', '2027-08-01']]],
    ['never, when it was cancelled from its first day', '2027-02-01', [], []],
    [
      'as if it had never been cancelled, when it came back without a gap',
      null,
      [aReinstatement('2027-08-01', '2027-08-01')],
      [['2027-02-01', '2028-02-01']],
    ],
    [
      'not in the gap that its reinstatement left',
      '2027-11-01',
      [aReinstatement('2027-08-01', '2027-09-01')],
      [
        ['2027-02-01', '2027-08-01'],
        ['2027-09-01', '2027-11-01'],
      ],
    ],
    [
      'to an earlier cancellation, whatever came back after that day',
      '2027-07-01',
      [aReinstatement('2027-08-01', '2027-09-01')],
      [['2027-02-01', '2027-07-01']],
    ],
  ] as const)('%s', (_when, cancelledOn, layers, periods) => {
    const cover = coverOf({ ...YEAR, cancelledOn, layers });
    expect(cover.map(({ from, to }) => [from, to])).toEqual(periods);
  });
});
