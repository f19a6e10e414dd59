import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/domain/calendar/civil-date.js';
import type { QuoteRules } from '../../../src/domain/product/quote.js';
import {
  acceptanceFindings,
  premiumFindings,
  startFindings,
  type Submitted,
} from '../../../src/domain/quote/acceptance.js';

const NO_RULES: QuoteRules = {
  backdatingDays: null,
  futureDays: null,
  producers: null,
  businessTypes: null,
  leastPremiumCents: null,
  mostPremiumCents: null,
  required: [],
  expiresAfterDays: 30,
};
const CONTACT = '4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad';

const submitted = (changes: Partial<Submitted> = {}): Submitted => ({
  effectiveDate: '2027-02-01',
  expirationDate: '2028-02-01',
  submissionDate: '2027-02-01',
  state: 'TX',
  businessType: 'corporation',
  producer: { contactGuid: CONTACT },
  lines: ['general-liability'],
  has: () => false,
  ...changes,
});

describe('the day on which a term begins', () => {
  const start = (effectiveDate: string, rules: Partial<QuoteRules>) =>
    startFindings({ ...NO_RULES, ...rules }, { effectiveDate, submissionDate: '2027-03-01' });

  it.each([
    ['2027-02-19', { backdatingDays: 10 }],
    ['2027-03-01', { backdatingDays: 0, futureDays: 0 }],
    ['2027-03-11', { futureDays: 10 }],
    ['1900-01-01', { futureDays: 10 }],
    ['9999-12-31', { backdatingDays: 10 }],
  ])('%s is accepted with %o', (day, rules) => {
    expect(start(day, rules)).toEqual([]);
  });

  it.each([
    ['2027-02-18', { backdatingDays: 10 }, 'is more than 10 days before', '2027-02-19 or a later'],
    ['2027-02-28', { backdatingDays: 0 }, 'is more than 0 days before', '2027-03-01 or a later'],
    ['2027-02-27', { backdatingDays: 1 }, 'is more than 1 day before', '2027-02-28 or a later'],
    ['2027-03-12', { futureDays: 10 }, 'is more than 10 days after', '2027-03-11 or an earlier'],
    ['2027-03-02', { futureDays: 0 }, 'is more than 0 days after', '2027-03-01 or an earlier'],
  ])('%s is refused with %o', (day, rules, reason, remedy) => {
    expect(start(day, rules)).toEqual([
      {
        field: 'effectiveDate',
        code: 'outOfRange',
        reason: `${reason} the submission date`,
        remedy: `Give ${remedy} day.`,
      },
    ]);
  });

  it('is refused on the days outside of both limits, and on no other', () => {
    const days = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(days, days, fc.integer({ min: -500, max: 500 }), (before, after, day) => {
        const rules = { backdatingDays: before, futureDays: after };
        const found = start(addDays('2027-03-01', day), rules);
        expect(found.length === 0).toBe(day >= -before && day <= after);
      }),
    );
  });

  it('is said nothing of while one of the days cannot be read', () => {
    const rules = { backdatingDays: 0, futureDays: 0 };
    expect(startFindings(rules, submitted({ effectiveDate: undefined }))).toEqual([]);
    expect(startFindings(rules, submitted({ submissionDate: undefined }))).toEqual([]);
  });
});

describe('the premium', () => {
  const limits = { leastPremiumCents: 50_000, mostPremiumCents: 1_000_000 };

  it.each([50_000, 50_001, 999_999, 1_000_000])('of %d cents is accepted', (cents) => {
    expect(premiumFindings(limits, cents, 'premium')).toEqual([]);
  });

  it.each([
    [49_999, 'less', 'It must come to 500.00 at least.'],
    [1_000_001, 'more', 'It must come to 10000.00 at most.'],
  ])('of %d cents is refused', (cents, how, remedy) => {
    const reason = `adds up to ${how} than the product is sold for`;
    expect(premiumFindings(limits, cents, 'workbook')).toEqual([
      { field: 'workbook', code: 'outOfRange', reason, remedy },
    ]);
  });

  it('may be anything without limits', () => {
    expect(premiumFindings(NO_RULES, 1, 'premium')).toEqual([]);
    expect(premiumFindings(NO_RULES, 9_999_999_999, 'premium')).toEqual([]);
  });
});

describe('the producer', () => {
  const rules = {
    ...NO_RULES,
    producers: [{ contactGuid: CONTACT }, { search: 'Bayou Agency' }],
  };
  const found = (producer: Submitted['producer']) =>
    acceptanceFindings(rules, submitted({ producer }));

  it('is accepted as the product names it, in small and capital letters', () => {
    expect(found({ contactGuid: CONTACT })).toEqual([]);
    expect(found({ search: 'BAYOU agency' })).toEqual([]);
    expect(found(undefined)).toEqual([]);
  });

  it.each([
    [{ search: CONTACT }, 'producer.search'],
    [{ search: 'Bayou' }, 'producer.search'],
    [{ contactGuid: '00000000-9c67-58a6-980d-8ac59b4e89ad' }, 'producer.contactGuid'],
  ])('is refused where the product does not name %o, and no name is told', (producer, field) => {
    const findings = found(producer);
    expect(findings).toMatchObject([{ field, code: 'notAllowed' }]);
    expect(JSON.stringify(findings)).not.toMatch(/bayou|4b9b3b8a/i);
  });
});

describe('what a product needs to know', () => {
  const rules: QuoteRules = {
    ...NO_RULES,
    required: [
      {
        field: 'insured.fein',
        states: ['TX', 'CA'],
        lines: ['general-liability'],
        businessTypes: ['corporation', 'llc'],
      },
      { field: 'insured.fein', states: null, lines: null, businessTypes: ['corporation'] },
      { field: 'insured.location.phone', states: ['NY'], lines: null, businessTypes: null },
    ],
  };
  const fields = (changes: Partial<Submitted>) =>
    acceptanceFindings(rules, submitted(changes)).map(({ field }) => field);

  it('is missing once, in words that say where it is needed', () => {
    expect(acceptanceFindings(rules, submitted())).toEqual([
      {
        field: 'insured.fein',
        code: 'missing',
        reason: 'is missing',
        remedy: 'Add it: the product needs it in TX, CA for general-liability of corporation, llc.',
      },
    ]);
  });

  it('is there when it was sent, right or wrong', () => {
    expect(fields({ has: (field) => field === 'insured.fein' })).toEqual([]);
  });

  it('is not needed where the state, the line or the legal form is another', () => {
    expect(fields({ businessType: 'llc' })).toEqual(['insured.fein']);
    expect(fields({ businessType: 'llc', lines: ['property'] })).toEqual([]);
    expect(fields({ businessType: 'llc', state: 'OK' })).toEqual([]);
    expect(fields({ businessType: 'individual' })).toEqual([]);
    expect(fields({ businessType: undefined })).toEqual([]);
    expect(fields({ state: 'NY' })).toEqual(['insured.fein', 'insured.location.phone']);
  });
});
