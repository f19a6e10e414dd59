import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPremium, boundQuote, openCaller, quoteParts, type Caller } from './caller.js';

const UNKNOWN = 'deadbeef-0000-4000-8000-000000000000';
const RENEWAL = { effective: '2028-02-01', expiration: '2029-02-01' };

describe('a renewal in the IMS sandbox', () => {
  let caller: Caller;
  beforeAll(async () => {
    caller = await openCaller();
  });
  afterAll(() => caller.sandbox.close());

  const addRenewal = (submission: string, expiring: Readonly<Record<string, string>>) =>
    caller.call(
      'QuoteFunctions',
      'AddQuoteWithAutocalculateDetailsQuote',
      quoteParts(submission, { ...RENEWAL, expiring }),
    );

  async function boundRenewal({ submission, quote }: { submission: string; quote: string }) {
    const made = await addRenewal(submission, { PolicyTypeID: '2', RenewalOfQuoteGuid: quote });
    const renewal = made.value('AddQuoteWithAutocalculateDetailsQuoteResult') ?? made.text;
    const options = await caller.call('QuoteFunctions', 'AutoAddQuoteOptions', [
      'quoteGuid',
      renewal,
    ]);
    await addPremium(caller, options.value('QuoteOptionGuid'), '5200.00');
    const bound = await caller.call('QuoteFunctions', 'BindQuote', ['quoteGuid', renewal]);
    return { renewal, policyNumber: bound.value('BindQuoteResult') };
  }

  it.each([
    ['RenewalOfQuoteGuid', 'FK_tblQuotes_tblQuotes_Renewal'],
    ['ExpiringQuoteGuid', 'FK_tblQuotes_tblQuotes_Renewal'],
    ['ExpiringCompanyLocationGuid', 'FK_tblQuotes_tblCompanyLocations_Expiring'],
  ])('is refused by the database when its %s is unknown', async (element, constraint) => {
    const { submission } = await boundQuote(caller);
    const { fault } = await addRenewal(submission, { [element]: UNKNOWN });
    expect(fault).toContain(constraint);
  });

  it('is refused when its policy number is longer than the column', async () => {
    const { submission } = await boundQuote(caller);
    const { fault } = await addRenewal(submission, { ExpiringPolicyNumber: 'P'.repeat(51) });
    expect(fault).toContain('would be truncated');
  });

  it('is bound under a number of its own unless told otherwise, and answered by the old term', async () => {
    const policy = await boundQuote(caller);
    const { renewal, policyNumber } = await boundRenewal(policy);
    expect(policyNumber).not.toBe(policy.policyNumber);
    const renewals = await caller.rows('BinderyRenewalsOfQuote', '@QuoteGuid', policy.quote);
    expect(renewals).toMatchObject([{ QuoteGuid: renewal, PolicyNumber: policyNumber }]);
    const [old] = await caller.rows('BinderyQuoteByGuid', '@QuoteGuid', policy.quote);
    expect(renewals[0]?.['ControlNo']).not.toBe(old?.['ControlNo']);
    expect(await caller.rows('BinderyRenewalsOfQuote', '@QuoteGuid', UNKNOWN)).toEqual([]);
  });

  it('keeps the number where that is set, under which both terms are answered', async () => {
    await caller.admin('POST', '/settings', { renewalPolicyNumber: 'kept' });
    const policy = await boundQuote(caller);
    const { renewal, policyNumber } = await boundRenewal(policy);
    expect(policyNumber).toBe(policy.policyNumber);
    const rows = await caller.rows(
      'BinderyQuoteByPolicyNumber',
      '@PolicyNumber',
      policy.policyNumber,
    );
    expect(rows.map((row) => row['QuoteGuid'])).toEqual([policy.quote, renewal]);
    expect(new Set(rows.map((row) => row['ControlNo'])).size).toBe(2);
  });
});
