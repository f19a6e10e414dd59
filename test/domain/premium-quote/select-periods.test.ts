import { describe, expect, it } from 'vitest';
import type { CalculationPeriod } from '../../../src/domain/premium-quote/calculation-periods.js';
import {
  selectPeriods,
  withPolicyFirst,
  type PeriodRequest,
} from '../../../src/domain/premium-quote/select-periods.js';
import type { RatePlan } from '../../../src/domain/rating/rate-plan.js';
import { smallProperty } from '../../support/rate-plans.js';

const POLICY = { months: 1, perCollection: 1, forwardDays: 15 };
const SYSTEM = { months: 1, from: '2020-01-01', to: null };
const plan = (changes: Partial<RatePlan>): RatePlan => ({ ...smallProperty, ...changes });
const both = plan({ policyPeriods: POLICY, systemPeriods: SYSTEM });
const policyOnly = plan({ policyPeriods: POLICY, systemPeriods: null });
const systemOnly = plan({ policyPeriods: null, systemPeriods: SYSTEM });

const CONTRACT = { startDate: '2027-02-15', endDate: '2028-02-15' };
const asked = (changes: Partial<PeriodRequest> = {}): PeriodRequest => ({
  date: '2027-06-01',
  contract: null,
  policyStart: null,
  cycle: 'immediate',
  ...changes,
});
const shown = (of: RatePlan, changes: Partial<PeriodRequest> = {}) =>
  selectPeriods(of, asked(changes))?.selected.map(
    ({ kind, startDate, endDate }) => `${kind} ${startDate} ${endDate}`,
  ) ?? null;

describe('with a contract period that includes the day', () => {
  it('all periods of the policy are selected, from the first day of the contract to its end', () => {
    const found = shown(both, { contract: CONTRACT }) ?? [];
    expect(found).toHaveLength(12);
    expect(found[0]).toBe('policy 2027-02-15 2027-03-15');
    expect(found.at(-1)).toBe('policy 2028-01-15 2028-02-15');
  });

  it('they are the same whichever day of it is asked for', () => {
    const all = shown(both, { contract: CONTRACT });
    expect(shown(both, { contract: CONTRACT, date: '2027-02-15' })).toEqual(all);
    expect(shown(both, { contract: CONTRACT, date: '2028-02-14' })).toEqual(all);
  });

  it('the last one ends with the contract', () => {
    const contract = { ...CONTRACT, endDate: '2028-02-20' };
    expect(shown(both, { contract })?.at(-1)).toBe('policy 2028-02-15 2028-02-20');
    expect(shown(both, { contract })).toHaveLength(13);
    const oneDay = { startDate: '2027-06-01', endDate: '2027-06-02' };
    expect(shown(both, { contract: oneDay })).toEqual(['policy 2027-06-01 2027-06-02']);
  });

  it('a policy without periods of its own has those of the calendar that have a day in common with it', () => {
    const found = shown(systemOnly, { contract: CONTRACT }) ?? [];
    expect(found).toHaveLength(13);
    expect(found[0]).toBe('system 2027-02-01 2027-03-01');
    expect(found.at(-1)).toBe('system 2028-02-01 2028-03-01');
  });

  it('those of the calendar that are not there yet, or no more, are left out', () => {
    const calendar = { ...SYSTEM, from: '2027-03-01', to: '2027-05-01' };
    expect(
      shown(plan({ policyPeriods: null, systemPeriods: calendar }), { contract: CONTRACT }),
    ).toEqual(['system 2027-03-01 2027-04-01', 'system 2027-04-01 2027-05-01']);
  });

  it('a period of the policy removes those of the calendar that it has a day in common with, and no others', () => {
    const period = (kind: CalculationPeriod['kind'], startDate: string, endDate: string) => ({
      ...{ kind, startDate, endDate, months: 1, wholeEndDate: endDate },
      ...{ calculationDate: startDate, payDate: startDate },
    });
    const ofPolicy = [period('policy', '2027-02-15', '2027-03-15')];
    const ofSystem = [
      period('system', '2027-01-01', '2027-02-01'),
      period('system', '2027-02-01', '2027-03-01'),
      period('system', '2027-03-01', '2027-04-01'),
      period('system', '2027-04-01', '2027-05-01'),
    ];
    expect(
      withPolicyFirst(ofPolicy, ofSystem).map(({ kind, startDate }) => `${kind} ${startDate}`),
    ).toEqual(['system 2027-01-01', 'policy 2027-02-15', 'system 2027-04-01']);
  });

  it.each(['2027-02-14', '2028-02-15'])(
    'nothing is selected for %s, which is outside of it',
    (date) => {
      expect(shown(both, { contract: CONTRACT, date })).toBeNull();
    },
  );
});

describe('without a contract period', () => {
  it('the period of the policy that includes the day is selected, counted from its first enrolment', () => {
    expect(shown(both, { policyStart: '2026-01-31', date: '2027-02-27' })).toEqual([
      'policy 2027-01-31 2027-02-28',
    ]);
    expect(shown(both, { policyStart: '2026-01-31', date: '2027-02-28' })).toEqual([
      'policy 2027-02-28 2027-03-31',
    ]);
  });

  it('the policy begins on the day where no enrolment says otherwise', () => {
    expect(shown(both)).toEqual(['policy 2027-06-01 2027-07-01']);
  });

  it.each(['immediate', 'forward'] as const)(
    'all periods that are calculated on the same day are selected with it: %s billing',
    (cycle) => {
      const quarterly = plan({ policyPeriods: { ...POLICY, perCollection: 3 } });
      const found = selectPeriods(
        quarterly,
        asked({ policyStart: '2027-01-10', date: '2027-05-20', cycle }),
      );
      expect(found?.selected.map(({ startDate }) => startDate)).toEqual([
        '2027-04-10',
        '2027-05-10',
        '2027-06-10',
      ]);
      const days = new Set(found?.selected.map(({ calculationDate }) => calculationDate));
      expect([...days]).toEqual([cycle === 'forward' ? '2027-03-26' : '2027-04-10']);
      expect(found?.selected.every(({ payDate }) => payDate === '2027-04-10')).toBe(true);
    },
  );

  it('the period of the calendar is selected where no period of the policy includes the day', () => {
    expect(shown(both, { policyStart: '2027-07-01' })).toEqual(['system 2027-06-01 2027-07-01']);
    expect(shown(systemOnly, { date: '2028-02-29' })).toEqual(['system 2028-02-01 2028-03-01']);
    const quarters = plan({ policyPeriods: null, systemPeriods: { ...SYSTEM, months: 3 } });
    expect(shown(quarters)).toEqual(['system 2027-04-01 2027-07-01']);
  });

  it('nothing is selected where there is neither', () => {
    expect(shown(policyOnly, { policyStart: '2027-07-01' })).toBeNull();
    expect(shown(systemOnly, { date: '2019-12-31' })).toBeNull();
  });

  it('changes of the clock move no period: they are days', () => {
    expect(shown(both, { policyStart: '2027-02-14', date: '2027-03-13' })).toEqual([
      'policy 2027-02-14 2027-03-14',
    ]);
    expect(shown(both, { policyStart: '2027-02-14', date: '2027-03-14' })).toEqual([
      'policy 2027-03-14 2027-04-14',
    ]);
  });
});
