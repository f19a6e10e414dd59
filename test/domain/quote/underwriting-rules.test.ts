import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/domain/calendar/civil-date.js';
import type {
  UnderwritingConditions,
  UnderwritingRule,
} from '../../../src/domain/product/underwriting.js';
import { underwritingOutcome, UNDERWRITING_FLAGS } from '../../../src/domain/quote/underwriting.js';
import { flagsOf, type Underwritten } from '../../../src/domain/quote/underwriting-rules.js';

const ALWAYS: UnderwritingConditions = {
  states: null,
  lines: null,
  businessTypes: null,
  charges: null,
  totalAtLeastCents: null,
  totalBelowCents: null,
  backdatedOverDays: null,
  aheadOverDays: null,
  termDaysOver: null,
};

const rule = (
  when: Partial<UnderwritingConditions>,
  { key = 'a-rule', flag = 'block' }: Partial<UnderwritingRule> = {},
): UnderwritingRule => ({ key, flag, text: `Why ${key}.`, when: { ...ALWAYS, ...when } });

const premium = (line: string, charge: string, amountCents: number) => ({
  line,
  charge,
  state: 'TX',
  amountCents,
});

const quote = (changes: Partial<Underwritten['submission']> = {}, totalCents = 500_000) => ({
  submission: {
    state: 'TX',
    effectiveDate: '2027-02-01',
    expirationDate: '2028-02-01',
    submissionDate: '2027-02-01',
    insured: { businessType: 'corporation' as const },
    premium: [premium('property', 'premium', 500_000), premium('boiler', 'terrorism', 0)],
    ...changes,
  },
  totalCents,
});

const holds = (when: Partial<UnderwritingConditions>, priced: Underwritten = quote()) =>
  flagsOf({ rules: [rule(when)] }, priced).length === 1;

describe('a rule of underwriting', () => {
  it('holds always where it has no condition', () => {
    expect(flagsOf({ rules: [rule({})] }, quote())).toEqual([
      { rule: 'a-rule', flag: 'block', text: 'Why a-rule.' },
    ]);
  });

  it.each<[Partial<UnderwritingConditions>, Underwritten, Underwritten]>([
    [{ states: ['TX', 'CA'] }, quote(), quote({ state: 'NY' })],
    [
      { businessTypes: ['corporation'] },
      quote(),
      quote({ insured: { businessType: 'individual' } }),
    ],
    [{ lines: ['property'] }, quote(), quote({ premium: [] })],
    [
      { charges: ['terrorism'] },
      quote({ premium: [premium('property', 'terrorism', 1)] }),
      // A charge of nothing is not charged.
      quote(),
    ],
    [{ lines: ['boiler'] }, quote({ premium: [premium('boiler', 'premium', 1)] }), quote()],
    [{ totalAtLeastCents: 500_000 }, quote({}, 500_000), quote({}, 499_999)],
    [{ totalBelowCents: 500_000 }, quote({}, 499_999), quote({}, 500_000)],
    [
      { backdatedOverDays: 10 },
      quote({ effectiveDate: '2027-01-21' }),
      quote({ effectiveDate: '2027-01-22' }),
    ],
    [
      { aheadOverDays: 10 },
      quote({ effectiveDate: '2027-02-12' }),
      quote({ effectiveDate: '2027-02-11' }),
    ],
    [
      { backdatedOverDays: 0 },
      quote({ effectiveDate: '2027-01-31' }),
      quote({ effectiveDate: '2027-02-01' }),
    ],
    [
      { termDaysOver: 365 },
      quote({ expirationDate: '2028-02-02' }),
      quote({ expirationDate: '2028-02-01' }),
    ],
  ])('with %o holds on one side of its limit, and not on the other', (when, yes, no) => {
    expect(holds(when, yes)).toBe(true);
    expect(holds(when, no)).toBe(false);
  });

  it('holds only where all of its conditions do', () => {
    const when = { states: ['TX'], totalAtLeastCents: 500_000, charges: ['premium'] };
    expect(holds(when)).toBe(true);
    expect(holds(when, quote({ state: 'CA' }))).toBe(false);
    expect(holds(when, quote({}, 499_999))).toBe(false);
    expect(holds({ ...when, charges: ['windstorm'] })).toBe(false);
  });

  it('holds less often with each condition that is added', () => {
    const some = fc.option(fc.integer({ min: 0, max: 400 }), { nil: null });
    const conditions = fc.record({
      totalAtLeastCents: some,
      totalBelowCents: some,
      backdatedOverDays: some,
      aheadOverDays: some,
      termDaysOver: some,
    });
    const priced = fc
      .tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 500 }), fc.nat(500))
      .map(([ahead, days, totalCents]) => {
        const effectiveDate = addDays('2027-02-01', ahead);
        const expirationDate = addDays(effectiveDate, days);
        return quote({ effectiveDate, expirationDate }, totalCents);
      });
    fc.assert(
      fc.property(conditions, priced, (when, one) => {
        const each = Object.entries(when).map(([name, limit]) => holds({ [name]: limit }, one));
        expect(holds(when, one)).toBe(each.every(Boolean));
      }),
    );
  });
});

describe('one run of the rules', () => {
  it('raises the flags of those that hold, in the order of the product', () => {
    const rules = [
      rule({}, { key: 'first', flag: 'decline' }),
      rule({ states: ['NY'] }, { key: 'second', flag: 'reject' }),
      rule({}, { key: 'third', flag: 'information' }),
    ];
    expect(flagsOf({ rules }, quote()).map((raised) => raised.rule)).toEqual(['first', 'third']);
  });

  it('passes where an approval is among its flags, whatever the others are and in which order', () => {
    const flags = fc.array(fc.constantFrom(...UNDERWRITING_FLAGS));
    fc.assert(
      fc.property(flags, flags, (before, after) => {
        const rules = [...before, 'approve' as const, ...after].map((flag, at) =>
          rule({}, { key: `rule-${at}`, flag }),
        );
        const raised = flagsOf({ rules }, quote()).map(({ flag }) => flag);
        expect(underwritingOutcome(raised)).toBe('pass');
      }),
    );
  });
});
