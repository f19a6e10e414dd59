import { describe, expect, it } from 'vitest';
import { sumCents } from '../../../src/domain/money/cents.js';
import {
  calculationResults,
  totalsOf,
  type RatedEnrolment,
} from '../../../src/domain/premium-quote/premium-quote.js';
import { selectPeriods } from '../../../src/domain/premium-quote/select-periods.js';
import { ratedLines } from '../../../src/domain/rating/rated-lines.js';
import { readRisk } from '../../../src/domain/rating/risk.js';
import { smallProperty } from '../../support/rate-plans.js';

const risk = {
  sumInsured: 750_000,
  construction: 'masonry',
  territory: 'coast',
  deductible: '2500',
};
const lines = ratedLines(smallProperty, readRisk(smallProperty, risk, 'TX').values, []);
const ratedTotal = sumCents(lines.map(({ amountCents }) => amountCents));
const enrolment = (changes: Partial<RatedEnrolment> = {}): RatedEnrolment => ({
  ...{ startDate: null, endDate: null, lines },
  ...changes,
});

function results(...enrolments: readonly RatedEnrolment[]) {
  const contract = { startDate: '2027-02-01', endDate: '2028-02-01' };
  const asked = { date: '2027-02-01', contract, policyStart: null, cycle: 'immediate' } as const;
  const periods = selectPeriods(smallProperty, asked);
  if (!periods) throw new Error('no period');
  return calculationResults(periods, smallProperty.termMonths, enrolments);
}

const totalOf = (found: ReturnType<typeof results>) =>
  totalsOf(found.flatMap((result) => result.lines));

describe('the results of a premium quote', () => {
  it('together have every line of the schedule to the cent', () => {
    const found = results(enrolment());
    for (const { code, amountCents } of lines) {
      const ofLine = found.flatMap((result) =>
        result.lines.filter(({ rated }) => rated.code === code),
      );
      expect(sumCents(ofLine.map((line) => line.amountCents)), code).toBe(amountCents);
    }
    expect(totalOf(found).result).toBe(ratedTotal);
  });

  it('each come to premium, adjustments and surcharges, which are the whole', () => {
    for (const { totals } of [...results(enrolment()), { totals: totalOf(results(enrolment())) }]) {
      expect(totals.premium + totals.adjustment + totals.surcharge).toBe(totals.result);
      expect(totals.adjustment).toBeLessThan(0);
    }
  });

  it('number their lines through all enrolments, and refer to lines of the same enrolment', () => {
    const [first] = results(enrolment(), enrolment());
    expect(first?.lines.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: lines.length * 2 }, (_, index) => index + 1),
    );
    for (const { sequence, enrolment: of, references } of first?.lines ?? []) {
      expect(references.every((reference) => reference < sequence)).toBe(true);
      const owners = references.map((reference) => first?.lines[reference - 1]?.enrolment);
      expect(owners.every((owner) => owner === of)).toBe(true);
    }
  });

  it('have what is enrolled for its days alone', () => {
    const found = results(enrolment({ startDate: '2027-03-16', endDate: '2027-05-01' }));
    expect(found.map((result) => result.lines.length > 0)).toEqual([
      ...[false, true, true],
      ...Array.from({ length: 9 }, () => false),
    ]);
    const [, march, april] = found.map(({ totals }) => totals.premium);
    const [, whole] = results(enrolment()).map(({ totals }) => totals.premium);
    expect(april).toBe(whole);
    expect(march).toBeCloseTo(((whole ?? 0) * 16) / 31, -1); // 16 of the 31 days of March
    expect(totalsOf([]).result).toBe(0);
  });
});
