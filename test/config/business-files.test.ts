import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBusinessFiles } from '../../src/config/business-files.js';
import { WrongSettings } from '../../src/config/wrong-settings.js';
import { noticeRows } from '../domain/vectors.js';

const config = fileURLToPath(new URL('../../config', import.meta.url));
let folder: string;
const files = () => ({
  installationFile: join(folder, 'installations', 'sandbox.json'),
  productsDir: join(folder, 'products'),
  noticeFile: join(folder, 'notice.json'),
  taxesFile: join(folder, 'taxes.json'),
  ratePlansDir: join(folder, 'rate-plans'),
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-config-'));
  cpSync(config, folder, { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

type Json = Record<string, unknown>;

function change(file: string, edit: (content: Json) => Json): void {
  const path = join(folder, file);
  const content = JSON.parse(readFileSync(path, 'utf8')) as Json;
  writeFileSync(path, JSON.stringify(edit(content)));
}

function problems(): string {
  try {
    readBusinessFiles(files());
    return '';
  } catch (error) {
    if (error instanceof WrongSettings) return error.message;
    throw error;
  }
}

describe('the moratoriums of the notice file', () => {
  const held = { id: 'TX-STORM', from: '2099-08-01', to: '2099-09-01', jurisdictions: ['TX'] };
  const declare = (...moratoriums: readonly Json[]) => {
    change('notice.json', (file) => ({ ...file, moratoriums }));
  };

  it('are none as delivered, and hold non-payment of every line back unless said', () => {
    expect(readBusinessFiles(files()).noticeRules.moratoriums).toEqual([]);
    declare(held);
    expect(readBusinessFiles(files()).noticeRules.moratoriums).toEqual([
      { ...held, lines: [], reasons: ['nonPayment'] },
    ]);
  });

  it.each([
    [{ to: '2099-07-31' }, /moratoriums\.0\.to: must not be before from/],
    [{ jurisdictions: [] }, /moratoriums\.0\.jurisdictions: must name one state/],
    [{ jurisdictions: ['Texas'] }, /jurisdictions\.0: must be a state of two capital letters/],
    [{ reasons: [] }, /moratoriums\.0\.reasons: must name one reason/],
    [{ reasons: ['rewrittenFlat'] }, /reasons\.0: must be one of .*nonPayment/],
    [{ id: 'a storm' }, /moratoriums\.0\.id: must be letters, digits/],
    [{ until: '2099-09-01' }, /moratoriums\.0: has unknown members: "until"/],
  ])('are refused with %j', (changes, said) => {
    declare({ ...held, ...changes });
    expect(problems()).toMatch(said);
  });

  it('are refused when one is named twice', () => {
    declare(held, { ...held, jurisdictions: ['CA'] });
    expect(problems()).toMatch(/moratoriums\.1\.id: TX-STORM is named twice/);
  });

  it('are refused when nothing is sold that they are about, unless they are over', () => {
    declare({ ...held, jurisdictions: ['AK'] });
    expect(problems()).toMatch(/TX-STORM holds nothing back: nothing is sold in AK\.$/m);
    declare({ ...held, lines: ['comercial'] });
    expect(problems()).toMatch(/TX-STORM holds nothing back: nothing of comercial is sold in TX/);
    declare({ ...held, lines: ['commercial', 'home'], jurisdictions: ['AK', 'TX'] });
    expect(problems()).toBe('');
    declare({ ...held, jurisdictions: ['AK'], from: '2020-01-01', to: '2020-02-01' });
    expect(problems()).toBe('');
  });
});

describe('product and installation files', () => {
  it('become what the domain works with', () => {
    const { products, installation } = readBusinessFiles(files());
    expect(products.get('general-liability')?.outagePatienceMs).toBe(86_400_000);
    expect(installation.settleMs).toBe(2000);
  });

  it.each([[true], [false], [{ procedure: 'SiteLinkReference' }]])(
    'may say that references are linked by %j',
    (linksReferences) => {
      change('installations/sandbox.json', (file) => ({ ...file, linksReferences }));
      expect(readBusinessFiles(files()).installation.linksReferences).toEqual(linksReferences);
    },
  );

  it('are refused when nothing says how references are linked', () => {
    change('installations/sandbox.json', (file) => ({ ...file, linksReferences: 'yes' }));
    expect(problems()).toMatch(/linksReferences: must be true, false, or \{ "procedure"/);
  });

  it('are refused when a product wants an office that the installation does not have', () => {
    change('products/contractors.json', (product) => ({ ...product, office: 'branch' }));
    expect(problems()).toMatch(/contractors\.json: office: .* no office branch/);
  });

  it('are refused when a charge has no code in any state of the product', () => {
    change('products/general-liability.json', (product) => ({
      ...product,
      rating: { method: 'passThrough', charges: ['premium', 'earthquake'] },
    }));
    expect(problems()).toMatch(/general-liability\.json: rating\.charges: .* earthquake/);
  });

  it('are refused when a reinstatement costs what has no code where the product is sold', () => {
    const midTerm = { reinstatementFee: '50.00' };
    change('products/commercial-property.json', (product) => ({ ...product, midTerm }));
    expect(problems()).toBe('');
    change('installations/sandbox.json', (file) => ({
      ...file,
      charges: (file['charges'] as { charge: string; state: string }[]).filter(
        ({ charge, state }) => charge !== 'reinstatementFee' || state === 'TX',
      ),
    }));
    expect(problems()).toMatch(
      /commercial-property\.json: midTerm\.reinstatementFee: .* no code for reinstatementFee in CA\.$/m,
    );
  });

  it('are refused when policies are cancelled for reasons that have no number', () => {
    change('installations/sandbox.json', (file) => ({
      ...file,
      changeReasons: { cancellation: { nonPayment: 31, rewriten: 34 }, reinstatement: null },
    }));
    expect(problems()).toMatch(/changeReasons\.cancellation: has unknown members: "rewriten"/);
    change('installations/sandbox.json', (file) => ({
      ...file,
      changeReasons: { cancellation: { nonPayment: 31 }, reinstatement: null },
    }));
    expect(problems()).toMatch(/changeReasons\.cancellation\.other: is missing/);
    expect(problems()).toMatch(/changeReasons\.reinstatement: is missing/);
    change('installations/sandbox.json', (file) => ({
      ...file,
      changes: { endorse: null, cancel: null, reinstate: null, unbind: null },
    }));
    expect(problems()).toBe('');
  });

  it('tell all that is wrong in all files at once, with file and place', () => {
    change('products/contractors.json', (product) => ({
      ...product,
      termMonths: 0,
      colour: 'red',
    }));
    change('installations/sandbox.json', (one) => ({ ...one, settle: 2 }));
    const told = problems();
    expect(told).toMatch(/contractors\.json: termMonths: /);
    expect(told).toMatch(/contractors\.json: .*colour/);
    expect(told).toMatch(/sandbox\.json: settle: /);
  });

  it.each([
    ['dayCount', { dayCount: 'fixed365' }],
    ['insuredCancels', { insuredCancels: 'shortRateTable' }],
  ])('are refused when %s needs terms of a year and the product has others', (member, midTerm) => {
    change('products/contractors.json', (product) => ({ ...product, midTerm }));
    expect(problems()).toBe('');
    change('products/contractors.json', (product) => ({ ...product, termMonths: 6 }));
    const place = `contractors\\.json: midTerm\\.${member}: `;
    expect(problems()).toMatch(new RegExp(`${place}.*one-year term, and termMonths is 6`));
  });

  it.each([
    [{ flow: 'gift' }, 'renewal\\.flow: .*must be bindAndCancel, offer or confirmed'],
    [{ premium: 'expiring' }, 'renewal\\.premium: .*rated from a workbook'],
    [{ premium: 'given', recheckDaysBefore: [75, 80] }, 'renewal\\.recheckDaysBefore: .*earliest'],
    [{ premium: 'given', lateDays: 0 }, 'renewal\\.lateDays: .*at least 1'],
    [
      { premium: 'given', flow: 'offer', offerDaysBefore: 10, offerPayableDays: -10 },
      'renewal\\.offerPayableDays: .*after the day of the offer',
    ],
  ])('are refused when a product is renewed by %o', (renewal, problem) => {
    change('products/contractors.json', (product) => ({ ...product, renewal }));
    expect(problems()).toMatch(new RegExp(`contractors\\.json: ${problem}`));
  });

  it('are refused when a renewal waits for money that nobody bills', () => {
    const renewal = { premium: 'given', flow: 'offer' };
    change('products/contractors.json', (one) => ({ ...one, billing: null, renewal }));
    expect(problems()).toMatch(/contractors\.json: renewal\.flow: .*no billing/);
  });

  it('are refused when two products share a key', () => {
    change('products/contractors.json', (product) => ({ ...product, key: 'general-liability' }));
    expect(problems()).toContain('another product file has the key general-liability');
  });

  it('are refused when a charge of a state has two codes', () => {
    change('installations/sandbox.json', (one) => ({
      ...one,
      charges: [...(one['charges'] as Json[]), { charge: 'premium', state: 'TX', code: 999 }],
    }));
    expect(problems()).toContain('premium in TX is named twice');
  });

  it('are refused when a time zone does not exist', () => {
    change('products/contractors.json', (product) => ({ ...product, timeZone: 'Texas' }));
    expect(problems()).toContain('America/Chicago');
  });

  it('are refused in words when a file is no JSON', () => {
    writeFileSync(join(folder, 'products', 'broken.json'), '{');
    expect(problems()).toMatch(/broken\.json cannot be read: /);
  });
});

describe('the notice file', () => {
  type Row = Readonly<Record<string, unknown>>;
  const changeRows = (edit: (rows: readonly Row[]) => readonly Row[]) => {
    change('notice.json', (file) => ({ ...file, rows: edit(file['rows'] as Row[]) }));
  };
  const without = (id: string) => {
    changeRows((rows) => rows.filter((row) => row['id'] !== id));
  };
  const addRow = (row: Row) => {
    changeRows((rows) => [...rows, { id: 'X', action: 'cancel', minDays: 10, ...row }]);
  };

  it('is the table of the reference, with the days for mailing that California adds', () => {
    const { rows } = readBusinessFiles(files()).noticeRules;
    const mailed = rows.filter(({ mailingDays }) => mailingDays !== null);
    expect(rows.map((row) => ({ ...row, mailingDays: null }))).toEqual(noticeRows);
    expect(new Set(mailed.map(({ jurisdiction }) => jurisdiction))).toEqual(new Set(['CA']));
    expect(mailed).toHaveLength(6);
  });

  it('stops the start when a product is sold where nobody could be told of a non-renewal', () => {
    without('N17');
    expect(problems()).toMatch(
      /general-liability\.json: states: NY: No notice row fits .*\(nonRenew, NY, .*allowed is a row that fits\./,
    );
    expect(problems()).not.toContain('contractors.json');
  });

  it('stops the start when a line belongs to no class that a row is for', () => {
    change('products/contractors.json', (product) => ({
      ...product,
      lines: (product['lines'] as Json[]).map((line) => ({ ...line, classes: [] })),
    }));
    expect(problems()).toMatch(
      /contractors\.json: states: TX: .*nothing for contractors .* was found/,
    );
  });

  it('stops the start when the law adds days for mailing and a row says none', () => {
    changeRows((rows) =>
      rows.map((row) => (row['id'] === 'N06' ? { ...row, mailingDays: null } : row)),
    );
    expect(problems()).toMatch(/states: CA: .*row N06 without days for mailing/);
  });

  it('asks for each product whether its carrier is admitted', () => {
    change('products/contractors.json', (product) => ({
      ...product,
      states: ['FL'],
      admitted: false,
    }));
    expect(problems()).not.toContain('states: FL');
    without('N14');
    expect(problems()).toMatch(/contractors\.json: states: FL: .*\(nonRenew, FL, .*not admitted/);
  });

  it.each([
    [{ id: 'N01' }, /rows\.\d+\.id: N01 is named twice/],
    [{ from: '2026-01-01', until: '2026-01-01' }, /until: must be after from/],
    [{ maxDays: 60 }, /maxDays: is for nonRenew/],
    [{ action: 'nonRenew', maxDays: 5 }, /maxDays: must not be below minDays/],
    [{ action: 'nonRenew', category: 'fraud' }, /category: is for cancel/],
    [{ action: 'lapse' }, /action: must be cancel or nonRenew/],
    [{ category: 'late' }, /category: must be nonPayment, fraud or other/],
    [{ jurisdiction: 'Texas' }, /jurisdiction: must be a state/],
    [{ from: '2026-02-30' }, /from: must be a day/],
    [{ minDays: -1 }, /minDays: /],
  ])('is refused with a row %j', (row, words) => {
    addRow(row);
    expect(problems()).toMatch(words);
  });

  it('is refused when it is not there', () => {
    rmSync(join(folder, 'notice.json'));
    expect(problems()).toMatch(/notice\.json cannot be read: /);
  });
});

describe('the billing of a product', () => {
  /** The example of the documentation, which must be one. */
  function documented(): Json {
    const page = readFileSync(new URL('../../docs/products.md', import.meta.url), 'utf8');
    return JSON.parse(/```json\n(.*?)```/s.exec(page)?.[1] ?? '') as Json;
  }
  const bill = (billing: unknown) => {
    change('products/general-liability.json', (product) => ({ ...product, billing }));
  };
  const billingOf = () => readBusinessFiles(files()).products.get('general-liability')?.billing;

  it('is none when the file has none', () => {
    bill(undefined);
    expect(billingOf()).toBeNull();
    bill(null);
    expect(billingOf()).toBeNull();
  });

  it('is read as documented, with amounts in cents', () => {
    bill(documented());
    expect(billingOf()).toEqual({
      currency: 'USD',
      method: 'directBill',
      paymentPlan: 'TEN',
      invoicingPlan: 'TERM_DAY',
      oneTimeCharges: { terrorism: 'fee' },
      refundable: {},
      taxableFees: [],
      confirmation: { kind: 'firstInvoice' },
      toleranceCents: { USD: 100 },
      paymentDeadlineDays: 30,
      cancelsForNonPayment: false,
    });
  });

  it('tolerates nothing unless it says so', () => {
    bill({ ...documented(), tolerance: undefined });
    expect(billingOf()?.toleranceCents).toEqual({});
  });

  it('takes a fixed amount for the confirmation', () => {
    bill({ ...documented(), confirmation: { kind: 'fixed', amount: '500.00' } });
    expect(billingOf()?.confirmation).toEqual({ kind: 'fixed', amountCents: 50_000 });
  });

  it.each<[string, Json, RegExp]>([
    ['no plan', { paymentPlan: undefined }, /billing\.paymentPlan: /],
    ['a plan beyond what billing takes', { paymentPlan: 'x'.repeat(21) }, /billing\.paymentPlan: /],
    ['another method', { method: 'cash' }, /billing\.method: must be directBill or agencyBill/],
    ['a currency in words', { currency: 'dollars' }, /billing\.currency: must be a currency/],
    [
      'a one-time charge that the product has not',
      { oneTimeCharges: { 'policy-fee': 'fee' } },
      /billing\.oneTimeCharges\.policy-fee: is no charge of rating\.charges/,
    ],
    [
      'a tolerance that is a number',
      { tolerance: { USD: 1 } },
      /billing\.tolerance\.USD: must be an amount written as text/,
    ],
    [
      'a tolerance below zero',
      { tolerance: { USD: '-1.00' } },
      /billing\.tolerance\.USD: must be an amount of zero or more/,
    ],
    [
      'a tolerance in other currencies only',
      { tolerance: { CAD: '1.50' } },
      /billing\.tolerance: names no USD/,
    ],
    [
      'an unknown rule',
      { confirmation: { kind: 'anyMoney' } },
      /billing\.confirmation.*firstInvoice, downPayment, fullTerm or fixed/,
    ],
    [
      'a fixed rule without an amount',
      { confirmation: { kind: 'fixed' } },
      /billing\.confirmation\.amount: must be an amount/,
    ],
    [
      'a fixed amount of nothing',
      { confirmation: { kind: 'fixed', amount: '0.00' } },
      /billing\.confirmation\.amount: must be above zero/,
    ],
    ['a deadline before the start', { paymentDeadlineDays: -1 }, /billing\.paymentDeadlineDays: /],
    ['a misspelt member', { tolerence: {} }, /billing: .*tolerence/],
  ])('is refused by place: %s', (_what, changes, words) => {
    bill({ ...documented(), ...changes });
    expect(problems()).toMatch(words);
  });
});
