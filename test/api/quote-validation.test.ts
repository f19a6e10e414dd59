import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { productQuote } from '../../src/config/product-quote.js';
import { FINDING_CODES } from '../../src/domain/transaction/finding.js';
import type { FieldError } from '../../src/requests/field-errors.js';
import { aProduct } from '../support/submissions.js';
import { anInsured, aRequest, errorsOf, KEYS, runApp, type RunningApp } from './running-app.js';

const PATH = '/api/quotes/validate';
const product = aProduct({
  quote: productQuote.parse({
    backdatingDays: 10,
    mostPremium: '5000.00',
    required: [{ field: 'insured.dba', states: ['TX'] }],
  }),
});
const products = new Map([[product.key, product]]);

let app: RunningApp;
beforeEach(async () => {
  app = await runApp({}, undefined, products);
});
afterEach(async () => {
  await app[Symbol.asyncDispose]();
});

const accepted = (changes: object = {}) =>
  aRequest({ ...anInsured({ dba: 'ABC' }), effectiveDate: '2026-12-01', ...changes });

async function findingsOf(body: unknown): Promise<readonly FieldError[]> {
  const { status, json } = await app.post(PATH, body);
  expect(status).toBe(200);
  const findings = json['findings'] as readonly FieldError[];
  expect(json['isValid']).toBe(findings.length === 0);
  return findings;
}

describe('asking what would be refused of a quote', () => {
  it('finds nothing against what would be accepted, and keeps nothing', async () => {
    expect(await findingsOf(accepted())).toEqual([]);
    // The store behind it does not even have to be there.
    app.temporal.isDown = true;
    expect(await findingsOf(accepted())).toEqual([]);
    expect(app.temporal.workflows.size).toBe(0);
  });

  it('finds faults of form and of the rules of the product at once, as the submission does', async () => {
    const body = accepted({
      ...anInsured({ fein: '12' }),
      effectiveDate: '2026-11-20',
      premium: [{ charge: 'premium', state: 'TX', amount: '5000.01' }],
      colour: 'red',
    });
    const findings = await findingsOf(body);
    expect(findings.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'insured.fein malformed',
      'colour unknownField',
      'effectiveDate outOfRange',
      'insured.dba missing',
      'premium outOfRange',
    ]);
    const refused = await app.post('/api/submissions', body);
    expect(refused.status).toBe(422);
    expect(errorsOf(refused)).toEqual(findings);
  });

  it('finds a start on the last day of the calendar', async () => {
    const at = {
      startTime: '9999-12-31T23:59',
      effectiveDate: undefined,
      expirationDate: undefined,
    };
    expect(await findingsOf(accepted(at))).toContainEqual({
      field: 'startTime',
      code: 'outOfRange',
      reason: 'is on the first or the last day of the calendar, 1753-01-01 or 9999-12-31',
      remedy: 'Give a day between the two.',
    });
  });

  it('accepts the last days and amounts within the limits, here and as a submission', async () => {
    const body = accepted({
      effectiveDate: '2026-11-21',
      premium: [{ charge: 'premium', state: 'TX', amount: '5000.00' }],
    });
    expect(await findingsOf(body)).toEqual([]);
    expect((await app.post('/api/submissions', body)).status).toBe(202);
  });

  it('counts from the submission date where that is given, and from today in the zone of the product where it is not', async () => {
    const effectiveDate = '2026-11-20';
    const fields = async (changes: object) =>
      (await findingsOf(accepted({ effectiveDate, ...changes }))).map(({ field }) => field);
    expect(await fields({ submissionDate: '2026-11-30' })).toEqual([]);
    expect(await fields({ submissionDate: '2026-12-01' })).toEqual(['effectiveDate']);
    app.setToday('2026-12-01T05:59:00Z');
    expect(await fields({})).toEqual([]);
    app.setToday('2026-12-01T06:00:00Z');
    expect(await fields({})).toEqual(['effectiveDate']);
    expect(await fields({ submissionDate: 'soon' })).toEqual(['submissionDate']);
  });

  it('tells sixty findings of a request that has sixty', async () => {
    const premium = Array.from({ length: 30 }, (_, at) => ({
      charge: `charge-${at}`,
      state: 'FL',
      amount: '1.00',
    }));
    const findings = await findingsOf(accepted({ premium }));
    expect(findings).toHaveLength(60);
    expect(findings.filter(({ code }) => code === 'notSold')).toHaveLength(30);
    expect(findings.filter(({ code }) => code === 'unknown')).toHaveLength(30);
  });

  it.each([
    ['a product that is not sold', { product: 'cyber' }, 'product', 'unknown'],
    ['a state in which it is not sold', { state: 'NY' }, 'state', 'notSold'],
    ['no insured', { insured: undefined }, 'insured', 'missing'],
    ['two names for one', { insured: 'ABC' }, 'insured', 'malformed'],
    [
      'a workbook',
      { workbook: { fileName: 'a.xlsx', contentBase64: 'AAAA' } },
      'workbook',
      'notUsed',
    ],
    [
      'the policy before its end',
      { expirationDate: '2026-12-01' },
      'expirationDate',
      'contradicts',
    ],
    [
      'the end of the calendar',
      { effectiveDate: '9999-06-01', expirationDate: undefined },
      'effectiveDate',
      'outOfRange',
    ],
    ['a plan of others', { paymentPlan: 7 }, 'paymentPlan', 'unknown'],
    ['no external id', { externalId: '' }, 'externalId', 'malformed'],
  ])('has a code for %s', async (_what, changes, field, code) => {
    expect(await findingsOf(accepted(changes))).toContainEqual(
      expect.objectContaining({ field, code }),
    );
  });

  it('has findings for JSON of any kind, and a problem for what is none', async () => {
    expect((await findingsOf([]))[0]).toMatchObject({ field: '', code: 'malformed' });
    expect((await findingsOf(null))[0]).toMatchObject({ field: '', code: 'malformed' });
    expect((await app.send(PATH, { raw: '{' })).status).toBe(400);
    expect((await app.send(`${PATH}?wait=1`, { body: accepted() })).status).toBe(400);
  });

  it('may be asked by whoever may look, and by nobody else', async () => {
    expect((await app.send(PATH, { body: accepted(), key: KEYS.reader })).status).toBe(200);
    expect((await app.send(PATH, { body: accepted(), key: KEYS.billing })).status).toBe(403);
    expect((await app.send(PATH, { body: accepted(), key: null })).status).toBe(401);
  });

  it('repeats nothing of what was sent', async () => {
    const insured = { lastName: 'Doe-Secret', ssn: '123-45-678', dateOfBirth: '2999-01-01' };
    const said = JSON.stringify(await findingsOf(accepted(anInsured(insured))));
    for (const value of Object.values(insured)) expect(said).not.toContain(value);
  });
});

describe('the codes of findings', () => {
  it('are documented, each of them and no other', () => {
    const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
    const table = page.slice(
      page.indexOf('| `code`'),
      page.indexOf('## The request cannot be read'),
    );
    const documented = [...table.matchAll(/^\| `([a-zA-Z]+)` +\|/gm)].map(([, code]) => code);
    expect(documented).toEqual(['code', ...FINDING_CODES]);
  });
});
