import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumCents } from '../../../src/domain/money/cents.js';
import { ratedCharges, type RatingRequest } from '../../../src/domain/rating/rated-charges.js';
import { aLine, aPlan, rules, smallProperty } from '../../support/rate-plans.js';

const warehouse: RatingRequest = {
  risk: {
    sumInsured: 750_000,
    construction: 'masonry',
    territory: 'coast',
    deductible: '2500',
    builtOn: '1975-06-01',
  },
  addOns: ['EQUIPMENT'],
  state: 'TX',
  inception: '2027-02-01',
};

function rated(asked: RatingRequest, plan = smallProperty, by = rules) {
  const result = ratedCharges(plan, asked, by);
  if (result.kind !== 'rated') throw new Error(JSON.stringify(result));
  return result;
}

const amounts = (asked: RatingRequest) =>
  Object.fromEntries(rated(asked).lines.map(({ code, amountCents }) => [code, amountCents]));

describe('a risk rated by the plan of small properties', () => {
  it('comes to each line as worked by hand, rounded once', () => {
    expect(amounts(warehouse)).toEqual({
      BUILDING: 262_500, // 0.35 for each 100 of 750,000
      STATE: 21_000, // 2625.00 times 1.08, the difference
      TERRITORY: 170_100, // 2835.00 times 1.6, the difference
      EQUIPMENT: 9_000, // 0.12 for each 1000
      SIZE: -22_680, // -5% of 4536.00
      DEDUCTIBLE: -32_319, // -7.5% of 4309.20
      AGE: 45_360, // 10% of 4536.00
      MINIMUM: 0,
      INSPECTION: 20_000,
    });
  });

  it('is charged premium and fee as the product has them, and the taxes of the state by its inception', () => {
    const row = { line: 'property', state: 'TX' };
    expect(rated(warehouse).charges).toEqual([
      {
        ...row,
        kind: 'premium',
        name: 'premium',
        amountCents: 452_961,
        refundable: 'always',
        isTaxable: true,
      },
      {
        ...row,
        kind: 'fee',
        name: 'inspection-fee',
        amountCents: 20_000,
        refundable: 'flatOnly',
        isTaxable: false,
      },
      {
        ...row,
        line: null,
        kind: 'tax',
        name: 'surplusLinesTax',
        amountCents: 21_969,
        refundable: 'always',
        isTaxable: false,
      },
      {
        ...row,
        line: null,
        kind: 'fee',
        name: 'stampingFee',
        amountCents: 181,
        refundable: 'always',
        isTaxable: false,
      },
    ]);
    const before = rated({ ...warehouse, inception: '2023-12-31' }).charges;
    expect(before.at(-1)).toMatchObject({ name: 'stampingFee', amountCents: 340 });
  });

  it('says of each line what it was computed of, by which value, and to what it was rounded', () => {
    const { lines } = rated({ ...warehouse, risk: { ...warehouse.risk, sumInsured: '333333.33' } });
    const [building, state, , , , deductible] = lines;
    expect(building).toMatchObject({
      sequence: 1,
      references: [],
      percentage: null,
      amountCents: 116_667,
      working: {
        by: 'rate',
        of: 'sumInsured 333333.33 per 100',
        value: '0.35',
        lookedUp: { field: 'construction', found: 'masonry' },
        exact: '233333331/200000',
        roundedTo: 'cent',
      },
    });
    expect(state).toMatchObject({
      sequence: 2,
      references: [1],
      amountCents: 9_333,
      working: { by: 'factor', of: '1166.67', value: '1.08', exact: '116667/1250' },
    });
    expect(deductible).toMatchObject({ percentage: '-7.5%', references: [1, 2, 3, 5] });
  });

  it('is brought to the minimum premium by a line of its own', () => {
    const risk = { ...warehouse.risk, sumInsured: 1000, builtOn: '2001-01-01' };
    const { MINIMUM, INSPECTION, ...others } = amounts({ ...warehouse, risk });
    expect(sumCents(Object.values(others)) + (MINIMUM ?? 0)).toBe(25_000);
    expect(MINIMUM).toBeGreaterThan(0);
    expect(INSPECTION).toBe(20_000);
  });

  it('has no line for an add-on that is not chosen, nor for a condition that does not hold or is not said', () => {
    const unsaid = { ...warehouse.risk, builtOn: null };
    const plain = amounts({ ...warehouse, addOns: [], risk: unsaid });
    expect(Object.keys(plain)).not.toContain('EQUIPMENT');
    expect(Object.keys(plain)).not.toContain('AGE');
    const onTheDay = { ...warehouse.risk, builtOn: '1980-01-01' };
    expect(Object.keys(amounts({ ...warehouse, risk: onTheDay }))).not.toContain('AGE');
  });

  it.each([
    ['499999.99', '0%'],
    ['500000', '-5%'],
    ['1999999.999999', '-5%'],
    ['2000000', '-12.5%'],
  ])('takes the range that a sum insured of %s is in: %s', (sumInsured, percentage) => {
    const { lines } = rated({ ...warehouse, risk: { ...warehouse.risk, sumInsured } });
    expect(lines.find(({ code }) => code === 'SIZE')?.percentage).toBe(percentage);
  });

  it('is not taxed where the carrier is admitted', () => {
    const admitted = { ...rules.product, notice: { isAdmitted: true, lines: [] } };
    const { charges } = rated(warehouse, smallProperty, { ...rules, product: admitted });
    expect(charges.map(({ name }) => name)).toEqual(['premium', 'inspection-fee']);
  });

  it('is refused where no tax is known for the state on the day', () => {
    const asked = { ...warehouse, state: 'CA', inception: '2022-12-31' };
    expect(ratedCharges(smallProperty, asked, rules)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'noTaxRow' },
    });
  });
});

describe('a risk that cannot be rated', () => {
  it('is told of with every fault at once, and never with its values', () => {
    const risk = {
      sumInsured: 'a lot',
      construction: 'straw',
      deductible: '2500 ',
      builtOn: '1975-02-30',
      description: ' ',
      inspector: 'Pat Doe',
    };
    const result = ratedCharges(smallProperty, { ...warehouse, risk, addOns: ['FLOOD'] }, rules);
    if (result.kind !== 'findings') throw new Error(result.kind);
    expect(result.findings.map(({ field, reason }) => `${field} ${reason}`)).toEqual([
      'risk.sumInsured cannot be rated',
      'risk.construction cannot be rated',
      'risk.territory is missing',
      'risk.builtOn cannot be rated',
      'risk.description cannot be rated',
      'risk.inspector is not asked for by the plan',
      'addOns names an add-on that the plan does not have',
    ]);
    expect(result.findings.map(({ remedy }) => remedy)).toContain('Use one of inland, coast.');
    expect(JSON.stringify(result)).not.toMatch(/a lot|straw|Pat Doe|FLOOD/);
  });

  it.each([
    ['below the least', '0.999999'],
    ['the end itself', '1000000000'],
    ['below zero', -1],
    ['a binary fraction', 1.5],
    ['no number', true],
    ['not whole any more', Number.MAX_SAFE_INTEGER + 1],
  ])('does not take a sum insured that is %s', (_why, sumInsured) => {
    const risk = { ...warehouse.risk, sumInsured };
    expect(ratedCharges(smallProperty, { ...warehouse, risk }, rules)).toMatchObject({
      kind: 'findings',
      findings: [{ field: 'risk.sumInsured' }],
    });
  });

  it('is one whose premium is below nothing, or more than anybody can be charged', () => {
    const base = aLine({ computation: { by: 'rate', value: '1', per: '1', of: 'sumInsured' } });
    const off = aLine({
      code: 'OFF',
      type: 'adjustment',
      computation: { by: 'percentage', value: '-150%', lines: ['BASE'] },
    });
    const asked = { ...warehouse, addOns: [], risk: { sumInsured: '100' } };
    const nobody = { kind: 'findings', findings: [{ field: 'risk' }] };
    expect(ratedCharges(aPlan([base, off]), asked, rules)).toMatchObject(nobody);
    const vast = { ...asked, risk: { sumInsured: '9999999999999' } };
    expect(ratedCharges(aPlan([base]), vast, rules)).toMatchObject(nobody);
  });
});

describe('rounding', () => {
  const per100 = aLine({ computation: { by: 'rate', value: '1', per: '100', of: 'sumInsured' } });
  const half = aLine({
    code: 'HALF',
    type: 'adjustment',
    computation: { by: 'percentage', value: '-50%', lines: ['BASE'] },
  });
  const premium = (sumInsured: string, plan = aPlan([per100, half])) =>
    rated({ ...warehouse, addOns: [], risk: { sumInsured } }, plan).lines.map(
      ({ amountCents }) => amountCents,
    );

  it('is half away from zero, of each line by itself', () => {
    expect(premium('1')).toEqual([1, -1]);
    expect(premium('3')).toEqual([3, -2]);
    expect(premium('0.5')).toEqual([1, -1]);
    expect(premium('0.499999')).toEqual([0, 0]);
  });

  it('is to whole dollars where the plan says so', () => {
    expect(premium('14950', aPlan([per100, half], { unit: 100 }))).toEqual([15_000, -7_500]);
    expect(premium('14949', aPlan([per100, half], { unit: 100 }))).toEqual([14_900, -7_500]);
  });

  it('keeps a premium of one cent and one of 99,999,999.99', () => {
    expect(premium('1', aPlan([per100]))).toEqual([1]);
    expect(premium('9999999999', aPlan([per100]))).toEqual([9_999_999_999]);
  });

  it('leaves nothing over between the lines and the charges, whatever is insured', () => {
    const cents = fc.integer({ min: 100, max: 99_999_999_999 });
    fc.assert(
      fc.property(
        cents,
        fc.constantFrom('TX', 'CA'),
        fc.constantFrom('inland', 'coast'),
        (sum, state, territory) => {
          const sumInsured = `${Math.floor(sum / 100)}.${String(sum % 100).padStart(2, '0')}`;
          const risk = { ...warehouse.risk, sumInsured, territory };
          const { lines, charges } = rated({ ...warehouse, risk, state });
          const booked = charges.filter(({ line }) => line !== null);
          expect(sumCents(booked.map(({ amountCents }) => amountCents))).toBe(
            sumCents(lines.map(({ amountCents }) => amountCents)),
          );
        },
      ),
    );
  });
});
