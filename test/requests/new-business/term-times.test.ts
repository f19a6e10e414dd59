import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Submission } from '../../../src/domain/new-business/submission.js';
import {
  checkSubmission,
  readSubmission,
  submissionFindings,
} from '../../../src/requests/new-business/check-submission.js';
import { readQuote } from '../../../src/requests/new-business/read-quote.js';
import { correctedSubmission } from '../../../src/requests/new-business/corrected-submission.js';
import type { RequestRules } from '../../../src/requests/request-check.js';
import { anInstallation, aProduct, aProductBilling, NO_RATING } from '../../support/submissions.js';

type Json = Readonly<Record<string, unknown>>;

const example = JSON.parse(readFileSync('examples/general-liability.json', 'utf8')) as Json;
const dateless = { ...example, effectiveDate: undefined, expirationDate: undefined };
const product = aProduct({ billing: aProductBilling() });
const rules: RequestRules = {
  products: new Map([[product.key, product]]),
  charges: anInstallation().charges,
  rating: NO_RATING,
  today: () => new Date('2026-12-01T12:00:00Z'),
};

function daysOf(term: Json): unknown {
  const read = readSubmission({ ...dateless, ...term }, rules);
  if ('errors' in read) return read.errors.map(({ field, code }) => [field, code]);
  const { effectiveDate, expirationDate } = read.submission;
  return [effectiveDate, expirationDate];
}

describe('when a term begins and ends', () => {
  it.each([
    ['a day, and the term of the product', { effectiveDate: '2027-02-01' }, '2028-02-01'],
    ['a moment with an offset', { startTime: '2027-02-01T00:01-06:00' }, '2028-02-01'],
    ['the same moment elsewhere', { startTime: '2027-02-01T06:01Z' }, '2028-02-01'],
    ['a time without an offset', { startTime: '2027-02-01T00:01' }, '2028-02-01'],
    ['months', { effectiveDate: '2027-02-01', termDuration: 6 }, '2027-08-01'],
    [
      'years from a leap day',
      { effectiveDate: '2028-02-29', termDuration: 1, durationBasis: 'years' },
      '2029-02-28',
    ],
    [
      'weeks over a change of the clock',
      { effectiveDate: '2027-03-01', termDuration: 2, durationBasis: 'weeks' },
      '2027-03-15',
    ],
    [
      'an end that is said, whatever the length',
      { effectiveDate: '2027-02-01', endTime: '2027-05-01T00:01-05:00', termDuration: 6 },
      '2027-05-01',
    ],
    [
      'hours that come to whole days',
      { effectiveDate: '2027-02-01', termDuration: 48, durationBasis: 'hours' },
      '2027-02-03',
    ],
  ])('is read from %s', (_, term, expirationDate) => {
    const [, end] = daysOf(term) as readonly string[];
    expect(end).toBe(expirationDate);
  });

  it.each([
    ['no start', {}, [['effectiveDate', 'missing']]],
    [
      'a start that is none',
      { startTime: 'soon' },
      [
        ['effectiveDate', 'missing'],
        ['startTime', 'malformed'],
      ],
    ],
    [
      'another time of the day',
      { startTime: '2027-02-01T12:00-06:00' },
      [['startTime', 'outOfRange']],
    ],
    [
      'a start on two days',
      { startTime: '2027-02-01T00:01', effectiveDate: '2027-02-02' },
      [['startTime', 'contradicts']],
    ],
    [
      'hours over a change of the clock',
      { effectiveDate: '2027-03-13', termDuration: 48, durationBasis: 'hours' },
      [['termDuration', 'outOfRange']],
    ],
    [
      'a length that ends after the last day of all',
      { effectiveDate: '2027-02-01', termDuration: 9000, durationBasis: 'years' },
      [['termDuration', 'outOfRange']],
    ],
    [
      'a start at the end of the calendar',
      { startTime: '9999-12-31T23:59' },
      [
        ['effectiveDate', 'missing'],
        ['startTime', 'outOfRange'],
      ],
    ],
    [
      'a moment that only another zone has on the calendar',
      { startTime: '1753-01-01T00:01Z' },
      [
        ['effectiveDate', 'missing'],
        ['startTime', 'outOfRange'],
      ],
    ],
    [
      'an end at the end of the calendar',
      { effectiveDate: '2027-02-01', endTime: '9999-12-31T23:59' },
      [['endTime', 'outOfRange']],
    ],
    [
      'a length from the last day of the calendar',
      { effectiveDate: '9999-12-31', termDuration: 1, durationBasis: 'days' },
      [
        ['termDuration', 'outOfRange'],
        ['effectiveDate', 'outOfRange'],
      ],
    ],
    [
      'half a month',
      { effectiveDate: '2027-02-01', termDuration: 0.5 },
      [['termDuration', 'malformed']],
    ],
    [
      'more months than anybody can count',
      { effectiveDate: '2027-02-01', termDuration: 1e30 },
      [['termDuration', 'outOfRange']],
    ],
    [
      'a start that is no text, said once',
      { effectiveDate: '2027-02-01', startTime: 7 },
      [['startTime', 'malformed']],
    ],
  ] as const)('is refused with %s', (_, term, errors) => {
    expect(daysOf(term)).toEqual(errors.map((error) => [...error]));
  });

  it('is said as well of what shall be sold at once', () => {
    const checked = checkSubmission({ ...dateless, startTime: '2027-02-01T12:00' }, rules);
    expect('errors' in checked && checked.errors.map(({ field }) => field)).toEqual(['startTime']);
  });
});

describe('a draft whose term is edited', () => {
  const read = readSubmission(
    { ...dateless, effectiveDate: '2027-02-01', termDuration: 6, timeZone: 'America/Chicago' },
    rules,
  );
  if ('errors' in read) throw new Error('it can be read');
  const edited = (changes: Json): unknown => {
    const result = correctedSubmission(read.submission, changes, rules, true);
    if ('errors' in result) return result.errors.map(({ field }) => field);
    return [result.request.effectiveDate, result.request.expirationDate];
  };

  it('keeps its end unless that shall be counted anew', () => {
    expect(edited({ effectiveDate: '2027-03-01' })).toEqual(['2027-03-01', '2027-08-01']);
    expect(edited({ effectiveDate: '2027-03-01', resetEndTime: false })).toEqual([
      '2027-03-01',
      '2027-08-01',
    ]);
    expect(edited({ effectiveDate: '2027-03-01', resetEndTime: true })).toEqual([
      '2027-03-01',
      '2027-09-01',
    ]);
    expect(edited({ termDuration: 12, resetEndTime: true })).toEqual(['2027-02-01', '2028-02-01']);
    expect(edited({ startTime: '2027-04-01T00:01', resetEndTime: true })).toEqual([
      '2027-04-01',
      '2027-10-01',
    ]);
    expect(edited({ endTime: '2027-12-01T00:01' })).toEqual(['2027-02-01', '2027-12-01']);
  });

  it.each(['yes', null, 1])('is refused with a word of that which is none: %s', (resetEndTime) => {
    const result = correctedSubmission(read.submission, { resetEndTime }, rules, true);
    expect(result).toMatchObject({ errors: [{ field: 'resetEndTime', code: 'malformed' }] });
  });
});

describe('the zone and the currency of a quote', () => {
  const sent: Json = { ...dateless, effectiveDate: '2027-02-01' };
  const kept = (more: Json, by = rules): Submission => {
    const read = readQuote({ ...sent, ...more }, by);
    if ('errors' in read) throw new Error(JSON.stringify(read.errors));
    return read.submission;
  };
  const findings = (submission: Submission, by = rules) =>
    submissionFindings(submission, by).map(({ field, code }) => [field, code]);
  const MOVED: RequestRules = {
    ...rules,
    products: new Map([[product.key, { ...product, timeZone: 'America/New_York' }]]),
  };

  it('are those of its product where it says none, and stay when that has others', () => {
    expect(kept({})).toMatchObject({ timeZone: 'America/Chicago', currency: 'USD' });
    expect(findings(kept({}))).toEqual([]);
    expect(findings(kept({}), MOVED)).toEqual([['timeZone', 'notSold']]);
    expect(kept({}, MOVED)).toMatchObject({ timeZone: 'America/New_York' });
  });

  it('are kept as they are said, and findings where the product has others', () => {
    const elsewhere = { timeZone: 'Europe/Berlin', currency: 'EUR' };
    const draft = kept(elsewhere);
    expect(draft).toMatchObject(elsewhere);
    const both = [
      ['timeZone', 'notSold'],
      ['currency', 'notSold'],
    ];
    expect(findings(draft)).toEqual(both);
    const atOnce = checkSubmission({ ...sent, ...elsewhere }, rules);
    expect('errors' in atOnce && atOnce.errors.map(({ field, code }) => [field, code])).toEqual(
      both,
    );
  });

  it('are edited while it is a draft, and copied anew where an edit takes them away', () => {
    const edited = (changes: Json) =>
      correctedSubmission(kept({ timeZone: 'Europe/Berlin' }), changes, rules, true);
    expect(edited({ timeZone: 'Asia/Tokyo' })).toMatchObject({
      request: { timeZone: 'Asia/Tokyo' },
      fields: ['timeZone'],
    });
    expect(edited({ timeZone: null })).toMatchObject({ request: { timeZone: 'America/Chicago' } });
  });
});
