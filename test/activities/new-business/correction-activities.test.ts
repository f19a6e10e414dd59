import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type {
  AcceptableCorrection,
  CorrectionAnswer,
} from '../../../src/activities/check-correction.js';
import { createCorrectionActivities } from '../../../src/activities/new-business/correction-activities.js';
import { readBusinessFiles } from '../../../src/config/business-files.js';
import type { Submission } from '../../../src/domain/new-business/submission.js';
import { checkSubmission } from '../../../src/requests/new-business/check-submission.js';
import type { RequestRules } from '../../../src/requests/request-check.js';
import { InMemoryPolicySystem } from '../../support/in-memory-policy-system.js';
import { anInstallation, aProductBilling, NO_RATING } from '../../support/submissions.js';

const { products: shipped, installation } = readBusinessFiles({
  installationFile: 'config/installations/sandbox.json',
  productsDir: 'config/products',
  noticeFile: 'config/notice.json',
  taxesFile: 'config/taxes.json',
  ratePlansDir: 'config/rate-plans',
});
const BILLED = 'general-liability-billed';
const [general] = [...shipped.values()].filter(({ key }) => key === 'general-liability');
if (!general) throw new Error('there is a product general-liability');
const products = new Map([
  ...shipped,
  [BILLED, { ...general, key: BILLED, billing: aProductBilling() }] as const,
]);
const rules: RequestRules = {
  products,
  charges: installation.charges,
  rating: NO_RATING,
  today: () => new Date('2026-12-01T12:00:00Z'),
};
const activities = createCorrectionActivities(rules, {
  policySystem: new InMemoryPolicySystem({
    installation: anInstallation(),
    products,
    producers: [],
  }),
  billing: null,
});

const WHO = { by: 'Pat', reason: 'Typing error' };

function aPosted(changes: object = {}): Submission {
  const text = readFileSync('examples/general-liability.json', 'utf8');
  const checked = checkSubmission({ ...(JSON.parse(text) as object), ...changes }, rules);
  if ('errors' in checked) throw new Error(JSON.stringify(checked.errors));
  return checked.submission;
}

function check(sent: unknown, submission = aPosted()): Promise<CorrectionAnswer<Submission>> {
  return activities.checkCorrection({ sent, submission, write: null });
}

async function accepted(
  sent: unknown,
  submission?: Submission,
): Promise<AcceptableCorrection<Submission>> {
  const answer = await check(sent, submission);
  if (!('accepted' in answer)) throw new Error(JSON.stringify(answer));
  return answer.accepted;
}

async function faults(sent: unknown): Promise<string[]> {
  const answer = await check(sent);
  return 'errors' in answer ? answer.errors.map(({ field }) => field) : [];
}

describe('a correction, before it is taken', () => {
  it('becomes the whole submission as it shall be, and the fields that differ', async () => {
    const changes = {
      producer: { contactGuid: null, search: 'Bayou Agency' },
      insured: { fein: '98-7654321', dba: 'ABC' },
      premium: [{ charge: 'premium', state: 'TX', amount: '6000.00' }],
    };
    const correction = await accepted({ ...WHO, changes });
    expect(correction).toMatchObject({
      ...WHO,
      revision: null,
      request: {
        producer: { search: 'Bayou Agency' },
        insured: { fein: '987654321', dba: 'ABC', corporationName: 'ABC Corporation' },
        premium: [{ line: 'general-liability', amountCents: 600_000 }],
      },
    });
    expect([...correction.fields].sort()).toEqual([
      'insured.dba',
      'insured.fein',
      'premium',
      'producer.contactGuid',
      'producer.search',
    ]);
  });

  it('changes how the term is billed, and money taken before the bind as a whole', async () => {
    const money = { paymentId: 'PAY-1', receivedAt: '2027-01-15T17:00:00.000Z' };
    const posted = aPosted({
      product: BILLED,
      billing: { accountNumber: 'ACC-1', upFrontPayments: [{ ...money, amount: '1494.50' }] },
    });
    const plan = await accepted(
      { ...WHO, changes: { billing: { accountNumber: null, paymentPlan: 'TWO' } } },
      posted,
    );
    expect(plan.request?.billing).toEqual({
      paymentPlan: 'TWO',
      upFrontPayments: [{ ...money, amountCents: 149_450 }],
    });
    expect(plan.fields).toEqual(['billing.accountNumber', 'billing.paymentPlan']);
    const upFrontPayments = [{ ...money, amount: '2744.50' }];
    const paid = await accepted({ ...WHO, changes: { billing: { upFrontPayments } } }, posted);
    expect(paid.request?.billing).toEqual({
      accountNumber: 'ACC-1',
      upFrontPayments: [{ ...money, amountCents: 274_450 }],
    });
    expect(paid.fields).toEqual(['billing.upFrontPayments']);
  });

  it('changes nothing when it only runs the step again', async () => {
    const unchanged = { request: null, fields: [] };
    expect(await accepted({ ...WHO, changes: {} })).toMatchObject(unchanged);
    expect(await accepted(WHO)).toMatchObject(unchanged);
    const same = { effectiveDate: aPosted().effectiveDate };
    expect(await accepted({ ...WHO, changes: same })).toMatchObject(unchanged);
  });

  it.each<[string, unknown, string]>([
    ['a changed reference', { externalId: 'OTHER' }, 'externalId'],
    ['a removed product', { product: null }, 'product'],
    ['a value that no submission may have', { effectiveDate: '2027-02-30' }, 'effectiveDate'],
    ['an unknown field', { insured: { shoeSize: 44 } }, 'insured.shoeSize'],
    ['a required field taken away', { insured: { location: null } }, 'insured.location'],
  ])('is refused by field for %s', async (_what, changes, field) => {
    expect(await faults({ ...WHO, changes })).toContain(field);
  });

  it('is refused in words when it comes in the form that is kept inside', async () => {
    const inside = { ...WHO, revision: 0, submission: aPosted(), fields: [] };
    expect(await faults(inside)).toEqual(['submission', 'fields']);
  });
});
