import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readBusinessFiles } from '../../../src/config/business-files.js';
import { productQuote } from '../../../src/config/product-quote.js';
import type { Submission } from '../../../src/domain/new-business/submission.js';
import type { Product } from '../../../src/domain/product/product.js';
import { checkConversion } from '../../../src/requests/conversion/check-conversion.js';
import {
  checkSubmission,
  readSubmission,
  submissionFindings,
} from '../../../src/requests/new-business/check-submission.js';
import { correctedSubmission } from '../../../src/requests/new-business/corrected-submission.js';
import { requestOfSubmission } from '../../../src/requests/new-business/request-of-submission.js';
import type { RequestRules } from '../../../src/requests/request-check.js';
import { askedRewrite } from '../../../src/requests/rewrite/asked-rewrite.js';
import { rewriteRequestSchema } from '../../../src/requests/rewrite/rewrite-schema.js';
import { smallProperty, taxRows } from '../../support/rate-plans.js';
import { aProduct, aProductBilling, anInstallation, NO_RATING } from '../../support/submissions.js';

type Json = Readonly<Record<string, unknown>>;
const exampleOf = (name: string): Json =>
  JSON.parse(readFileSync(`examples/${name}.json`, 'utf8')) as Json;
const without = (json: Json, ...names: readonly string[]): Json =>
  Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));
const example = without(exampleOf('general-liability'), 'billing');
const insured = without(example['insured'] as Json, 'fein');

const rulesWith = (quote: Json, changes: Partial<Product> = {}): RequestRules => {
  const product = aProduct({ quote: productQuote.parse(quote), ...changes });
  return {
    products: new Map([[product.key, product]]),
    charges: anInstallation().charges,
    rating: NO_RATING,
    today: () => new Date('2026-12-01T12:00:00Z'),
  };
};
const NO_RULES = rulesWith({});
const STRICT = rulesWith({
  backdatingDays: 0,
  futureDays: 10,
  producers: [{ search: 'Bayou Agency' }],
  leastPremium: '6000.00',
  required: [{ field: 'insured.fein', states: ['TX'], businessTypes: ['corporation'] }],
});

function read(body: unknown, rules = NO_RULES): Submission {
  const answer = readSubmission(body, rules);
  if ('errors' in answer) throw new Error(JSON.stringify(answer.errors));
  return answer.submission;
}

const named = (findings: readonly { field: string; code: string }[]) =>
  findings.map(({ field, code }) => `${field} ${code}`);
const errorsOf = (answer: object) =>
  named((answer as { errors?: readonly { field: string; code: string }[] }).errors ?? []);

describe('a submission that breaks the rules of its product', () => {
  const body = { ...example, insured, effectiveDate: '2027-02-01' };
  const all = [
    'effectiveDate outOfRange',
    'producer.contactGuid notAllowed',
    'insured.fein missing',
    'premium outOfRange',
  ];

  it('is refused for all of it at once', () => {
    expect(errorsOf(checkSubmission(body, STRICT))).toEqual(all);
    expect(errorsOf(checkSubmission(body, NO_RULES))).toEqual([]);
  });

  it('can be read and kept, and has the same findings then', () => {
    expect(named(submissionFindings(read(body, STRICT), STRICT))).toEqual(all);
    expect(submissionFindings(read(body), NO_RULES)).toEqual([]);
  });

  it('is not asked for its days where they follow from those of another term', () => {
    const origin = { followsTerm: true };
    expect(named(submissionFindings(read(body), STRICT, origin))).toEqual(all.slice(1));
    expect(errorsOf(checkSubmission(body, STRICT, origin))).toEqual(all.slice(1));
  });

  it('has a finding when its product is sold no longer', () => {
    const rules = rulesWith({}, { key: 'cyber' });
    expect(named(submissionFindings(read(body), rules))).toEqual(['product unknown']);
  });
});

describe('a submission that its product accepts', () => {
  const files = readBusinessFiles({
    installationFile: 'config/installations/sandbox.json',
    productsDir: 'config/products',
    noticeFile: 'config/notice.json',
    taxesFile: 'config/taxes.json',
    ratePlansDir: 'config/rate-plans',
  });
  const rules = {
    ...NO_RULES,
    products: files.products,
    charges: files.installation.charges,
    rating: files.rating,
  };

  it.each(['general-liability', 'commercial-property', 'contractors'])(
    'has no findings when it is kept, either: %s',
    (name) => {
      expect(submissionFindings(read(exampleOf(name), rules), rules)).toEqual([]);
    },
  );
});

describe('a draft', () => {
  it('may lack what its product needs', () => {
    const nobody = without(insured, 'corporationName', 'nameOnPolicy');
    const draft = read({ ...without(example, 'premium'), insured: nobody });
    expect(draft).toMatchObject({ premium: [], insured: { nameOnPolicy: '' } });
    expect(named(submissionFindings(draft, NO_RULES))).toEqual([
      'insured.corporationName missing',
      'premium missing',
    ]);
    const complete = {
      ...requestOfSubmission(draft),
      premium: example['premium'],
      insured: { ...nobody, corporationName: 'ABC' },
    };
    expect(read(complete).insured.nameOnPolicy).toBe('ABC');
  });

  it('is read as it was posted, with how far it shall go', () => {
    const answer = readSubmission({ ...example, advanceTo: 'priced' }, STRICT);
    expect(answer).toMatchObject({
      advanceTo: 'priced',
      submission: { submissionDate: '2026-12-01', effectiveDate: example['effectiveDate'] },
      product: { key: 'general-liability' },
    });
    expect(answer).not.toHaveProperty('request.advanceTo');
    expect(answer).not.toHaveProperty('request.submissionDate');
  });

  it('is refused for its form, for a product that nobody knows, and for an end that no calendar has', () => {
    expect(errorsOf(readSubmission({ ...example, state: 'Texas', colour: 1 }, STRICT))).toEqual([
      'state malformed',
      'colour unknownField',
    ]);
    expect(errorsOf(readSubmission({ ...example, product: 'cyber' }, STRICT))).toEqual([
      'product unknown',
    ]);
    expect(
      errorsOf(
        readSubmission(
          { ...example, effectiveDate: '9999-06-01', expirationDate: undefined },
          STRICT,
        ),
      ),
    ).toEqual(['effectiveDate outOfRange']);
  });
});

describe('a correction', () => {
  const posted = read({ ...example, effectiveDate: '2026-12-11' });
  const rules = rulesWith({ backdatingDays: 0, futureDays: 10, leastPremium: '5000.00' });
  const charge = (amount: string) => ({ premium: [{ charge: 'premium', state: 'TX', amount }] });

  it('may not break the rules of the product', () => {
    const current = { ...posted, submissionDate: '2026-12-01' };
    expect(errorsOf(correctedSubmission(current, charge('4999.99'), rules))).toEqual([
      'premium outOfRange',
    ]);
    expect(errorsOf(correctedSubmission(current, charge('5000.00'), rules))).toEqual([]);
    const later = { effectiveDate: '2026-12-12', expirationDate: '2027-12-12' };
    expect(errorsOf(correctedSubmission(current, later, rules))).toEqual([
      'effectiveDate outOfRange',
    ]);
  });

  it('is not refused for what was accepted before: the file was another then, or the term follows one', () => {
    const current = { ...posted, effectiveDate: '2027-06-01', expirationDate: '2028-06-01' };
    const changes = { insured: { dba: 'ABC' } };
    expect(named(submissionFindings(current, STRICT))).toContain('effectiveDate outOfRange');
    expect(errorsOf(correctedSubmission(current, changes, STRICT))).toEqual([]);
  });
});

describe('a term that takes the place of another, or follows one of another system', () => {
  const rules = rulesWith({ backdatingDays: 0, futureDays: 0, leastPremium: '5000.01' });

  it('may begin when that one says, and is held to the other rules', () => {
    const posted = rewriteRequestSchema.parse({
      ...exampleOf('rewrite'),
      kind: 'fullTerm',
      cancelledOn: undefined,
    });
    const rewritten = {
      policyNumber: 'CGL-2026-000001',
      termNumber: 1,
      days: { effectiveDate: '2026-02-01', expirationDate: '2027-02-01' },
      cancelledOn: null,
      product: aProduct(),
    };
    const answer = askedRewrite(posted, rewritten, rules.today(), rules);
    expect(errorsOf(answer)).toEqual(['newTerm.premium outOfRange']);
    expect(errorsOf(checkConversion(exampleOf('conversion'), rules))).toEqual([
      'period.premium outOfRange',
    ]);
  });
});

describe('new business that a rate plan prices', () => {
  const risk = {
    sumInsured: 100_000,
    construction: 'frame',
    territory: 'inland',
    deductible: '1000',
  };
  const rated: RequestRules = {
    ...rulesWith(
      {},
      {
        rating: { method: 'ratePlan', plan: smallProperty.key },
        notice: { ...aProduct().notice, isAdmitted: false },
      },
    ),
    rating: { plans: new Map([[smallProperty.key, smallProperty]]), taxRows },
  };
  const body: Json = { ...without(example, 'premium'), risk };
  const premium = example['premium'];

  it('is sold for the term that its plan has a price for, and for no other', () => {
    expect(errorsOf(checkSubmission(body, rated))).toEqual([]);
    expect(errorsOf(checkSubmission(without(body, 'expirationDate'), rated))).toEqual([]);
    for (const expirationDate of ['2027-08-01', '2028-01-31', '2028-02-02', '2029-02-01']) {
      const other = { ...body, expirationDate };
      expect(errorsOf(checkSubmission(other, rated))).toEqual(['expirationDate outOfRange']);
      expect(named(submissionFindings(read(other, rated), rated))).toEqual([
        'expirationDate outOfRange',
      ]);
    }
    const half = { ...without(body, 'expirationDate'), termDuration: 6 };
    expect(errorsOf(checkSubmission(half, rated))).toEqual(['expirationDate outOfRange']);
    const before = { ...body, expirationDate: '2026-02-01' };
    expect(errorsOf(checkSubmission(before, rated))).toEqual(['expirationDate contradicts']);
    // A price that somebody gives is that of the term, whatever its length.
    const given = { ...example, expirationDate: '2027-08-01' };
    expect(errorsOf(checkSubmission(given, NO_RULES))).toEqual([]);
  });

  it('is corrected as it is priced: the next term of a policy at the premium that its renewal has said', () => {
    const nextTerm = read(example);
    const byPlan = { billing: { paymentPlan: 'TEN' } };
    const billed: RequestRules = {
      ...rated,
      products: new Map(
        [...rated.products].map(([key, product]) => [
          key,
          { ...product, billing: aProductBilling() },
        ]),
      ),
    };
    const corrected = correctedSubmission(nextTerm, byPlan, billed);
    expect(errorsOf(corrected)).toEqual([]);
    expect(corrected).toMatchObject({ request: { premium: nextTerm.premium, ...byPlan } });
    // What it has been rated by cannot be taken away, nor can another price be put beside it.
    const posted = read(body, billed);
    expect(errorsOf(correctedSubmission(posted, { risk: null }, billed))).toEqual(['risk missing']);
    expect(errorsOf(correctedSubmission(posted, { premium }, billed))).toEqual(['premium notUsed']);
    expect(errorsOf(correctedSubmission(nextTerm, { risk }, billed))).toEqual(['premium notUsed']);
  });

  it('is sold for what is left of a term that it takes the place of, at what the plan has for the whole', () => {
    const asked = (kind: 'remainder' | 'newTerm', by: Json = risk) =>
      askedRewrite(
        rewriteRequestSchema.parse({
          ...exampleOf('rewrite'),
          kind,
          newTerm: { ...without(exampleOf('rewrite')['newTerm'] as Json, 'premium'), risk: by },
        }),
        {
          policyNumber: 'CGL-2027-000001',
          termNumber: 1,
          days: { effectiveDate: '2027-02-01', expirationDate: '2028-02-01' },
          cancelledOn: null,
          product: aProduct(),
        },
        rated.today(),
        rated,
      );
    // 480.00 at 1.08, and the inspection, premium where IMS alone bills; 4.85 % and 0.04 % of both for Texas.
    const whole = {
      premium: 51_840,
      'inspection-fee': 20_000,
      surplusLinesTax: 3_484,
      stampingFee: 29,
    };
    const remainder = asked('remainder');
    expect(remainder).toMatchObject({
      submission: {
        expirationDate: '2028-02-01',
        premium: Object.entries(whole).map(([charge, amountCents]) => ({ charge, amountCents })),
      },
    });
    expect(remainder).not.toHaveProperty('submission.risk');
    const straw = asked('remainder', { ...risk, construction: 'straw' });
    expect(errorsOf(straw)).toEqual(['newTerm.risk.construction outOfRange']);
    expect(asked('newTerm')).toMatchObject({ submission: { expirationDate: '2028-08-01' } });
  });

  it('has a finding where nobody knows what the state takes of a term that begins then', () => {
    const early = { ...body, effectiveDate: '2015-02-01', expirationDate: '2016-02-01' };
    expect(errorsOf(checkSubmission(early, rated))).toEqual(['state notSold']);
    expect(named(submissionFindings(read(early, rated), rated))).toEqual(['state notSold']);
  });

  it('is no draft with a premium that somebody gives, and a given premium none with a risk', () => {
    expect(errorsOf(readSubmission({ ...body, premium }, rated))).toEqual(['premium notUsed']);
    expect(errorsOf(readSubmission({ ...body, premium: [] }, rated))).toEqual(['premium notUsed']);
    expect(errorsOf(readSubmission({ ...example, risk }, NO_RULES))).toEqual(['risk notUsed']);
    const edited = (current: Submission, changes: Json, rules: RequestRules) =>
      correctedSubmission(current, changes, rules, true);
    expect(errorsOf(edited(read(body, rated), { premium }, rated))).toEqual(['premium notUsed']);
    expect(errorsOf(edited(read(example), { risk }, NO_RULES))).toEqual(['risk notUsed']);
    // Without the other each is only a finding.
    expect(named(submissionFindings(read(example, rated), rated))).toEqual([
      'premium notUsed',
      'risk missing',
    ]);
    expect(edited(read(example, rated), { premium: null, risk }, rated)).toMatchObject({
      request: { risk, premium: [] },
    });
  });
});
