import { describe, expect, it } from 'vitest';
import { ratedCharges } from '../../../src/domain/endorsement/rated.js';
import { isRefusal } from '../../../src/domain/machine/refusals.js';
import { PLAIN } from '../../../src/domain/premium/charge-row.js';
import type { ChargedTerm } from '../../../src/domain/premium/charged-term.js';
import { endorsementCharges } from '../../../src/domain/premium/endorsement.js';
import { productMidTerm } from '../../../src/config/product-mid-term.js';
import { aCharge } from '../../support/charges.js';

const GL = 'd2dd2a3a-b6e5-59a8-a28f-2d1367844168';
const PROPERTY = '6bed863a-4e2e-5360-970d-a81ab7583848';
const LINES = [
  { key: 'gl', lineGuid: GL },
  { key: 'property', lineGuid: PROPERTY },
];
const NAMES = {
  lines: LINES.slice(0, 1),
  charges: [
    { charge: 'premium', state: 'TX', code: 101 },
    { charge: 'terrorism', state: 'TX', code: 111 },
    { charge: 'policyFee', state: 'TX', code: 141 },
  ],
  rules: PLAIN,
  state: 'TX',
};
const rated = aCharge({ name: 'premium', line: null, state: 'TX', amountCents: 750_000 });
const fees = aCharge({ kind: 'fee', name: 'fees', line: null, state: null, amountCents: 15_000 });
const TERM: ChargedTerm = {
  effectiveDate: '2027-02-01',
  expirationDate: '2028-02-01',
  cancelledOn: null,
  returns: [],
  layers: [
    {
      kind: 'bind',
      transaction: 'bind',
      effectiveDate: '2027-02-01',
      booked: [rated, fees],
      fullTerm: [rated, fees],
    },
  ],
};
const held = (lineGuid: string, chargeCode: number, amountCents: number, isFee = false) => ({
  lineGuid,
  chargeCode,
  amountCents,
  isFee,
});

describe('what a workbook was rated at on a change', () => {
  it('is charged as the bind was: premium of no line, and the added fees in one row', () => {
    const amounts = [held(GL, 101, 90_740), held(GL, 141, 2_000, true), held(GL, 142, 500, true)];
    expect(ratedCharges(amounts, NAMES, TERM)).toMatchObject([
      { kind: 'premium', name: 'premium', line: null, state: 'TX', amountCents: 90_740 },
      { kind: 'fee', name: 'fees', line: null, state: null, amountCents: 2_500 },
    ]);
  });

  it('keeps the lines of a package, where the next cancellation gives each its own back', () => {
    const amounts = [held(GL, 101, 90_740), held(PROPERTY, 101, -10_000)];
    expect(ratedCharges(amounts, { ...NAMES, lines: LINES }, TERM)).toMatchObject([
      { line: 'gl', amountCents: 90_740 },
      { line: 'property', amountCents: -10_000 },
    ]);
  });

  it('is nothing where nothing changes, and keeps the line of what the bind did not have', () => {
    expect(ratedCharges([held(GL, 101, 0)], NAMES, TERM)).toEqual([]);
    expect(ratedCharges([held(GL, 111, 1_000)], NAMES, TERM)).toMatchObject([
      { name: 'terrorism', line: 'gl', amountCents: 1_000 },
    ]);
  });

  it('is not understood where the installation has no name for a number', () => {
    expect(ratedCharges([held(GL, 999, 1_000)], NAMES, TERM)).toEqual({
      why: 'the installation file has no charge with the number 999',
    });
    expect(ratedCharges([held(PROPERTY, 101, 1_000)], NAMES, TERM)).toMatchObject({
      why: expect.stringContaining(PROPERTY) as string,
    });
  });

  it('is booked as it stands, and moves the figures of the whole term by the premium alone', () => {
    const asGiven = [
      { ...rated, amountCents: 90_740 },
      { ...fees, amountCents: 2_500 },
    ];
    const figures = { fullTerm: null, asGiven, isRated: true };
    const { refund } = productMidTerm.parse({});
    const charges = endorsementCharges(TERM, '2027-05-01', figures, refund);
    if (isRefusal(charges)) throw new Error(charges.text);
    expect(charges.totalCents).toBe(93_240);
    expect(charges.rows.map(({ working }) => working.rule)).toEqual(['rated', 'rated']);
    // 907.40 of 276 days of 365 is 1200.00 of all of them.
    expect(charges.fullTerm.map(({ amountCents }) => amountCents)).toEqual([870_000, 15_000]);
  });
});
