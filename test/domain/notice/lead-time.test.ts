import { describe, expect, it } from 'vitest';
import { aNoticeRow } from './a-notice-row.js';
import { leadTime, type NoticeQuestion } from '../../../src/domain/notice/lead-time.js';
import type { NoticeRow } from '../../../src/domain/notice/notice-rows.js';

const asked: NoticeQuestion = {
  action: 'cancel',
  category: 'other',
  termEffective: '2025-02-01',
  jurisdiction: 'TX',
  lines: [{ line: 'generalLiability', classes: ['commercial', 'propertyCasualty'] }],
  isAdmitted: true,
  daysInForce: 100,
};
const ask = (
  rows: readonly NoticeRow[],
  change: Partial<NoticeQuestion> = {},
  mailingStates: readonly string[] = [],
) => leadTime({ rows, mailingStates }, { ...asked, ...change });
const rowFor = (...asking: Parameters<typeof ask>) => {
  const found = ask(...asking);
  return 'row' in found ? found.row : found.code;
};

describe('the row that says how long a notice is', () => {
  it('fits the line before its class, and a narrow class before a wide one (D19)', () => {
    const rows = [
      aNoticeRow('any'),
      aNoticeRow('wide', { line: 'propertyCasualty' }),
      aNoticeRow('class', { line: 'commercial' }),
      aNoticeRow('line', { line: 'generalLiability' }),
      aNoticeRow('other line', { line: 'privateAuto', minDays: 90 }),
    ];
    expect(rowFor(rows)).toBe('line');
    expect(rowFor(rows.slice(0, 3))).toBe('class');
    expect(rowFor(rows.slice(0, 2))).toBe('wide');
    expect(rowFor(rows.slice(0, 1))).toBe('any');
  });

  it('is of the state before anything else, then of the line, then of the category', () => {
    const state = aNoticeRow('state', { jurisdiction: 'TX' });
    const line = aNoticeRow('line', { line: 'commercial', category: 'other', isAdmitted: true });
    const category = aNoticeRow('category', {
      category: 'other',
      isAdmitted: true,
      underwritingDays: 365,
    });
    const admitted = aNoticeRow('admitted', { isAdmitted: true });
    expect(rowFor([category, admitted, line, state])).toBe('state');
    expect(rowFor([admitted, category, line])).toBe('line');
    expect(rowFor([admitted, category])).toBe('category');
    expect(rowFor([admitted, aNoticeRow('any')])).toBe('admitted');
  });

  it('of non-payment and of fraud are not for other reasons; a row without one is for all (D20)', () => {
    const rows = [
      aNoticeRow('nonPayment', { category: 'nonPayment' }),
      aNoticeRow('fraud', { category: 'fraud' }),
      aNoticeRow('rest'),
    ];
    expect(rowFor(rows, { category: 'nonPayment' })).toBe('nonPayment');
    expect(rowFor(rows, { category: 'fraud' })).toBe('fraud');
    expect(rowFor(rows, { category: 'other' })).toBe('rest');
  });

  it('is one of the time in which the term began; the day on which it ends to hold is outside', () => {
    const rows = [
      aNoticeRow('old', { until: '2025-02-01' }),
      aNoticeRow('new', { from: '2025-02-01', until: '2026-01-01' }),
    ];
    expect(rowFor(rows, { termEffective: '2025-01-31' })).toBe('old');
    expect(rowFor(rows, { termEffective: '2025-02-01' })).toBe('new');
    expect(rowFor(rows, { termEffective: '2026-01-01' })).toBe('noNoticeRow');
  });

  it('is the longest where several are as specific, and over all lines of a package', () => {
    const equal = [aNoticeRow('short', { minDays: 10 }), aNoticeRow('long', { minDays: 45 })];
    expect(ask(equal)).toMatchObject({ row: 'long', minDays: 45 });
    const rows = [
      aNoticeRow('auto', { line: 'privateAuto', minDays: 20, mailingDays: 15 }),
      aNoticeRow('commercial', { line: 'commercial', minDays: 30 }),
    ];
    const lines = [{ line: 'privateAuto', classes: [] }, ...asked.lines];
    expect(ask(rows, { lines })).toMatchObject({ row: 'auto', minDays: 20, mailingDays: 15 });
  });

  it('is missing when one line of a package has none: nothing is guessed', () => {
    const lines = [...asked.lines, { line: 'cyber', classes: [] }];
    const found = ask([aNoticeRow('commercial', { line: 'commercial' })], { lines });
    expect(found).toMatchObject({ code: 'noNoticeRow', field: 'notice' });
    expect(found).toHaveProperty('found', expect.stringContaining('nothing for cyber'));
    expect(rowFor([aNoticeRow('any')], { lines: [] })).toBe('noNoticeRow');
  });

  it('must say the days for mailing where the law adds them', () => {
    const rows = [aNoticeRow('CA', { jurisdiction: 'CA' })];
    const inCalifornia = { jurisdiction: 'CA' };
    expect(rowFor(rows, inCalifornia, ['CA'])).toBe('noNoticeRow');
    const mailed = rows.map((row) => ({ ...row, mailingDays: 5 }));
    expect(ask(mailed, inCalifornia, ['CA'])).toMatchObject({ minDays: 30, mailingDays: 5 });
    expect(rowFor([aNoticeRow('TX', { jurisdiction: 'TX' })], {}, ['CA'])).toBe('TX');
  });

  it('of a package leaves days that are right for each of its lines, or it is none', () => {
    const rows = [
      aNoticeRow('property', { action: 'nonRenew', line: 'property', minDays: 60, maxDays: 120 }),
      aNoticeRow('auto', { action: 'nonRenew', line: 'auto', minDays: 30, maxDays: 90 }),
      aNoticeRow('late', { action: 'nonRenew', line: 'late', minDays: 10, maxDays: 45 }),
    ];
    const packageOf = (...lines: readonly string[]) => ({
      action: 'nonRenew' as const,
      category: null,
      lines: lines.map((line) => ({ line, classes: [] })),
    });
    expect(ask(rows, packageOf('property', 'auto'))).toMatchObject({ minDays: 60, maxDays: 90 });
    expect(rowFor(rows, packageOf('property', 'late'))).toBe('noNoticeRow');
  });
});
