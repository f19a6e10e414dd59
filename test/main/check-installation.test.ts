import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectIms } from '../../src/adapters/ims/ims-policy-system.js';
import { environmentWith, readEnvironment } from '../../src/config/env.js';
import type { CheckLine, CheckOutcome } from '../../src/installation-check/line.js';
import { runCheck } from '../../src/main/check-installation/command.js';
import { DEFAULT_BEARER_TOKEN } from '../../sandbox/billing/server.js';
import { startImsSandbox, type ImsSandbox } from '../../sandbox/ims/server.js';
import { products, sandboxInstallation } from '../adapters/ims/sandbox-set-up.js';
import { writeBusinessFiles } from '../e2e/business-files.js';
import { openDesk, PRODUCER, type Desk } from '../sandbox/billing/desk.js';
import { FROM_SOURCE } from '../../tools/processes/entry-points.js';
import { sandboxAdmin, type SandboxAdmin } from '../support/ims-sandbox-admin.js';
import { aSubmission } from '../support/submissions.js';

const PASSWORD = 'c2FuZGJveC1wYXNzd29yZA==';
const NOBODY = '11111111-2222-4333-8444-555555555555';
const BUSINESS_TYPES = sandboxInstallation().businessTypes;
const PROPERTY = {
  key: 'property',
  lineGuid: '6bed863a-4e2e-5360-970d-a81ab7583848',
  companyLocationGuid: '5da5aff6-72f0-5cbe-be01-586051da9136',
};
const BILLED = {
  currency: 'USD',
  method: 'directBill',
  paymentPlan: 'NINE',
  invoicingPlan: 'TERM_DAY',
  confirmation: { kind: 'firstInvoice' },
  paymentDeadlineDays: 30,
  cancelsForNonPayment: false,
};

let ims: ImsSandbox;
let admin: SandboxAdmin;
let billing: Desk;
let folder: string;
let example: Record<string, string>;
let quote: { readonly quoteGuid: string };
beforeAll(async () => {
  ims = await startImsSandbox({ port: 0, adminPort: 0 });
  admin = sandboxAdmin(ims.adminUrl);
  billing = await openDesk();
  folder = await mkdtemp(join(tmpdir(), 'check-installation-'));
  example = {
    IMS_URL: `${ims.url}/ims_sandbox`,
    IMS_USER: 'bindery',
    IMS_ENCRYPTED_PASSWORD: PASSWORD,
    BILLING_URL: billing.sandbox.url,
    BILLING_TOKEN: DEFAULT_BEARER_TOKEN,
  };
  quote = await aQuoteOnFile();
});
afterAll(async () => {
  await billing.close();
  await ims.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => admin.disarm());

/** What both systems have on file. */
async function books(): Promise<string> {
  const { body } = await billing.admin('GET', '/state');
  return JSON.stringify([await admin.state(), { ...(body as object), now: null }]);
}

interface Checked {
  readonly exitCode: number;
  readonly text: string;
  readonly lines: readonly CheckLine[];
}

/** Runs the command here, with changed settings, and makes sure that it wrote nothing and told no secret. */
async function checked(
  settings: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
): Promise<Checked> {
  const before = await books();
  const environment = { ...example, ...settings };
  let text = '';
  const output = {
    out: (words: string) => (text += words),
    err: (words: string) => (text += words),
  };
  const exitCode = await runCheck(['--json', ...args], output, readEnvironment(environment));
  expect(await books()).toBe(before);
  for (const secret of [environment['IMS_ENCRYPTED_PASSWORD'], environment['BILLING_TOKEN']]) {
    expect(text).not.toContain(secret);
  }
  const lines = exitCode === 2 ? [] : (JSON.parse(text) as { lines: CheckLine[] }).lines;
  return { exitCode, text, lines };
}

const withOutcome = ({ lines }: Checked, outcome: CheckOutcome) =>
  lines.filter((line) => line.outcome === outcome);
/** What failed, as `check about`. */
const failures = (run: Checked) =>
  withOutcome(run, 'failed').map(({ check, about }) => `${check} ${about}`);
const working = (run: Checked) => new Set(withOutcome(run, 'works').map(({ check }) => check));

let written = 0;
const changedFiles = (changes: Parameters<typeof writeBusinessFiles>[1]) => {
  written += 1;
  return writeBusinessFiles(join(folder, String(written)), changes);
};

/** Runs the command as a person does. */
async function asProcess(settings: Readonly<Record<string, string>>, args: readonly string[] = []) {
  const script = fileURLToPath(new URL('../../src/main/check-installation.ts', import.meta.url));
  const child = spawn(process.execPath, [...FROM_SOURCE, script, ...args], {
    env: environmentWith(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (words: string) => (text += words));
  }
  const [exitCode] = (await once(child, 'close')) as [number];
  return { exitCode, text };
}

describe('npm run check-installation', () => {
  it('finds nothing wrong with the example installation, and says what only a write would prove', async () => {
    const before = await books();
    const { exitCode, text } = await asProcess(example);
    expect(text).toMatch(
      /^ok +files sandbox: .*commercial-property, contractors, general-liability/,
    );
    expect(text).toMatch(/^ok +login IMS_USER/m);
    expect(text).toMatch(/^ok +procedures quoteByGuid = BinderyQuoteByGuid/m);
    expect(text).toMatch(/^ok +billing contractors: .*FULL.*TERM_DAY.*USD/m);
    expect(text).toMatch(
      /^not proved +raters contractors: rater 4001 cannot be asked without writing/m,
    );
    expect(text).toMatch(/^not proved +links linksReferences: .*spAddExternalQuoteLink/m);
    expect(text).toMatch(/, 0 failed, 0 not tried, \d+ not proved\. Nothing was written\.$/m);
    expect(exitCode).toBe(0);
    expect(await books()).toBe(before);
  });

  it('ends with 1 when the password is wrong, tries nothing that needs the login, and goes on with billing', async () => {
    const wrong = { ...example, IMS_ENCRYPTED_PASSWORD: 'd3JvbmcgcGFzc3dvcmQ=' };
    const { exitCode, text } = await asProcess(wrong);
    expect(exitCode).toBe(1);
    expect(text).toMatch(
      /^FAILED +login IMS_USER: the user name or the password is wrong\n +What to do: verify the user name and the encrypted password/m,
    );
    expect(text).toMatch(/^not tried +procedures .*: the login failed$/m);
    expect(text).toMatch(/^ok +billing general-liability/m);
    expect(text).not.toContain(wrong.IMS_ENCRYPTED_PASSWORD);
  });

  it('ends with 2 when the settings, the files or its arguments cannot be used', async () => {
    const { exitCode, text } = await asProcess({ ...example, IMS_URL: '', IMS_USER: '' });
    expect(exitCode).toBe(2);
    expect(text).toMatch(/IMS_URL is missing.*IMS_USER is missing/s);

    const files = await checked(await changedFiles({ products: { office: 'moon' } }));
    expect(files.exitCode).toBe(2);
    expect(files.text).toContain('the installation sandbox has no office moon');

    const words = await checked({}, ['--all']);
    expect(words).toMatchObject({ exitCode: 2, text: expect.stringContaining('--json') as string });
  });

  it('needs none of the settings that are for Temporal and its workers alone', async () => {
    expect((await checked({ IDENTITY_KEY: '', TEMPORAL_ADDRESS: '' })).exitCode).toBe(0);
  });

  it('proves producers, insured search, columns and payment plans with what a person names', async () => {
    const { quoteGuid } = quote;
    const run = await checked({}, [
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
    const unproved = withOutcome(await checked(), 'notProved');
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
    await admin.arm({ operation: 'ExecuteDataSet', kind: 'fault', text, count: 1 });
    const run = await checked();
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
    await admin.arm({ operation: 'GetProducerContactInfo', kind: 'unavailable', count: 1 });
    const run = await checked({}, ['--producer', PRODUCER]);
    expect(run.exitCode).toBe(1);
    expect(failures(run)).toEqual([`producers ${PRODUCER} for commercial-property`]);
    expect(working(run)).toContain('producers');
    expect(working(run)).toContain('billing');
  });

  it('reads the list of company lines also where it comes in the cells of a table', async () => {
    await admin.change({ validCompanyLines: 'table' });
    const run = await checked();
    await admin.change({ validCompanyLines: 'bare' });
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
    const settings = await changedFiles(changes);
    const run = await checked(settings, ['--quote', `general-liability=${quote.quoteGuid}`]);
    expect(run.exitCode).toBe(1);
    const failed = withOutcome(run, 'failed');
    expect(new Set(failed.map((line) => line.check))).toEqual(new Set([check]));
    expect(failed[0]?.says).toMatch(words);
    expect(failed[0]?.remedy).not.toBe(null);
    expect(working(run)).toContain('billing');
  });

  it('fails the line of a producer that nobody knows, one for each product', async () => {
    const run = await checked({}, ['--producer', NOBODY, '--producer', 'Nobody Brokers']);
    expect(run.exitCode).toBe(1);
    expect(failures(run)).toHaveLength(6);
    expect(new Set(withOutcome(run, 'failed').map(({ check }) => check))).toEqual(
      new Set(['producers']),
    );
    expect(withOutcome(run, 'failed').at(-1)?.says).toBe('0 producer locations have this name');
  });

  it('proves no rater and no charge code, whatever the files say of them', async () => {
    const rating = { method: 'excelRater', raterId: 77, applyFees: true };
    const run = await checked(await changedFiles({ products: { rating, billing: null } }));
    expect(run.exitCode).toBe(0);
    const raters = run.lines.filter(({ check }) => check === 'raters');
    expect(raters.map(({ outcome }) => outcome)).toEqual(Array(3).fill('notProved'));
    expect(raters[0]?.says).toContain('rater 77 cannot be asked without writing');
  });

  it('refuses a submission that would be refused, without repeating it', async () => {
    const file = join(folder, 'submission.json');
    await writeFile(
      file,
      JSON.stringify({ product: 'general-liability', state: 'Nowhere at all' }),
    );
    const run = await checked({}, ['--submission', file]);
    expect(run.exitCode).toBe(2);
    expect(run.text).toMatch(/would be refused as a submission:[^]* - insured /);
    expect(run.text).not.toContain('Nowhere at all');
  });

  it('says that IMS is away, and asks billing all the same', async () => {
    const run = await checked({ IMS_URL: 'http://127.0.0.1:9/ims_sandbox' });
    expect(run.exitCode).toBe(1);
    expect(failures(run)).toEqual(['login IMS_USER']);
    expect(withOutcome(run, 'failed')[0]?.says).toContain('no connection');
    expect(working(run)).toContain('billing');
  });

  it('tells the page of a gateway from IMS', async () => {
    await admin.arm({ operation: 'LoginIMSUser', kind: 'gateway', status: 403 });
    const run = await checked();
    expect(run.exitCode).toBe(1);
    expect(failures(run)).toEqual(['login IMS_USER']);
    expect(withOutcome(run, 'failed')[0]).toMatchObject({
      says: expect.stringContaining('answered instead of the service') as string,
      remedy: expect.stringContaining('IMS_URL') as string,
    });
  });

  it('A38: names the procedure that is missing, and goes on with the others', async () => {
    const procedures = { premiumsOfQuote: 'BinderyPremiums' };
    const run = await checked(await changedFiles({ installation: withProcedures(procedures) }));
    expect(run.exitCode).toBe(1);
    expect(failures(run)).toEqual(['procedures premiumsOfQuote = BinderyPremiums']);
    expect(withOutcome(run, 'failed')[0]?.says).toContain('Could not find stored procedure');
    expect(working(run)).toContain('procedures');
    expect(working(run)).toContain('billing');
  });

  it('says that billing is away, does not take the key, or does not have a plan', async () => {
    const away = await checked({ BILLING_URL: 'http://127.0.0.1:9' });
    expect(away.exitCode).toBe(1);
    expect(failures(away)).toEqual(['billing BILLING_URL']);
    expect(withOutcome(away, 'notTried').map(({ about }) => about)).toContain('contractors');
    expect(working(away)).toContain('procedures');

    const planless = await checked(await changedFiles({ products: { billing: BILLED } }));
    expect(planless.exitCode).toBe(1);
    expect(withOutcome(planless, 'failed')[0]?.says).toMatch(
      /billing does not offer the payment plan NINE \(it offers .*TEN/,
    );

    const refused = await checked({ BILLING_TOKEN: 'some-other-token' });
    expect(refused.exitCode).toBe(1);
    expect(withOutcome(refused, 'failed')[0]?.says).toContain("refused Bindery's credentials");
  });
});

function withProcedures(changes: Readonly<Record<string, string>>) {
  return { procedures: { ...sandboxInstallation().procedures, ...changes } };
}

/** A quote of general liability with a reference, an option and a premium, as new business makes it; not bound. */
async function aQuoteOnFile(): Promise<{ readonly quoteGuid: string }> {
  const policySystem = await connectIms({
    baseUrl: `${ims.url}/ims_sandbox`,
    userName: 'bindery',
    encryptedPassword: PASSWORD,
    context: 'tests',
    maxConcurrentCalls: 1,
    installation: sandboxInstallation(),
    products: products(),
    log: () => undefined,
  });
  const submission = aSubmission();
  const { insured, product, producer, reference, submissionDate } = submission;
  const facts = await policySystem.resolveProducer(producer, product, undefined);
  const insuredGuid = await policySystem.addInsured(insured);
  const submissionGroupGuid = await policySystem.addSubmission({
    ...facts,
    insuredGuid,
    submissionDate,
  });
  const quoteGuid = await policySystem.addQuote({
    ...facts,
    submissionGroupGuid,
    submission,
    businessType: insured.businessType,
    requestDigest: 'd'.repeat(64),
  });
  await policySystem.linkReference(quoteGuid, reference);
  const [option] = await policySystem.ensureOptions(quoteGuid, product);
  for (const charge of submission.premium) {
    await policySystem.addPremium(option?.quoteOptionGuid ?? '', charge);
  }
  await policySystem.close();
  return { quoteGuid };
}
