import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBusinessFiles } from '../../src/config/business-files.js';
import { WrongSettings } from '../../src/config/wrong-settings.js';
import { tables } from '../domain/vectors.js';

const config = fileURLToPath(new URL('../../config', import.meta.url));
const PLAN = 'rate-plans/small-property.json';
const PRODUCT = 'products/small-property.json';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-rating-'));
  cpSync(config, folder, { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** What is at places of a file that a person has changed; undefined: it is taken out. */
type Edit = Readonly<Record<string, unknown>>;

function change(file: string, edit: Edit): void {
  const path = join(folder, file);
  const content = JSON.parse(readFileSync(path, 'utf8')) as unknown;
  for (const [place, value] of Object.entries(edit)) put(content, place.split('.'), value);
  writeFileSync(path, JSON.stringify(content));
}

function put(content: unknown, [key = '', ...rest]: readonly string[], value: unknown): void {
  const holder = content as Record<string, unknown>;
  if (rest.length > 0) put(holder[key], rest, value);
  else holder[key] = value;
}

const files = () =>
  readBusinessFiles({
    installationFile: join(folder, 'installations', 'sandbox.json'),
    productsDir: join(folder, 'products'),
    noticeFile: join(folder, 'notice.json'),
    taxesFile: join(folder, 'taxes.json'),
    ratePlansDir: join(folder, 'rate-plans'),
  });

function problems(): string {
  try {
    files();
    return '';
  } catch (error) {
    if (error instanceof WrongSettings) return error.message;
    throw error;
  }
}

// Places in the schedule: BUILDING, STATE, TERRITORY, EQUIPMENT, SIZE, DEDUCTIBLE, AGE, MINIMUM, INSPECTION.

describe('a rate plan that contradicts itself stops the start', () => {
  it.each<[string, Edit, RegExp]>([
    [
      'a line of one that comes later',
      { 'schedule.1.factor.lines': ['SIZE'] },
      /schedule\.1\.factor\.lines\.0: SIZE is computed later/,
    ],
    [
      'a line of one that is not there',
      { 'schedule.4.percentage.lines': ['FLOOD'] },
      /schedule\.4\.percentage\.lines\.0: FLOOD is no line of the schedule/,
    ],
    [
      'a line of itself',
      { 'schedule.1.factor.lines': ['STATE'] },
      /schedule\.1\.factor\.lines\.0: STATE is computed of itself/,
    ],
    [
      'two lines of each other',
      {
        'schedule.1.factor.lines': ['TERRITORY'],
        'schedule.2.factor.lines': ['STATE'],
      },
      /schedule\.1\.factor\.lines\.0: TERRITORY is computed later/,
    ],
    [
      'premium of an adjustment',
      { 'schedule.5.type': 'premium' },
      /schedule\.5\.percentage\.lines\.3: SIZE is no premium/,
    ],
    [
      'a table without one of the values',
      { 'schedule.2.factor.value.values.coast': undefined },
      /schedule\.2\.factor\.value\.values: has no coast, which territory can be/,
    ],
    [
      'a table with a value that is none',
      { 'schedule.2.factor.value.values.moon': '2' },
      /schedule\.2\.factor\.value\.values\.moon: is no value of territory/,
    ],
    [
      'a table by a field that is not asked for',
      { 'schedule.2.factor.value.by': 'zone' },
      /schedule\.2\.factor\.value\.by: zone is no field of the risk/,
    ],
    [
      'a table by a field that may be left out',
      { 'risk.2.required': false },
      /schedule\.2\.factor\.value\.otherwise: is missing: territory may be left out/,
    ],
    [
      'ranges that overlap',
      { 'schedule.4.percentage.value.ranges.1.from': '499999.99' },
      /schedule\.4\.percentage\.value\.ranges\.1\.from: overlaps the range before it/,
    ],
    [
      'ranges after an open one',
      { 'schedule.4.percentage.value.ranges.0.to': undefined },
      /ranges\.1\.from: overlaps/,
    ],
    [
      'ranges with a gap',
      { 'schedule.4.percentage.value.ranges.1.from': '500000.01' },
      /ranges\.1\.from: leaves out what is from 500000 and below 500000\.01/,
    ],
    [
      'ranges that begin too high',
      { 'schedule.4.percentage.value.ranges.0.from': '2' },
      /ranges\.0\.from: leaves out what is below/,
    ],
    [
      'ranges that end too low',
      { 'schedule.4.percentage.value.ranges.2.to': '3000000' },
      /ranges\.2\.to: leaves out what is above/,
    ],
    [
      'a range that ends before it begins',
      { 'schedule.4.percentage.value.ranges.1.to': '5' },
      /ranges\.1\.to: must be above from/,
    ],
    [
      'ranges of a choice',
      { 'schedule.4.percentage.value.by': 'territory' },
      /value\.ranges: territory is no number or day/,
    ],
    [
      'values of a number',
      { 'schedule.2.factor.value.by': 'sumInsured' },
      /value\.values: sumInsured has ranges/,
    ],
    [
      'percent that is none',
      { 'schedule.5.percentage.value.values.1000': '-7,5%' },
      /schedule\.5\.percentage\.value\.values\.1000: must be a percentage such as "4\.85%"/,
    ],
    [
      'a factor below zero',
      { 'schedule.1.factor.value': '-1.1' },
      /schedule\.1\.factor\.value: must be a factor of zero or more/,
    ],
    [
      'an amount with three decimals',
      { 'schedule.8.amount.value': '200.005' },
      /schedule\.8\.amount\.value: must be an amount of zero or more/,
    ],
    [
      'a rate per nothing',
      { 'schedule.3.rate.per': '0' },
      /schedule\.3\.rate\.per: must be a number above zero/,
    ],
    [
      'a rate of what is no number',
      { 'schedule.3.rate.of': 'territory' },
      /schedule\.3\.rate\.of: territory is no number that every risk has/,
    ],
    [
      'an add-on that is none',
      { 'schedule.3.addOn': 'FLOOD' },
      /schedule\.3\.addOn: FLOOD is no add-on of the plan/,
    ],
    [
      'a condition on what is not asked for',
      { 'schedule.6.when.0.field': 'age' },
      /schedule\.6\.when\.0\.field: age is no field of the risk/,
    ],
    [
      'a condition on a value that is none',
      { 'schedule.6.when': [{ field: 'territory', is: ['moon'] }] },
      /schedule\.6\.when\.0\.is\.0: moon is no value of territory/,
    ],
    [
      'two ways to one amount',
      { 'schedule.8.minimum': { value: '1', lines: ['BUILDING'] } },
      /schedule\.8: must have one of amount, rate/,
    ],
    [
      'no way to an amount',
      { 'schedule.8.amount': undefined },
      /schedule\.8: must have one of amount, rate/,
    ],
    [
      'two lines of one code',
      { 'schedule.8.code': 'AGE' },
      /schedule\.8\.code: AGE is named twice/,
    ],
    [
      'two fields of one name',
      { 'risk.5.name': 'territory' },
      /risk\.5\.name: territory is named twice/,
    ],
    [
      'a field named as the state',
      { 'risk.5.name': 'state' },
      /risk\.5\.name: state is named twice/,
    ],
    [
      'a field whose bounds cross',
      { 'risk.0.from': '1000000000' },
      /risk\.0\.to: must be above from/,
    ],
    [
      'periods that do not divide the term',
      { 'calculationPeriods.policy.months': 5 },
      /calculationPeriods\.policy\.months: must divide the 12 months/,
    ],
    [
      'collections that do not divide the term',
      { 'calculationPeriods.policy.perCollection': 5 },
      /calculationPeriods\.policy\.perCollection: must divide the periods of a term/,
    ],
    ['no periods at all', { calculationPeriods: {} }, /calculationPeriods: must have either/],
    ['yen', { currency: 'JPY' }, /currency: must be a currency whose amounts have two decimals/],
  ])('%s', (_what, edit, words) => {
    change(PLAN, edit);
    expect(problems()).toMatch(words);
    expect(problems()).toContain('small-property.json');
  });

  it('with all that is wrong at once', () => {
    change(PLAN, {
      'schedule.1.factor.lines': ['SIZE'],
      'schedule.5.percentage.value.values.1000': 'ten',
      'risk.2.required': false,
    });
    expect(problems().match(/schedule\.\d/g)).toHaveLength(3);
  });

  it('and not where what is left out of a table has a value otherwise', () => {
    change(PLAN, {
      'schedule.2.factor.value.values.coast': undefined,
      'schedule.2.factor.value.otherwise': '1.6',
      'risk.2.required': false,
      'schedule.4.percentage.value.ranges': [{ from: '500000', value: '-5%' }],
      'schedule.4.percentage.value.otherwise': '0%',
    });
    expect(problems()).toBe('');
  });
});

describe('a product and its rate plan', () => {
  it.each<[string, Edit, RegExp]>([
    [
      'there is no such plan',
      { 'rating.plan': 'cargo' },
      /rating\.plan: there is no rate plan cargo/,
    ],
    [
      'the terms are of another length',
      { termMonths: 6 },
      /termMonths: the rate plan small-property is for terms of 12 months/,
    ],
    [
      'the currency is another',
      { 'billing.currency': 'CAD', 'billing.tolerance': undefined },
      /billing\.currency: the rate plan small-property is in USD/,
    ],
    [
      'it is sold where a table has no value, no tax is known and no code is there',
      { states: ['TX', 'CA', 'NY'] },
      /line STATE of the rate plan small-property has no NY\.[^]*states: NY: No tax row fits state and inception date[^]*no code for inspection-fee in NY/,
    ],
    [
      'billing names a charge that the plan does not make',
      { 'billing.oneTimeCharges': { survey: 'fee' } },
      /billing\.oneTimeCharges\.survey: is no charge of the rate plan/,
    ],
  ])('contradict each other where %s', (_what, edit, words) => {
    change(PRODUCT, edit);
    expect(problems()).toMatch(words);
  });

  it('have what underwriting asks for among its charges and taxes', () => {
    const asking = (charge: string) => ({
      underwriting: {
        decisionDays: 14,
        rules: [{ key: 'flood', flag: 'block', text: 'Flood.', when: { charges: [charge] } }],
      },
    });
    change(PRODUCT, asking('flood'));
    expect(problems()).toContain(
      'underwriting: rule flood asks for flood, which is no charge of the rate plan small-property.',
    );
    change(PRODUCT, asking('inspection-fee'));
    expect(problems()).toBe('');
  });

  it('tell billing what each tax and fee of a state is', () => {
    change(PRODUCT, {
      'billing.oneTimeCharges': { 'inspection-fee': 'fee', stampingFee: 'tax' },
    });
    expect(problems()).toContain(
      'billing: surplusLinesTax of the taxes file must be a tax in oneTimeCharges, and always in refundable.',
    );
    expect(problems()).toContain(
      'billing: stampingFee of the taxes file must be a fee in oneTimeCharges, and always in refundable.',
    );
  });

  it('have a code of the installation for each tax and fee', () => {
    const { installation } = files();
    const charges = installation.charges.filter(({ charge }) => charge !== 'stampingFee');
    change('installations/sandbox.json', { charges });
    expect(problems()).toContain('has no code for stampingFee in TX.');
  });

  it('need no tax where the carrier is admitted', () => {
    change('taxes.json', { 'rows.3.state': 'OK' });
    expect(problems()).toMatch(/states: CA: No tax row/);
    change(PRODUCT, { admitted: true });
    expect(problems()).toBe('');
  });

  it('contradict each other where the plan charges a line that the product does not have', () => {
    change(PLAN, { 'schedule.3.line': 'boiler' });
    expect(problems()).toMatch(/lines: the rate plan small-property charges boiler/);
  });

  it('are read together, with the plan by its key', () => {
    const { products, rating } = files();
    expect(products.get('small-property')?.rating).toEqual({
      method: 'ratePlan',
      plan: 'small-property',
    });
    expect([...rating.plans.keys()]).toEqual(['small-property']);
  });

  it('are refused where two plans have one key', () => {
    cpSync(join(folder, PLAN), join(folder, 'rate-plans/a-copy.json'));
    expect(problems()).toMatch(/key: another rate plan has the key small-property/);
  });
});

describe('the taxes file', () => {
  it('has the rates of the lifecycle reference as delivered', () => {
    const rows = Object.entries(tables.taxes).flatMap(([state, ofState]) =>
      ofState.map(([from, to, rates]) => ({ state, from, to, rates: Object.values(rates) })),
    );
    expect(
      files().rating.taxRows.map(({ rates, ...row }) => ({
        ...row,
        rates: rates.map(({ rate }) => rate),
      })),
    ).toEqual(rows);
  });

  it.each<[string, Edit, RegExp]>([
    [
      'two rows of a state share a day',
      { 'rows.0.to': '2021-01-02' },
      /rows\.1\.from: overlaps rows\.0/,
    ],
    [
      'a row ends before it begins',
      { 'rows.0.to': '2016-01-01' },
      /rows\.0\.to: must be after from/,
    ],
    [
      'a rate is no percentage',
      { 'rows.0.rates.0.rate': '4.85' },
      /rows\.0\.rates\.0\.rate: must be a percentage/,
    ],
    [
      'a name comes twice',
      { 'rows.0.rates.1.name': 'surplusLinesTax' },
      /rows\.0\.rates\.1\.name: surplusLinesTax is named twice/,
    ],
  ])('stops the start where %s', (_what, edit, words) => {
    change('taxes.json', edit);
    expect(problems()).toMatch(words);
  });
});
