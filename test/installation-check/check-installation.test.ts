import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sandboxInstallation } from '../adapters/ims/sandbox-set-up.js';
import { PRODUCER } from '../sandbox/billing/desk.js';
import {
  failures,
  openExampleInstallation,
  withOutcome,
  working,
  type ExampleInstallation,
} from '../support/example-installation.js';

const NOBODY = '11111111-2222-4333-8444-555555555555';
const BUSINESS_TYPES = sandboxInstallation().businessTypes;
const PROPERTY = {
  key: 'property',
  lineGuid: '6bed863a-4e2e-5360-970d-a81ab7583848',
  companyLocationGuid: '5da5aff6-72f0-5cbe-be01-586051da9136',
  classes: ['commercial', 'propertyCasualty'],
};
let example: ExampleInstallation;
beforeAll(async () => {
  example = await openExampleInstallation();
});
afterAll(() => example.close());
beforeEach(() => example.admin.disarm());

describe('the check of an installation', () => {
  it('proves producers, insured search, columns and payment plans with what a person names', async () => {
    const { quoteGuid } = example;
    const run = await example.checked({}, [
      ...['--producer', PRODUCER, '--producer', 'Alamo Brokerage'],
      ...['--submission', 'examples/general-liability.json'],
      ...['--quote', `general-liability=${quoteGuid}`],
    ]);
    expect(failures(run)).toEqual([]);
    expect(run.exitCode).toBe(0);
    const said = run.lines.map(({ check, about, outcome, says }) => [check, about, outcome, says]);
    expect(said).toEqual(
      expect.arrayContaining([
        [
          'companyLines',
          'contractors',
          'works',
          'contractors can be quoted by the office main in TX',
        ],
        ['lists', 'locationTypePrimary', 'works', 'known: 1'],
        ['lists', 'policyTypeRenewal', 'works', 'known: 2'],
        ['lists', 'policyTypeConversion', 'works', 'known: 7'],
        [
          'producers',
          `${PRODUCER} for contractors`,
          'works',
          'one active contact, and there is an underwriter for contractors; billing offers directBill',
        ],
        [
          'insuredSearch',
          'of examples/general-liability.json',
          'works',
          'it answers; one on file is the insured',
        ],
        ['quotes', 'columns of quotesByReference', 'works', 'its rows are those of the contract'],
        ['quotes', 'columns of premiumsOfQuote', 'works', 'its rows are those of the contract'],
        ['quotes', 'columns of invoicesOfQuote', 'notProved', 'it answers no row for this quote'],
        ['quotes', 'columns of renewalsOfQuote', 'notProved', 'it answers no row for this quote'],
        [
          'quotes',
          'columns of submissionsOfInsured',
          'works',
          'its rows are those of the contract',
        ],
        ['paymentPlans', 'general-liability', 'works', '1, 2 can be chosen for a quote'],
      ]),
    );
    expect(run.text).not.toMatch(/ABC Corporation|123456789|123 Main Street/);
  });

  it('says what to name where only a person knows it', async () => {
    const unproved = withOutcome(await example.checked(), 'notProved');
    expect(unproved.map(({ check, remedy }) => [check, remedy])).toEqual(
      expect.arrayContaining([
        ['producers', expect.stringContaining('--producer')],
        ['insuredSearch', expect.stringContaining('--submission')],
        ['paymentPlans', expect.stringContaining('--quote')],
      ]),
    );
  });

  it('proves nothing of company lines where the installation does not have the list, and fails nothing', async () => {
    const text = "Could not find stored procedure 'dbo.ValidCompanyLinesXml_WS'.";
    await example.admin.arm({ operation: 'ExecuteDataSet', kind: 'fault', text, count: 1 });
    const run = await example.checked();
    expect(run.exitCode).toBe(0);
    const lines = run.lines.filter(({ check }) => check === 'companyLines');
    expect(lines).toMatchObject([
      {
        outcome: 'notProved',
        says: expect.stringContaining('proved by the first submission') as string,
      },
    ]);
  });

  it('goes on where one service of IMS does not answer', async () => {
    await example.admin.arm({ operation: 'GetProducerContactInfo', kind: 'unavailable', count: 1 });
    const run = await example.checked({}, ['--producer', PRODUCER]);
    expect(run.exitCode).toBe(1);
    expect(failures(run)).toEqual([`producers ${PRODUCER} for commercial-property`]);
    expect(working(run)).toContain('producers');
    expect(working(run)).toContain('billing');
  });

  it('does not fail a further line of a package that has no company line of its own', async () => {
    const lines = [PROPERTY, { ...PROPERTY, key: 'signs', lineGuid: NOBODY }];
    const run = await example.checked(
      await example.changedFiles({ products: { lines, states: ['TX'] } }),
    );
    expect(run.exitCode).toBe(0);
    const unproved = withOutcome(run, 'notProved').filter(({ check }) => check === 'companyLines');
    expect(unproved).toHaveLength(4);
    expect(unproved[0]?.says).toMatch(/signs .* may come with the first line/);
  });

  it('reads the list of company lines also where it comes in the cells of a table', async () => {
    await example.admin.change({ validCompanyLines: 'table' });
    const run = await example.checked();
    await example.admin.change({ validCompanyLines: 'bare' });
    expect(working(run)).toContain('companyLines');
    expect(failures(run)).toEqual([]);
  });

  it.each([
    [
      'an office that IMS does not have',
      { installation: { offices: { main: NOBODY } } },
      'companyLines',
      /the office main \(.*\) does not quote/,
    ],
    [
      'a line that no carrier writes',
      { products: { lines: [{ ...PROPERTY, lineGuid: NOBODY }] } },
      'companyLines',
      /no company line has the line property/,
    ],
    [
      'a carrier that does not write the line',
      { products: { lines: [{ ...PROPERTY, companyLocationGuid: NOBODY }] } },
      'companyLines',
      /does not write the line property/,
    ],
    [
      'a billing type that the line does not have',
      { products: { billingType: 'directBillMga' } },
      'companyLines',
      /is not billed by directBillMga \(2\), but by 3/,
    ],
    [
      'a cost center that the office does not have',
      { installation: { costCenterId: 99 } },
      'companyLines',
      /has no cost center 99/,
    ],
    [
      'a business type that IMS does not have',
      { installation: { businessTypes: { ...BUSINESS_TYPES, corporation: 1 } } },
      'lists',
      /not known: corporation 1/,
    ],
    [
      'a payment plan that is not offered',
      { products: { paymentPlans: [-1, 7] } },
      'paymentPlans',
      /not offered for the quote: 7 \(offered: 1, 2\)/,
    ],
    [
      'a procedure with the columns of another one',
      { installation: withProcedures({ premiumsOfQuote: 'BinderyQuoteByGuid' }) },
      'quotes',
      /no column QuoteOptionGuid/,
    ],
  ])('fails the line of %s, and no other kind', async (_name, changes, check, words) => {
    const settings = await example.changedFiles(changes);
    const run = await example.checked(settings, [
      '--quote',
      `general-liability=${example.quoteGuid}`,
    ]);
    expect(run.exitCode).toBe(1);
    const failed = withOutcome(run, 'failed');
    expect(new Set(failed.map((line) => line.check))).toEqual(new Set([check]));
    expect(failed[0]?.says).toMatch(words);
    expect(failed[0]?.remedy).not.toBe(null);
    expect(working(run)).toContain('billing');
  });

  it('fails the line of a producer that nobody knows, one for each product', async () => {
    const run = await example.checked({}, ['--producer', NOBODY, '--producer', 'Nobody Brokers']);
    expect(run.exitCode).toBe(1);
    expect(failures(run)).toHaveLength(8);
    expect(new Set(withOutcome(run, 'failed').map(({ check }) => check))).toEqual(
      new Set(['producers']),
    );
    expect(withOutcome(run, 'failed').at(-1)?.says).toBe('0 producer locations have this name');
  });

  it('proves no rater and no charge code, whatever the files say of them', async () => {
    const rating = { method: 'excelRater', raterId: 77, applyFees: true };
    const run = await example.checked(
      await example.changedFiles({ products: { rating, billing: null, renewal: null } }),
    );
    expect(run.exitCode).toBe(0);
    const raters = run.lines.filter(({ check }) => check === 'raters');
    expect(raters.map(({ outcome }) => outcome)).toEqual(Array(4).fill('notProved'));
    expect(raters[0]?.says).toContain('rater 77 cannot be asked without writing');
  });

  it('A38: names the procedure that is missing, and goes on with the others', async () => {
    const procedures = { premiumsOfQuote: 'BinderyPremiums' };
    const run = await example.checked(
      await example.changedFiles({ installation: withProcedures(procedures) }),
    );
    expect(run.exitCode).toBe(1);
    expect(failures(run)).toEqual(['procedures premiumsOfQuote = BinderyPremiums']);
    expect(withOutcome(run, 'failed')[0]?.says).toContain('Could not find stored procedure');
    expect(working(run)).toContain('procedures');
    expect(working(run)).toContain('billing');
  });
});

function withProcedures(changes: Readonly<Record<string, string>>) {
  return { procedures: { ...sandboxInstallation().procedures, ...changes } };
}
