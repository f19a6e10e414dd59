import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkConversion } from '../../../src/requests/conversion/check-conversion.js';
import type { RequestRules } from '../../../src/requests/request-check.js';
import { smallProperty, taxRows } from '../../support/rate-plans.js';
import { aProduct, aProductBilling, anInstallation } from '../../support/submissions.js';

type Json = Record<string, unknown>;

const example = JSON.parse(readFileSync('examples/conversion.json', 'utf8')) as Json;
const period = example['period'] as Json;
const UNBILLED = aProduct({ key: 'unbilled' });
const BILLED = aProduct({ billing: aProductBilling() });
const PLANNED = aProduct({
  key: 'planned',
  rating: { method: 'ratePlan', plan: smallProperty.key },
  states: ['TX'],
});
const rules: RequestRules = {
  products: new Map([BILLED, UNBILLED, PLANNED].map((product) => [product.key, product])),
  charges: anInstallation().charges,
  rating: { plans: new Map([[smallProperty.key, smallProperty]]), taxRows },
  today: () => new Date('2026-12-01T12:00:00Z'),
};

function checked(its: Json = {}) {
  const result = checkConversion({ ...example, ...its }, rules);
  if ('errors' in result) throw new Error(JSON.stringify(result.errors));
  return result;
}

function faultsOf(body: unknown): readonly string[] {
  const result = checkConversion(body, rules);
  return 'errors' in result ? result.errors.map(({ field }) => field) : [];
}

describe('a conversion as it is posted', () => {
  it('is the submission of a term without a gap, on the account that is named', () => {
    const { submission, accountNumber, policyNumber } = checked();
    expect(submission).toMatchObject({
      reference: { system: 'legacy', id: 'LEGACY-4711' },
      effectiveDate: '2027-02-01',
      expirationDate: '2028-02-01',
      submissionDate: '2026-12-01',
      premium: [{ line: 'general-liability', charge: 'premium', amountCents: 500_000 }],
      billing: { accountNumber: 'ACC-1001' },
    });
    expect([accountNumber, policyNumber]).toEqual(['ACC-1001', 'LEGACY-4711']);
  });

  it('keeps how it is to be billed, and is not billed where no billing system bills the product', () => {
    const billing = { paymentPlan: 'FULL' };
    const { submission } = checked({ period: { ...period, billing } });
    expect(submission.billing).toEqual({ paymentPlan: 'FULL', accountNumber: 'ACC-1001' });
    expect(checked({ product: 'unbilled' }).submission.billing).toBeUndefined();
    expect(faultsOf({ ...example, product: 'unbilled', period: { ...period, billing } })).toEqual([
      'period.billing',
    ]);
  });

  it('says by what it is rated where its product has a rate plan', () => {
    const { risk, addOns } = JSON.parse(
      readFileSync('examples/small-property.json', 'utf8'),
    ) as Json;
    const { state, insured } = period;
    const planned = { product: 'planned', period: { state, insured, risk, addOns } };
    expect(checked(planned).submission).toMatchObject({ risk, addOns, premium: [] });
    const deductible = { risk: { deductible: '5000' } };
    expect(checked({ ...planned, changes: deductible }).submission).toMatchObject({
      risk: { ...(risk as Json), ...deductible.risk },
    });
    expect(faultsOf({ ...example, ...planned, period: { state, insured } })).toEqual([
      'period.risk',
    ]);
    expect(faultsOf({ ...example, ...planned, changes: { risk: { deductible: 'none' } } })).toEqual(
      ['period.risk.deductible'],
    );
    expect(faultsOf({ ...example, period: { ...period, risk } })).toEqual(['period.risk']);
  });

  it('has its changes merged into the period', () => {
    const insured = { dba: 'ABC', fein: null };
    const { submission } = checked({ changes: { paymentPlan: 1, insured } });
    expect(submission).toMatchObject({ paymentPlan: 1, insured: { dba: 'ABC' } });
    expect(submission.insured).not.toHaveProperty('fein');
  });

  it('refuses what the period has no field for, unless that is to be left out', () => {
    const more = {
      ...period,
      colour: 'blue',
      insured: { ...(period['insured'] as Json), colour: 'red' },
      premium: [{ charge: 'premium', state: 'TX', amount: '5000.00', colour: 'green' }],
    };
    expect([...faultsOf({ ...example, period: more })].sort()).toEqual([
      'period.colour',
      'period.insured.colour',
      'period.premium[0].colour',
    ]);
    const parseOptions = { unknownFields: 'ignore' };
    const { submission } = checked({ period: more, parseOptions });
    expect(JSON.stringify(submission)).not.toContain('colour');
    expect(submission).toEqual(checked().submission);
  });

  it.each([
    ['effectiveDate', '2027-03-01'],
    ['externalId', 'TRITON-1'],
    ['product', 'unbilled'],
    ['__proto__', {}],
    ['constructor', {}],
  ])('takes no %s from the period', (name, value) => {
    const text = JSON.stringify({ ...example, period: '@' });
    const own = JSON.stringify(period).replace(
      '{',
      `{${JSON.stringify(name)}:${JSON.stringify(value)},`,
    );
    expect(faultsOf(JSON.parse(text.replace('"@"', own)))).toEqual([`period.${name}`]);
  });

  it.each([
    [{ policyNumber: undefined }, ['requestId']],
    [{ policyNumber: '' }, ['policyNumber']],
    [{ accountNumber: undefined }, ['accountNumber']],
    [{ product: 'marine' }, ['product']],
    [{ producer: {} }, ['producer']],
    [{ basedOn: undefined }, ['basedOn']],
    [
      { basedOn: { effectiveDate: '2027-02-01', expirationDate: '2027-02-01' } },
      ['basedOn.expirationDate'],
    ],
    [{ period: undefined }, ['period', 'period.insured', 'period.premium', 'period.state']],
    [{ period: { ...period, state: 'NV' } }, ['period.state']],
    [{ period: { ...period, expirationDate: '2027-01-01' } }, ['period.expirationDate']],
    [
      { period: { ...period, billing: { accountNumber: 'ACC-2' } } },
      ['period.billing.accountNumber'],
    ],
    [{ parseOptions: { unknownFields: 'maybe' } }, ['parseOptions.unknownFields']],
    [{ colour: 'blue' }, ['colour']],
  ])('says where %j is wrong', (its, fields) => {
    expect([...new Set(faultsOf({ ...example, ...its }))].sort()).toEqual(
      expect.arrayContaining(fields),
    );
  });

  it.each([null, 7, 'text', [], {}])('refuses %j', (body) => {
    expect(faultsOf(body)).not.toEqual([]);
  });

  it('is the same request in other words, and another one where anything differs', () => {
    const { requestDigest } = checked();
    const producer = { contactGuid: '4B9B3B8A-9C67-58A6-980D-8AC59B4E89AD' };
    expect(checked({ producer }).requestDigest).toBe(requestDigest);
    for (const its of [
      { accountNumber: 'ACC-2' },
      { requestId: 'again' },
      { policyNumber: 'LEGACY-4712' },
      { basedOn: { effectiveDate: '2025-02-01', expirationDate: '2027-02-01' } },
      { changes: { paymentPlan: 1 } },
    ]) {
      expect(checked(its).requestDigest).not.toBe(requestDigest);
    }
  });
});
