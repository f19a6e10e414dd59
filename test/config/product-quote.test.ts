import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readProductFile } from '../../src/config/product-file.js';
import type { Product } from '../../src/domain/product/product.js';

type Json = Readonly<Record<string, unknown>>;

const shipped = fileURLToPath(new URL('../../config/products', import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-products-'));
  cpSync(shipped, folder, { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function readWith(changes: Json, name = 'commercial-property') {
  const path = join(folder, `${name}.json`);
  const product = JSON.parse(readFileSync(path, 'utf8')) as Json;
  writeFileSync(path, JSON.stringify({ ...product, ...changes }));
  return readProductFile(path);
}

function productWith(changes: Json): Product {
  const read = readWith(changes);
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  return read.value;
}

function problems(changes: Json, name?: string): string {
  const read = readWith(changes, name);
  return 'problems' in read ? read.problems.join('\n') : '';
}

/** An example of the documentation, which must be one. */
function documented(heading: string): Json {
  const page = readFileSync(new URL('../../docs/products.md', import.meta.url), 'utf8');
  const section = page.slice(page.indexOf(`## ${heading}\n`));
  return JSON.parse(/```json\n(.*?)```/s.exec(section)?.[1] ?? '') as Json;
}

describe('what a product accepts', () => {
  it('is everything without the block, and a quote holds for 30 days', () => {
    expect(productWith({}).quote).toEqual({
      backdatingDays: null,
      futureDays: null,
      producers: null,
      businessTypes: null,
      leastPremiumCents: null,
      mostPremiumCents: null,
      required: [],
      expiresAfterDays: 30,
    });
    expect(productWith({ quote: {} }).quote).toEqual(productWith({}).quote);
  });

  it('is read as documented, with amounts in cents', () => {
    expect(productWith({ quote: documented('What is accepted') }).quote).toEqual({
      backdatingDays: 30,
      futureDays: 120,
      producers: [
        { contactGuid: '4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad' },
        { search: 'Bayou Agency' },
      ],
      businessTypes: null,
      leastPremiumCents: 50_000,
      mostPremiumCents: 100_000_000,
      required: [
        {
          field: 'insured.fein',
          states: ['TX'],
          lines: null,
          businessTypes: ['corporation', 'llc'],
        },
      ],
      expiresAfterDays: 30,
    });
  });

  const fein = (where: Json) => ({ required: [{ field: 'insured.fein', ...where }] });
  it.each<[Json, RegExp]>([
    [{ backdatingDays: -1 }, /quote\.backdatingDays: must be at least 0/],
    [{ futureDays: 3651 }, /quote\.futureDays: must be at most 3650/],
    [{ producers: [] }, /quote\.producers: must name one producer, or be null/],
    [{ producers: ['Bayou'] }, /quote\.producers\.0: must be \{ "contactGuid"/],
    [{ leastPremium: 500 }, /quote\.leastPremium: must be an amount written as text/],
    [{ mostPremium: '-1.00' }, /quote\.mostPremium: must be an amount of zero or more/],
    [{ mostPremium: '0.00' }, /quote\.mostPremium: must be above zero/],
    [
      { leastPremium: '500.00', mostPremium: '499.99' },
      /quote\.mostPremium: must not be below leastPremium: no premium would do/,
    ],
    [{ expiresAfterDays: 0 }, /quote\.expiresAfterDays: must be at least 1/],
    [{ required: [{ field: 'insured.name' }] }, /quote\.required\.0\.field: must be one of /],
    [fein({ states: ['NY'] }), /quote\.required\.0\.states\.0: is no state of the product/],
    [fein({ lines: ['cyber'] }), /quote\.required\.0\.lines\.0: is no line of the product/],
    [fein({ states: [] }), /quote\.required\.0\.states: must name one, or be left out/],
    [fein({ states: ['TX', 'TX'] }), /quote\.required\.0\.states: must name each once/],
    [fein({ businessTypes: ['club'] }), /quote\.required\.0\.businessTypes\.0: must be one of /],
    [{ backdating: 3 }, /quote: has unknown members: "backdating"/],
  ])('is refused with %j', (quote, words) => {
    expect(problems({ quote })).toMatch(words);
  });

  it('may have one premium only', () => {
    expect(problems({ quote: { leastPremium: '500.00', mostPremium: '500.00' } })).toBe('');
  });
});

describe('the underwriting of a product', () => {
  const rule = (changes: Json = {}) => ({
    key: 'large',
    flag: 'block',
    text: 'It is large.',
    when: {},
    ...changes,
  });
  const when = (conditions: Json) => ({ rules: [rule({ when: conditions })] });

  it('is none without the block', () => {
    expect(productWith({ underwriting: undefined }).underwriting).toBeNull();
    expect(productWith({ underwriting: null }).underwriting).toBeNull();
  });

  it('is read as documented, with amounts in cents', () => {
    const read = productWith({ underwriting: documented('Underwriting') }).underwriting;
    expect(read).toMatchObject({
      decisionDays: 14,
      remindAfterDays: 7,
      rules: [
        { key: 'large-premium', flag: 'block', when: { totalAtLeastCents: 25_000_000 } },
        { flag: 'decline', when: { states: ['TX', 'CA'], backdatedOverDays: 14, lines: null } },
      ],
    });
  });

  it('gives a person 14 days, without a reminder, unless it says so', () => {
    expect(productWith({ underwriting: { rules: [rule()] } }).underwriting).toMatchObject({
      decisionDays: 14,
      remindAfterDays: null,
    });
  });

  it.each<[Json, RegExp]>([
    [{ rules: [] }, /underwriting\.rules: must have a rule; without rules leave underwriting out/],
    [{ rules: [rule(), rule()] }, /underwriting\.rules\.1\.key: large is named twice/],
    [{ rules: [rule({ key: 'Large One' })] }, /rules\.0\.key: must be lower-case words/],
    [{ rules: [rule({ flag: 'refer' })] }, /rules\.0\.flag: must be one of information, block/],
    [{ rules: [rule({ text: ' ' })] }, /rules\.0\.text: must say why the flag is raised/],
    [
      { rules: [rule()], decisionDays: 7, remindAfterDays: 7 },
      /underwriting\.remindAfterDays: must be below decisionDays, 7: a reminder comes before/,
    ],
    [
      { rules: [rule()], decisionDays: 31 },
      /underwriting\.decisionDays: must be at most quote\.expiresAfterDays, 30: the quote has expired/,
    ],
    [when({ states: ['NY'] }), /rules\.0\.when\.states\.0: is no state of the product/],
    [when({ lines: ['cyber'] }), /rules\.0\.when\.lines\.0: is no line of the product/],
    [when({ charges: ['fire'] }), /when\.charges\.0: is no charge of rating\.charges/],
    [when({ totalBelow: '0.00' }), /when\.totalBelow: must be above zero: no total would do/],
    [
      when({ totalAtLeast: '10.00', totalBelow: '10.00' }),
      /when\.totalBelow: must be above totalAtLeast: no total would do/,
    ],
    [
      when({ backdatedOverDays: 1, aheadOverDays: 1 }),
      /when\.aheadOverDays: excludes backdatedOverDays: no term begins both before and after/,
    ],
    [when({ premiumOver: '10.00' }), /rules\.0\.when: has unknown members: "premiumOver"/],
  ])('is refused with %j', (underwriting, words) => {
    expect(problems({ underwriting })).toMatch(words);
  });

  it('is taken on the near side of its limits', () => {
    const underwriting = {
      decisionDays: 30,
      remindAfterDays: 29,
      rules: [rule({ when: { totalAtLeast: '10.00', totalBelow: '10.01' } })],
    };
    expect(problems({ underwriting })).toBe('');
  });

  it('cannot look into a workbook', () => {
    const said = /cannot be known: a workbook says it/;
    const charges = when({ charges: ['premium'] });
    expect(problems({ underwriting: charges }, 'contractors')).toMatch(said);
    const lines = when({ lines: ['contractors'] });
    expect(problems({ underwriting: lines }, 'contractors')).toMatch(said);
    const total = when({ totalAtLeast: '1000.00' });
    expect(problems({ underwriting: total }, 'contractors')).toBe('');
    const limited = problems(
      { quote: { leastPremium: '1.00', mostPremium: '2.00' } },
      'contractors',
    );
    expect(limited).toMatch(/quote\.leastPremium: is not known before a workbook is rated/);
    expect(limited).toMatch(/quote\.mostPremium: is not known before a workbook is rated/);
  });

  it('leaves the charges of a rate plan to the plan', () => {
    expect(problems({ underwriting: when({ charges: ['flood'] }) }, 'small-property')).toBe('');
  });
});
