import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readBusinessFiles } from '../../../src/config/business-files.js';
import { checkSubmission } from '../../../src/requests/new-business/check-submission.js';
import { correctedSubmission } from '../../../src/requests/new-business/corrected-submission.js';

const { products, installation, rating } = readBusinessFiles({
  installationFile: 'config/installations/sandbox.json',
  productsDir: 'config/products',
  noticeFile: 'config/notice.json',
  taxesFile: 'config/taxes.json',
  ratePlansDir: 'config/rate-plans',
});
const request = JSON.parse(readFileSync('examples/commercial-property.json', 'utf8')) as object;

/** An installation whose charges have the codes that are given, and the others their own. */
function rulesWith(codes: Readonly<Record<string, number>>) {
  const charges = installation.charges.map((known) => ({
    ...known,
    code: codes[known.charge] ?? known.code,
  }));
  return { products, charges, rating, today: () => new Date('2026-12-01T12:00:00Z') };
}

function fieldsOf(answer: object): string[] {
  const { errors } = answer as { errors?: readonly { field: string }[] };
  return (errors ?? []).map(({ field }) => field);
}

const charge = (name: string, more: object = {}) => ({
  charge: name,
  state: 'TX',
  amount: '100.00',
  ...more,
});

describe('two charges of one line under one code of the installation', () => {
  const premium = [charge('premium'), charge('terrorism'), charge('inspection-fee')];
  const shared = rulesWith({ terrorism: 500, 'inspection-fee': 500 });

  it('are refused at the start, at the later of the two', () => {
    expect(fieldsOf(checkSubmission({ ...request, premium }, shared))).toEqual([
      'premium[2].charge',
    ]);
  });

  it('are refused in a correction', () => {
    const started = checkSubmission({ ...request, premium: [charge('premium')] }, shared);
    if ('errors' in started) throw new Error('the submission cannot be accepted');
    const corrected = correctedSubmission(started.submission, { premium }, shared);
    expect(fieldsOf(corrected)).toEqual(['premium[2].charge']);
  });

  it('are refused when the states differ and the code does not', () => {
    const states = [charge('premium'), charge('premium', { state: 'CA' })];
    const answer = checkSubmission({ ...request, premium: states }, rulesWith({ premium: 101 }));
    expect(fieldsOf(answer)).toEqual(['premium[1].charge']);
  });

  it('are taken on two lines, which are two places on the quote', () => {
    const [first, second] = products.get('commercial-property')?.lines ?? [];
    const lines = [
      charge('terrorism', { line: first?.key }),
      charge('inspection-fee', { line: second?.key }),
    ];
    expect(fieldsOf(checkSubmission({ ...request, premium: lines }, shared))).toEqual([]);
  });
});
