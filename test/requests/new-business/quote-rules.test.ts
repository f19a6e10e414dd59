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
import { aProduct, anInstallation, NO_RATING } from '../../support/submissions.js';

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
