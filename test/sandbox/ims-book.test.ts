import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addPremium,
  boundQuote,
  CONTRACTORS,
  HARBOR,
  INACTIVE_PRODUCER,
  insuredParts,
  openCaller,
  PRODUCER,
  PROPERTY,
  quoteParts,
  quoteWithOptions,
  UNDERWRITER,
  ZERO,
  type Caller,
  type Part,
} from './caller.js';

describe('the books of the policy system sandbox', () => {
  let caller: Caller;
  beforeAll(async () => {
    caller = await openCaller();
  });
  afterAll(() => caller.sandbox.close());

  const quotes = (operation: string, ...parts: [string, Part][]) =>
    caller.call('QuoteFunctions', operation, ...parts);
  const set = (settings: Record<string, unknown>) => caller.admin('POST', '/settings', settings);

  describe('insureds', () => {
    it('finds nobody with a zero GUID and the best score otherwise, even if it is another company', async () => {
      const find = async (name: string) =>
        (
          await caller.call(
            'InsuredFunctions',
            'FindInsuredByName',
            ['insuredName', name],
            ['city', 'Dallas'],
            ['state', 'TX'],
            ['zip', '75201'],
          )
        ).value('FindInsuredByNameResult');
      expect(await find('Zebra Plumbing Inc')).toBe(ZERO);
      const added = await caller.call(
        'InsuredFunctions',
        'AddInsuredWithLocation',
        ...insuredParts('Zebra Plumbing Inc'),
      );
      const guid = added.value('AddInsuredWithLocationResult');
      expect(await find('ZEBRA PLUMBING, INC.')).toBe(guid);
      expect(await find('Zebra Plumbers Company')).toBe(guid);
    });

    it('adds a second insured when asked a second time', async () => {
      const add = async () =>
        (
          await caller.call(
            'InsuredFunctions',
            'AddInsuredWithLocation',
            ...insuredParts('Twice Inc'),
          )
        ).value('AddInsuredWithLocationResult');
      expect(await add()).not.toBe(await add());
    });

    it('finds by tax id exactly, among those with the office asked for', async () => {
      const extra: [string, Part][] = [['FEIN', '98-7654321']];
      const added = await caller.call(
        'InsuredFunctions',
        'AddInsuredWithLocation',
        ...insuredParts('Taxed Inc', extra),
      );
      const find = async (...parts: [string, Part][]) =>
        (await caller.call('InsuredFunctions', 'FindInsuredByTaxIDOffice', ...parts)).value(
          'FindInsuredByTaxIDOfficeResult',
        );
      expect(await find(['TaxID', '987654321'])).toBe(added.value('AddInsuredWithLocationResult'));
      expect(await find(['TaxID', '98765432'])).toBe(ZERO);
      const office = '71b906e8-732e-5e5a-879b-0e0f1cb7c584';
      expect(await find(['TaxID', '987654321'], ['OfficeGUID', office])).toBe(ZERO);
    });

    it('refuses a business type that the installation does not have', async () => {
      const parts = insuredParts('Odd Inc');
      const answer = await caller.call(
        'InsuredFunctions',
        'AddInsuredWithLocation',
        [
          'insured',
          [
            ['BusinessTypeID', 1],
            ['CorporationName', 'x'],
            ['NameOnPolicy', 'x'],
          ],
        ],
        parts[1] ?? ['location', ''],
      );
      expect(answer.fault).toContain('FK_tblInsureds_lstBusinessTypes');
    });
  });

  describe('quotes', () => {
    it('refuses unknown parties, a state that is not set up, and a term that ends before it begins', async () => {
      const { insured, submission } = await quoteWithOptions(caller);
      const add = async (...args: Parameters<typeof quoteParts>) =>
        (await quotes('AddQuoteWithAutocalculateDetailsQuote', quoteParts(...args))).fault;
      expect(await add(ZERO)).toContain('FK_tblQuotes_tblSubmissionGroup');
      expect(await add(submission, { contact: ZERO })).toContain(
        'FK_tblQuotes_tblProducerContacts',
      );
      expect(await add(submission, { state: 'OH' })).toContain('not set up');
      expect(await add(submission, { expiration: '2027-02-01' })).toContain('expiration date');
      const submissionFor = async (insuredGuid: string, contact: string, underwriter: string) =>
        (
          await quotes('AddSubmission', [
            'submission',
            [
              ['Insured', insuredGuid],
              ['ProducerContact', contact],
              ['Underwriter', underwriter],
              ['SubmissionDate', '2026-12-01'],
            ],
          ])
        ).fault;
      expect(await submissionFor(ZERO, PRODUCER, UNDERWRITER)).toContain('FOREIGN KEY');
      expect(await submissionFor(insured, ZERO, UNDERWRITER)).toContain('FOREIGN KEY');
      expect(await submissionFor(insured, PRODUCER, insured)).toContain('FOREIGN KEY');
    });

    it('gives a package an option for each carrier, and the same ones when asked again', async () => {
      const path = await quoteWithOptions(caller, { line: PROPERTY });
      expect(path.options).toHaveLength(2);
      const again = await quotes('AutoAddQuoteOptions', ['quoteGuid', path.quote]);
      expect(again.all('QuoteOptionGuid').map(({ text }) => text)).toEqual(path.options);
      expect(again.all('CompanyLocation').map(({ text }) => text)).toEqual([
        'Lone Star Casualty',
        'Harbor Mutual',
      ]);
      expect(again.all('QuoteOption')[0]?.namespace).toBe(
        'http://ws.mgasystems.com/BusinessObjects',
      );
    });

    it.each([
      ['add', '7000.0000', undefined],
      ['replace', '2000.0000', undefined],
      ['fault', '5000.0000', 'UNIQUE KEY'],
    ])('on a second premium of one charge code: %s', async (choice, amount, fault) => {
      await set({ secondAddPremium: choice });
      const { quote, options } = await quoteWithOptions(caller);
      await addPremium(caller, options[0], '5000.00');
      const second = await addPremium(caller, options[0], '2000.00');
      if (fault) expect(second.fault).toContain(fault);
      const rows = await caller.rows('BinderyPremiumsOfQuote', '@QuoteGuid', quote);
      expect(rows.map(({ Premium }) => Premium)).toEqual([amount]);
      await set({ secondAddPremium: 'add' });
    });

    it('refuses an unknown charge code', async () => {
      const { options } = await quoteWithOptions(caller);
      expect((await addPremium(caller, options[0], '1.00', 999)).fault).toContain('FOREIGN KEY');
    });

    it('finds quotes by the reference linked to them', async () => {
      const { quote } = await quoteWithOptions(caller);
      const link = (id: string) =>
        quotes(
          'UpdateExternalQuoteId',
          ['quoteGuid', quote],
          ['externalQuoteId', id],
          ['externalSystemId', 'triton'],
        );
      const find = async (id: string) =>
        (
          await caller.rows(
            'BinderyQuotesByReference',
            'ExternalSystemId',
            'triton',
            'ExternalQuoteId',
            id,
          )
        ).map((row) => [row['QuoteGuid'], row['RequestDigest']]);
      await link('A-1');
      expect(await find('A-1')).toEqual([[quote, 'c0ffee']]);
      await link('A-2');
      expect([await find('A-1'), await find('A-2')]).toEqual([[], [[quote, 'c0ffee']]]);
      await set({ secondLink: 'add' });
      await link('A-3');
      expect([(await find('A-2')).length, (await find('A-3')).length]).toEqual([1, 1]);
      await set({ secondLink: 'fault' });
      expect((await link('A-4')).fault).toContain('UNIQUE KEY');
      await set({ secondLink: 'replace' });
    });
  });

  describe('rating a workbook', () => {
    const rate = (quote: string, text: string, raterId = 4001) =>
      quotes(
        'ImportExcelRater',
        ['QuoteGuid', quote],
        ['FileBytes', Buffer.from(text).toString('base64')],
        ['FileName', 'rating.csv'],
        ['RaterID', raterId],
        ['ApplyFees', true],
      );

    it('books premium and fee, and says no in the answer rather than by a fault', async () => {
      const { quote } = await quoteWithOptions(caller, { line: CONTRACTORS, company: HARBOR });
      const rated = await rate(quote, 'premium,3000.00\npremium,200.00\n');
      expect([
        rated.value('Success'),
        rated.value('PremiumTotal'),
        rated.value('FeeTotal'),
      ]).toEqual(['true', '3200.0000', '125.0000']);
      const rows = await caller.rows('BinderyPremiumsOfQuote', 'QuoteGuid', quote);
      expect(rows.map((row) => [row['ChargeCode'], row['Premium'], row['IsFee']])).toEqual([
        ['101', '3200.0000', 'false'],
        ['141', '125.0000', 'true'],
      ]);
      for (const refused of [await rate(quote, 'PK'), await rate(quote, 'premium,1.00', 4000)]) {
        expect([refused.status, refused.value('Success')]).toEqual([200, 'false']);
        expect(refused.value('ErrorMessage')).not.toBe('');
      }
    });

    it('puts its result into the namespace that the installation uses', async () => {
      const { quote } = await quoteWithOptions(caller, { line: CONTRACTORS, company: HARBOR });
      await set({ importResultNamespace: 'businessObjects' });
      const rated = await rate(quote, 'premium,1.00');
      expect(rated.all('ImportExcelRaterResult')[0]?.namespace).toContain('BusinessObjects');
      await set({ importResultNamespace: 'service' });
    });
  });

  describe('bind and issue', () => {
    it('numbers policies by line and year, and makes one invoice', async () => {
      const first = await boundQuote(caller, { effective: '2031-01-01', expiration: '2032-01-01' });
      const second = await boundQuote(caller, {
        effective: '2031-06-01',
        expiration: '2032-06-01',
      });
      expect([first.policyNumber, second.policyNumber]).toEqual([
        'CGL-2031-000001',
        'CGL-2031-000002',
      ]);
      const invoices = await caller.rows('BinderyInvoicesOfQuote', 'QuoteGuid', first.quote);
      expect(invoices.map(({ InvoiceTotal }) => InvoiceTotal)).toEqual(['5000.0000']);
      const [row] = await caller.rows('BinderyQuoteByGuid', 'QuoteGuid', first.quote);
      expect(row).toMatchObject({ QuoteStatusID: '3', PolicyNumber: 'CGL-2031-000001' });
      expect(row).not.toHaveProperty('DateIssued');
    });

    it('refuses without option, without premium, with a plan that is not offered, and twice', async () => {
      const path = await quoteWithOptions(caller);
      const bind = async (quote: string, plan = -1) =>
        (
          await quotes(
            'BindQuoteWithInstallment',
            ['quoteGuid', quote],
            ['companyInstallmentID', plan],
          )
        ).fault;
      const bare = await quotes(
        'AddQuoteWithAutocalculateDetailsQuote',
        quoteParts(path.submission),
      );
      const bareQuote = bare.value('AddQuoteWithAutocalculateDetailsQuoteResult') ?? '';
      expect(await bind(bareQuote)).toBe('Invalid OptionID specified');
      const noBilling = /^Installment billing information not found for quote ID \d+$/;
      expect(await bind(path.quote)).toMatch(noBilling);
      await addPremium(caller, path.options[0], '5000.00');
      expect(await bind(path.quote, 0)).toMatch(noBilling);
      expect(await bind(path.quote, 2)).toBeUndefined();
      expect(await bind(path.quote, 2)).toMatch(/already bound/);
      const state = await caller.admin('GET', '/state');
      const { invoices } = state.body as {
        invoices: { quoteGuid: string; installments: number }[];
      };
      expect(invoices.find(({ quoteGuid }) => quoteGuid === path.quote)?.installments).toBe(4);
      expect((await addPremium(caller, path.options[0], '1.00')).fault).toBe(
        "Can't modify premiums on a bound policy",
      );
    });

    it('refuses fees alone unless told that they count', async () => {
      const path = await quoteWithOptions(caller);
      await addPremium(caller, path.options[0], '100.00', 121);
      const bind = () => quotes('BindQuote', ['quoteGuid', path.quote]);
      expect((await bind()).fault).toMatch(/^Installment billing information/);
      await set({ feesAloneCountAsPremium: true });
      expect((await bind()).value('BindQuoteResult')).toMatch(/^CGL-/);
      await set({ feesAloneCountAsPremium: false });
    });

    it('refuses a producer without the line and a date too far back, in the observed words', async () => {
      const closed = await boundQuote(caller, { contact: INACTIVE_PRODUCER });
      expect(closed.policyNumber).toContain(
        'No producer line setup could be found for this producer location or it is outside of the Effective Period.',
      );
      await set({ maxBackdateDays: 30 });
      const old = await boundQuote(caller, { effective: '2020-01-01', expiration: '2021-01-01' });
      expect(old.policyNumber).toContain(
        'Effective date exceeds the maximum backdate allowance (30 days) for this company/line setup.',
      );
      await set({ maxBackdateDays: null });
    });

    it('issues a bound policy and answers the first date when asked again', async () => {
      const unbound = await quoteWithOptions(caller);
      const issue = (quote: string) => quotes('IssuePolicy', ['quoteGuid', quote]);
      expect((await issue(unbound.quote)).fault).toBe('Can not issue an unbound policy');
      const { quote } = await boundQuote(caller);
      const first = (await issue(quote)).value('IssuePolicyResult');
      expect(first).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}-06:00$/);
      expect((await issue(quote)).value('IssuePolicyResult')).toBe(first);
    });

    it('stores each document that it makes', async () => {
      const { quote } = await boundQuote(caller);
      const make = () =>
        caller.call('DocumentFunctions', 'CreateBinderDocument', ['quoteGuid', quote]);
      const file = Buffer.from((await make()).value('CreateBinderDocumentResult') ?? '', 'base64');
      expect(file.subarray(0, 5).toString()).toBe('%PDF-');
      await make();
      const early = await caller.call('DocumentFunctions', 'CreatePolicyDocument', [
        'quoteGuid',
        quote,
      ]);
      expect(early.status).toBe(500);
      const rows = await caller.rows('BinderyDocumentsOfQuote', 'QuoteGuid', quote);
      expect(rows.map(({ DocumentKind }) => DocumentKind)).toEqual(['Binder', 'Binder']);
    });
  });

  describe('reading', () => {
    it('offers plans as a schema and a diffgram', async () => {
      const { quote } = await quoteWithOptions(caller);
      const answer = await quotes('GetAvailableInstallmentOptions', ['quoteGuid', quote]);
      const result = answer.all('GetAvailableInstallmentOptionsResult')[0];
      expect(result?.children.map(({ name }) => name)).toEqual(['schema', 'diffgram']);
      expect(answer.all('CompanyInstallmentID').map(({ text }) => text)).toEqual(['1', '2']);
      const none = await quoteWithOptions(caller, { line: CONTRACTORS, company: HARBOR });
      const empty = await quotes('GetAvailableInstallmentOptions', ['quoteGuid', none.quote]);
      expect(empty.all('Table')).toEqual([]);
    });

    it('answers an unknown GUID with a fault or with nothing', async () => {
      const get = () => caller.call('InsuredFunctions', 'GetInsured', ['insuredGuid', ZERO]);
      expect((await get()).status).toBe(500);
      await set({ unknownGuidInGet: 'empty' });
      const empty = await get();
      expect([empty.status, empty.all('GetInsuredResult')]).toEqual([200, []]);
      await set({ unknownGuidInGet: 'fault' });
    });

    it('writes cells in the formats of the installation', async () => {
      const { quote } = await boundQuote(caller);
      await set({ moneyDecimals: 2, bits: 'digits', dates: 'without' });
      const [premium] = await caller.rows('BinderyPremiumsOfQuote', 'QuoteGuid', quote);
      expect(premium).toMatchObject({ Premium: '5000.00', IsFee: '0' });
      const [row] = await caller.rows('BinderyQuoteByGuid', 'QuoteGuid', quote);
      expect(row?.['Effective']).toBe('2027-02-01T00:00:00');
      await set({ moneyDecimals: 4, bits: 'words', dates: 'withOffset' });
    });

    it('runs only procedures of the site, with the parameters that they have', async () => {
      const run = async (procedureName: string, ...parameters: string[]) =>
        (
          await caller.call(
            'DataAccess',
            'ExecuteDataSet',
            ['procedureName', procedureName],
            ['parameters', parameters.map((text) => ['string', text] as const)],
          )
        ).fault;
      expect(await run('spGetQuote')).toBe("Could not find stored procedure 'dbo.spGetQuote_WS'.");
      expect(await run('BinderyQuoteByGuid', '@QuoteGuid')).toBe(
        'Parameters must be specified in Key/Value pairs',
      );
      expect(await run('BinderyQuoteByGuid')).toContain("expects parameter '@QuoteGuid'");
      expect(await run('BinderyQuoteByGuid', '@QuoteGuid', 'x')).toContain('Conversion failed');
    });

    it('lists company lines bare or in a table, and the lists of ids', async () => {
      const lines = async () => {
        const answer = await caller.call('DataAccess', 'ExecuteDataSet', [
          'procedureName',
          'ValidCompanyLinesXml',
        ]);
        return answer.value('ExecuteDataSetResult') ?? '';
      };
      expect(await lines()).toMatch(/^<ValidCompanyLines><CompanyLine><CompanyLineGUID>/);
      await set({ validCompanyLines: 'table' });
      expect(await lines()).toMatch(/^<Results><Table><XML_[\w-]+>&lt;ValidCompanyLines&gt;/);
      await set({ validCompanyLines: 'bare' });
      const [business] = await caller.rows('SupplementaryData');
      expect(business).toEqual({ BusinessTypeID: '2', BusinessType: 'Partnership' });
    });
  });
});
