import { describe, expect, it } from 'vitest';
import { createRenewalStartSteps } from '../../../src/activities/renewal/renewal-start.js';
import type { NoticeRow } from '../../../src/domain/notice/notice-rows.js';
import type { Product } from '../../../src/domain/product/product.js';
import { RULES } from '../../support/renewals.js';
import { aProduct } from '../../support/submissions.js';

const aRow = (changes: Partial<NoticeRow> = {}): NoticeRow => ({
  id: 'ANY',
  action: 'nonRenew',
  jurisdiction: null,
  line: null,
  category: null,
  isAdmitted: null,
  underwritingDays: null,
  from: null,
  until: null,
  minDays: 60,
  maxDays: null,
  mailingDays: null,
  ...changes,
});

const QUESTION = {
  productKey: aProduct().key,
  state: 'TX',
  effectiveDate: '2025-02-01',
  expirationDate: '2026-02-01',
};

function ask(
  rows: readonly NoticeRow[],
  changes: Partial<Product> = {},
  question: Partial<typeof QUESTION> = {},
) {
  const product = aProduct({ timeZone: 'America/Chicago', renewal: RULES, ...changes });
  const steps = createRenewalStartSteps({
    products: new Map([[product.key, product]]),
    noticeRules: { rows, mailingStates: [] },
  });
  return steps.renewalStart({ ...QUESTION, ...question });
}

describe('when a term starts its renewal', () => {
  it('RN-01: is so many days before its end as notice, practice and concurrent jobs take, in words too', async () => {
    expect(await ask([aRow()])).toEqual({
      startsAt: '2025-11-18T06:00:00.000Z',
      why: 'on 2025-11-18 (60 days of notice by ANY, 10 of practice and 5 for transactions under way before 2026-02-01)',
    });
  });

  it('goes by the most specific row for non-renewal, with its days for mailing', async () => {
    const rows = [
      aRow(),
      aRow({ id: 'TX', jurisdiction: 'TX', minDays: 30, mailingDays: 3 }),
      aRow({ id: 'CXL', jurisdiction: 'TX', action: 'cancel', minDays: 90 }),
      aRow({ id: 'FIRST', jurisdiction: 'TX', underwritingDays: 60, minDays: 5 }),
    ];
    expect(await ask(rows)).toMatchObject({
      why: expect.stringMatching(/^on 2025-12-15 \(33 /) as string,
    });
    expect(await ask(rows, {}, { state: 'LA' })).toMatchObject({
      why: expect.stringContaining('by ANY') as string,
    });
  });

  it('goes by the days of the product as they are now', async () => {
    const renewal = { ...RULES, practiceDays: 0, concurrencyDays: 0 };
    expect(await ask([aRow()], { renewal })).toMatchObject({
      startsAt: '2025-12-03T06:00:00.000Z',
    });
  });

  it('is never where the product is not renewed, or somebody asks for each renewal', async () => {
    expect(await ask([aRow()], { renewal: null })).toEqual({
      never: 'The product is not renewed here.',
    });
    const byHand = { ...RULES, startsByItself: false };
    expect(await ask([aRow()], { renewal: byHand })).toHaveProperty('never');
  });

  it('D24: is not known without a row for non-renewal, or without the product', async () => {
    expect(await ask([aRow({ action: 'cancel' })])).toMatchObject({
      code: 'noNoticeRow',
      unclear: expect.stringContaining('nonRenew') as string,
    });
    expect(await ask([aRow()], { key: 'another' })).toMatchObject({ code: 'unknownProduct' });
  });
});
