import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { searchAttributes } from '../../src/workflows/search-attributes.js';
import { aProductBilling } from '../support/submissions.js';
import {
  BILLED,
  UNBILLED,
  type RunningApp,
  aRequest,
  anInsured,
  codeOf,
  errorsOf,
  runApp,
} from './running-app.js';
import type { NewBusinessInput } from '../../src/workflows/new-business/messages.js';

const ID = 'new-business:triton:TRITON-12345';
const ATTENTION = {
  step: 'producer',
  cause: 'rejected',
  field: 'producer.contactGuid',
  reason: 'No such contact.',
  remedy: 'Correct it.',
  inDoubt: [],
  since: '2026-12-01T12:00:00.000Z',
} as const;

let app: RunningApp;
beforeEach(async () => {
  app = await runApp();
});
afterEach(async () => {
  await app[Symbol.asyncDispose]();
});

function startedInput(id = ID): NewBusinessInput {
  const [input] = app.temporal.workflow(id).options.args as readonly [NewBusinessInput];
  return input;
}

describe('posting a submission', () => {
  it('takes who the insured is on file: a GUID in one spelling, or nobody', async () => {
    const guid = '4B9B3B8A-9C67-58A6-980D-8AC59B4E89AD';
    for (const [onFile, taken] of [
      [guid, guid.toLowerCase()],
      ['nobody', 'nobody'],
    ]) {
      const externalId = `ON-FILE-${String(taken)}`;
      await app.post('/api/submissions', aRequest({ externalId, ...anInsured({ onFile }) }));
      expect(startedInput(`new-business:triton:${externalId}`).submission.insured.onFile).toBe(
        taken,
      );
    }
    for (const onFile of ['Acme', '', '00000000-0000-0000-0000-000000000000', null]) {
      const refused = await app.post('/api/submissions', aRequest(anInsured({ onFile })));
      expect(errorsOf(refused).map(({ field }) => field)).toEqual(['insured.onFile']);
    }
  });

  it('starts one workflow and answers that it is under way', async () => {
    const answer = await app.post('/api/submissions', aRequest());
    expect(answer.status).toBe(202);
    expect(answer.headers.get('Location')).toBe(`/api/transactions/${ID}`);
    expect(answer.json).toMatchObject({
      id: ID,
      state: 'started',
      policyNumber: null,
      premium: null,
      links: {
        self: `/api/transactions/${ID}`,
        abandon: `/api/transactions/${ID}/abandon`,
        temporalUi:
          'http://localhost:8233/namespaces/default/workflows/new-business%3Atriton%3ATRITON-12345',
      },
    });
    const { options } = app.temporal.workflow(ID);
    expect(options).toMatchObject({
      taskQueue: 'bindery',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
      staticSummary: 'New business triton TRITON-12345, general-liability, 2027-02-01',
      memo: { product: 'general-liability', expirationDate: '2028-02-01' },
    });
    expect(app.temporal.workflow(ID).attributes).toEqual({
      TransactionKind: 'newBusiness',
      TransactionState: 'started',
      ExternalSystem: 'triton',
      ExternalId: 'TRITON-12345',
      EffectiveDate: '2027-02-01',
      NeedsAttention: false,
      Product: 'general-liability',
    });
  });

  it('fills in what a source system may leave out', async () => {
    const insured = aRequest()['insured'] as { location: Record<string, unknown> };
    const location = { ...insured.location, name: undefined };
    app.setToday('2027-01-01T03:00:00Z');
    await app.post(
      '/api/submissions',
      aRequest({
        expirationDate: undefined,
        paymentPlan: undefined,
        ...anInsured({ nameOnPolicy: undefined, fein: '12-3456789', location }),
      }),
    );
    expect(startedInput().submission).toEqual({
      reference: { system: 'triton', id: 'TRITON-12345' },
      product: 'general-liability',
      effectiveDate: '2027-02-01',
      expirationDate: '2028-02-01',
      // In Chicago it is still the evening before.
      submissionDate: '2026-12-31',
      state: 'TX',
      insured: {
        businessType: 'corporation',
        corporationName: 'ABC Corporation',
        nameOnPolicy: 'ABC Corporation',
        fein: '123456789',
        location: {
          name: 'Primary Location',
          address1: '123 Main Street',
          city: 'Dallas',
          state: 'TX',
          zip: '75201',
          country: 'USA',
        },
      },
      producer: { contactGuid: '4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad' },
      premium: [
        { line: 'general-liability', charge: 'premium', state: 'TX', amountCents: 500_000 },
      ],
      paymentPlan: -1,
    });
    expect(startedInput()).toMatchObject({
      requestedBy: 'portal',
      outagePatienceMs: 86_400_000,
      documents: { binder: true, policy: true },
    });
  });

  it('takes an individual, named by first and last name', async () => {
    const answer = await app.post(
      '/api/submissions',
      aRequest(
        anInsured({
          businessType: 'individual',
          corporationName: undefined,
          nameOnPolicy: undefined,
          firstName: ' Ada ',
          lastName: 'Builder',
        }),
      ),
    );
    expect(answer.status).toBe(202);
    expect(startedInput().submission.insured.nameOnPolicy).toBe('Ada Builder');
  });

  it('takes a workbook for an Excel-rated product', async () => {
    const contentBase64 = Buffer.from('PK workbook').toString('base64');
    const answer = await app.post(
      '/api/submissions',
      aRequest({ workbook: { fileName: 'rating.xlsx', contentBase64 } }, 'contractors'),
    );
    expect(answer.status).toBe(202);
    expect(startedInput('new-business:triton:TRITON-30001').submission).toMatchObject({
      premium: [],
      workbook: { fileName: 'rating.xlsx', contentBase64 },
    });
  });

  it('takes every text that XML can carry', async () => {
    const corporationName = 'Müller & "Söhne" <🎈> שלום 株式会社';
    const answer = await app.post(
      '/api/submissions',
      aRequest(anInsured({ corporationName, nameOnPolicy: corporationName })),
    );
    expect(answer.status).toBe(202);
    expect(startedInput().submission.insured.corporationName).toBe(corporationName);
  });
});

const charge = (amount: string, name = 'premium') => ({ charge: name, state: 'TX', amount });

const UP_FRONT = { paymentId: 'PAY-1', amount: '1494.50', receivedAt: '2027-01-15T17:00:00Z' };

describe('posting a submission for a product that a billing system bills', () => {
  const post = (billing?: unknown) =>
    app.post('/api/submissions', aRequest({ product: BILLED, billing }));

  it('tells the workflow how the product is billed, and in which time zone its days end', async () => {
    expect((await post()).status).toBe(202);
    expect(startedInput().billing).toEqual({ product: aProductBilling() });
    expect(startedInput().term).toEqual({ timeZone: 'America/Chicago', termTime: '00:01' });
    expect(startedInput().submission).not.toHaveProperty('billing');
  });

  it('takes what the source system chooses, amounts as cents and moments as UTC', async () => {
    const choices = { accountNumber: ' ACC-1 ', method: 'agencyBill', paymentPlan: 'TWO' };
    const money = { ...UP_FRONT, receivedAt: '2027-01-15T11:00:00-06:00' };
    expect((await post({ ...choices, upFrontPayments: [money] })).status).toBe(202);
    expect(startedInput().submission.billing).toEqual({
      ...choices,
      accountNumber: 'ACC-1',
      upFrontPayments: [
        { paymentId: 'PAY-1', amountCents: 149_450, receivedAt: '2027-01-15T17:00:00.000Z' },
      ],
    });
  });

  it('is the same request when a moment is written in another zone', async () => {
    await post({ upFrontPayments: [UP_FRONT] });
    const again = { ...UP_FRONT, receivedAt: '2027-01-15T11:00:00-06:00' };
    expect((await post({ upFrontPayments: [again] })).status).toBe(202);
  });

  it('has nothing of it where the policy system alone bills', async () => {
    await app.post('/api/submissions', aRequest({ product: UNBILLED }));
    expect(startedInput()).not.toHaveProperty('billing');
    expect(startedInput().term).toEqual({ timeZone: 'America/Chicago', termTime: '00:01' });
  });

  it.each<[string, unknown, string]>([
    ['choices that are a text', 'directBill', 'billing'],
    ['an unknown choice', { currency: 'USD' }, 'billing.currency'],
    ['a blank account', { accountNumber: ' ' }, 'billing.accountNumber'],
    ['a long account', { accountNumber: 'x'.repeat(61) }, 'billing.accountNumber'],
    ['another method', { method: 'cash' }, 'billing.method'],
    ['a long plan', { paymentPlan: 'x'.repeat(21) }, 'billing.paymentPlan'],
    ["the policy system's plan", { paymentPlan: 1 }, 'billing.paymentPlan'],
    ['a long invoicing plan', { invoicingPlan: 'x'.repeat(61) }, 'billing.invoicingPlan'],
    [
      'a payment of nothing',
      { upFrontPayments: [{ ...UP_FRONT, amount: '0.00' }] },
      'billing.upFrontPayments[0].amount',
    ],
    [
      'an amount as a number',
      { upFrontPayments: [{ ...UP_FRONT, amount: 1494.5 }] },
      'billing.upFrontPayments[0].amount',
    ],
    [
      'a payment without a key',
      { upFrontPayments: [{ ...UP_FRONT, paymentId: undefined }] },
      'billing.upFrontPayments[0].paymentId',
    ],
    [
      'a key with a space',
      { upFrontPayments: [{ ...UP_FRONT, paymentId: 'PAY 1' }] },
      'billing.upFrontPayments[0].paymentId',
    ],
    [
      'a payment twice',
      { upFrontPayments: [UP_FRONT, { ...UP_FRONT, amount: '1.00' }] },
      'billing.upFrontPayments[1].paymentId',
    ],
    [
      'a moment without an offset',
      { upFrontPayments: [{ ...UP_FRONT, receivedAt: '2027-01-15T17:00:00' }] },
      'billing.upFrontPayments[0].receivedAt',
    ],
    [
      'a moment of a day that does not exist',
      { upFrontPayments: [{ ...UP_FRONT, receivedAt: '2027-02-30T17:00:00Z' }] },
      'billing.upFrontPayments[0].receivedAt',
    ],
    [
      'too many payments',
      {
        upFrontPayments: Array.from({ length: 21 }, (_, index) => ({
          ...UP_FRONT,
          paymentId: `PAY-${index}`,
        })),
      },
      'billing.upFrontPayments',
    ],
  ])('names the field of %s', async (_what, billing, field) => {
    const answer = await post(billing);
    expect(answer.status).toBe(422);
    const error = errorsOf(answer).find((candidate) => candidate.field === field);
    expect(error, JSON.stringify(errorsOf(answer))).toBeDefined();
    expect(error?.remedy).not.toBe('');
    expect(app.temporal.workflows.size).toBe(0);
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'a premium',
      { premium: [charge('99999999999.99'), charge('99999999999.99', 'terrorism')] },
      'premium',
    ],
    ['fees', { billing: { addedFees: '99999999999.99' } }, 'billing.addedFees'],
    ['fees that leave nothing', { billing: { addedFees: '-5000.00' } }, 'billing.addedFees'],
    [
      'money',
      {
        billing: {
          upFrontPayments: ['PAY-1', 'PAY-2'].map((paymentId) => ({
            ...UP_FRONT,
            paymentId,
            amount: '99999999999.99',
          })),
        },
      },
      'billing.upFrontPayments',
    ],
  ])(
    'A71: refuses %s that no contract carries, before anything is started',
    async (_, part, field) => {
      const answer = await app.post('/api/submissions', aRequest({ product: BILLED, ...part }));
      expect(answer.status).toBe(422);
      expect(errorsOf(answer).map((error) => error.field)).toEqual([field]);
      expect(app.temporal.workflows.size).toBe(0);
    },
  );

  it('takes what the contract just carries', async () => {
    const premium = [charge('99999999999.98')];
    const answer = await app.post(
      '/api/submissions',
      aRequest({ product: BILLED, premium, billing: { addedFees: '0.01' } }),
    );
    expect(answer.status).toBe(202);
    expect((await post({ addedFees: '-4999.99' })).status).toBe(409);
  });

  it('refuses choices where the policy system alone bills', async () => {
    const answer = await app.post('/api/submissions', aRequest({ product: UNBILLED, billing: {} }));
    expect(errorsOf(answer)).toEqual([
      {
        field: 'billing',
        code: 'notUsed',
        reason: 'is not used by this product',
        remedy: 'Leave it out. The policy system alone bills this product.',
      },
    ]);
  });
});

describe('posting the same submission again', () => {
  it('A1: answers for the transaction that is under way', async () => {
    await app.post('/api/submissions', aRequest());
    app.temporal.advance(ID, { state: 'bound', policyNumber: 'GL-1' });
    const again = await app.post('/api/submissions', aRequest());
    expect(again.status).toBe(202);
    expect(again.json).toMatchObject({ state: 'bound', policyNumber: 'GL-1' });
    expect(app.temporal.workflows.size).toBe(1);
  });

  it('A1: answers 200 when it has ended', async () => {
    await app.post('/api/submissions', aRequest());
    app.temporal.advance(ID, { state: 'completed', premiumCents: 500_000 }, 'COMPLETED');
    const again = await app.post('/api/submissions', aRequest());
    expect(again.status).toBe(200);
    expect(again.json).toMatchObject({ state: 'completed', premium: '5000.00' });
  });

  it('is the same on another day, in another order of members, and with spelled-out country', async () => {
    await app.post('/api/submissions', aRequest());
    app.setToday('2026-12-09T12:00:00Z');
    const reversed = Object.fromEntries(Object.entries(aRequest()).reverse());
    expect((await app.post('/api/submissions', reversed)).status).toBe(202);
  });

  it('answers without a worker', async () => {
    await app.post('/api/submissions', aRequest());
    app.temporal.hasWorker = false;
    const again = await app.post('/api/submissions', aRequest());
    expect(again.status).toBe(202);
    expect(again.json).toMatchObject({ state: 'started', product: 'general-liability' });
  });

  it('A1: refuses a different request under the same reference', async () => {
    await app.post('/api/submissions', aRequest());
    const other = await app.post('/api/submissions', aRequest({ effectiveDate: '2027-03-01' }));
    expect(other.status).toBe(409);
    expect(codeOf(other)).toBe('different-request');
  });

  it('A1: says so when another client of Temporal started it, which noted no content', async () => {
    await app.post('/api/submissions', aRequest());
    delete app.temporal.workflow(ID).memo['requestDigest'];
    const taken = await app.post('/api/submissions', aRequest());
    expect([taken.status, codeOf(taken)]).toEqual([409, 'different-request']);
    expect(taken.json['detail']).toContain('another client of Temporal started it');
    app.temporal.failsInWorker = true;
    const wedged = await app.post('/api/submissions', aRequest());
    expect([wedged.status, codeOf(wedged)]).toEqual([500, 'workflow-failing']);
  });

  it('lets the rightful request in also while the different one is on its way out', async () => {
    await app.post('/api/submissions', aRequest({ effectiveDate: '2027-03-01' }));
    const lost = { state: 'failed', failure: { code: 'conflict', reason: 'Other.' } } as const;
    app.temporal.advance(ID, lost);
    app.temporal.workflow(ID).attributes[searchAttributes.transactionState.name] = lost.state;
    const rightful = app.post('/api/submissions', aRequest());
    await new Promise((resolve) => setTimeout(resolve, 100));
    app.temporal.advance(ID, lost, 'COMPLETED');
    expect((await rightful).status).toBe(202);
    expect(startedInput().submission.effectiveDate).toBe('2027-02-01');
  });

  it('lets the rightful request in after a different one lost to the policy system', async () => {
    await app.post('/api/submissions', aRequest({ effectiveDate: '2027-03-01' }));
    app.temporal.advance(
      ID,
      { state: 'failed', failure: { code: 'conflict', reason: 'Another request.' } },
      'COMPLETED',
    );
    expect((await app.post('/api/submissions', aRequest())).status).toBe(202);
    expect(startedInput().submission.effectiveDate).toBe('2027-02-01');
  });
});

describe('a transaction that was ended in Temporal', () => {
  it.each(['TERMINATED', 'CANCELLED', 'FAILED', 'TIMED_OUT'] as const)(
    'A75: is taken up again by the same request (%s)',
    async (status) => {
      await app.post('/api/submissions', aRequest());
      app.temporal.advance(ID, {}, status);
      const answer = await app.post('/api/submissions', aRequest());
      expect(answer.status).toBe(202);
      expect(answer.json).toMatchObject({ state: 'started', failure: null });
      expect(app.temporal.workflow(ID).memo).toMatchObject({ takesUpRun: `run-of-${ID}` });
    },
  );

  it('A75: is not taken up by a different request', async () => {
    await app.post('/api/submissions', aRequest());
    app.temporal.advance(ID, {}, 'TERMINATED');
    const other = await app.post('/api/submissions', aRequest({ effectiveDate: '2027-03-01' }));
    expect(other.status).toBe(409);
    expect(codeOf(other)).toBe('different-request');
  });
});

describe('waiting for the outcome', () => {
  it('answers as soon as the transaction ends', async () => {
    setTimeout(() => {
      app.temporal.advance(ID, { state: 'completed', policyNumber: 'GL-7' }, 'COMPLETED');
    }, 100);
    const answer = await app.post('/api/submissions?wait=20', aRequest());
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ state: 'completed', policyNumber: 'GL-7' });
  });

  it('answers when the transaction stops for a person', async () => {
    app.temporal.onStart = ({ id }) => {
      app.temporal.advance(id, { attention: ATTENTION });
    };
    const answer = await app.post('/api/submissions?wait=20', aRequest());
    expect(answer.status).toBe(202);
    expect(answer.json).toMatchObject({
      needsAttention: true,
      attention: ATTENTION,
      links: { correct: `/api/transactions/${ID}/correct` },
    });
  });

  it('answers with what is known when the time is over', async () => {
    app.temporal.onStart = ({ id }) => {
      app.temporal.advance(id, { state: 'rated' });
    };
    const answer = await app.post('/api/submissions?wait=1', aRequest());
    expect(answer.status).toBe(202);
    expect(answer.json['state']).toBe('rated');
  });

  it('answers in time when no worker is there', async () => {
    app.temporal.hasWorker = false;
    const answer = await app.post('/api/submissions?wait=1', aRequest());
    expect(answer.status).toBe(202);
    expect(answer.json['state']).toBe('started');
  });

  it('answers 409 when the policy system holds a different request', async () => {
    app.temporal.onStart = ({ id }) => {
      const failure = { code: 'conflict', reason: 'Another request.' } as const;
      app.temporal.advance(id, { state: 'failed', failure }, 'COMPLETED');
    };
    const answer = await app.post('/api/submissions?wait=5', aRequest());
    expect(answer.status).toBe(409);
    expect(codeOf(answer)).toBe('different-request');
  });

  it('says so when the workflow is terminated meanwhile', async () => {
    app.temporal.onStart = ({ id }) => {
      app.temporal.advance(id, {}, 'TERMINATED');
    };
    const answer = await app.post('/api/submissions?wait=5', aRequest());
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ state: 'failed', failure: { code: 'terminated' } });
  });

  it('asks nothing any more when the client has gone', async () => {
    const gone = new AbortController();
    const sent = app.send('/api/submissions?wait=30', { body: aRequest(), signal: gone.signal });
    await expect.poll(() => app.temporal.queries).toBeGreaterThan(0);
    gone.abort();
    await expect(sent).rejects.toThrow();
    await expect.poll(() => app.logLines.at(-1)?.facts['status']).toBe(499);
    const asked = app.temporal.queries;
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(app.temporal.queries).toBe(asked);
  });

  it.each(['-1', '61', '1.5', 'x', '', '1&wait=2'])('refuses ?wait=%s', async (wait) => {
    const answer = await app.post(`/api/submissions?wait=${wait}`, aRequest());
    expect(answer.status).toBe(400);
    expect(codeOf(answer)).toBe('invalid-parameter');
    expect(errorsOf(answer)[0]?.field).toBe('wait');
  });
});

describe('a submission that cannot be accepted', () => {
  const tooLong = (length: number) => 'x'.repeat(length + 1);
  const location = (changes: object) =>
    anInsured({
      location: { ...(aRequest()['insured'] as { location: object }).location, ...changes },
    });
  const charge = { charge: 'premium', state: 'TX', amount: '5000.00' };
  const workbook = { fileName: 'a.xlsx', contentBase64: 'UEs=' };

  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown field', { colour: 'red' }, 'colour'],
    ['an unknown field deep inside', location({ planet: 'Mars' }), 'insured.location.planet'],
    ['no product', { product: undefined }, 'product'],
    ['an unknown product', { product: 'pet-insurance' }, 'product'],
    ['a product that is an object member', { product: 'constructor' }, 'product'],
    ['an external system with a space', { externalSystem: 'my system' }, 'externalSystem'],
    ['an external id that begins with a dash', { externalId: '-1' }, 'externalId'],
    ['an external id with a slash', { externalId: 'a/b' }, 'externalId'],
    ['an external id that is too long', { externalId: tooLong(64) }, 'externalId'],
    ['a day that does not exist', { effectiveDate: '2027-02-29' }, 'effectiveDate'],
    ['a date in another form', { effectiveDate: '02/01/2027' }, 'effectiveDate'],
    ['an instant for a date', { effectiveDate: '2027-02-01T00:00:00Z' }, 'effectiveDate'],
    ['a term that ends as it begins', { expirationDate: '2027-02-01' }, 'expirationDate'],
    [
      'a payment in the year 10000 by its offset',
      { billing: { upFrontPayments: [{ ...UP_FRONT, receivedAt: '9999-12-31T23:00:00-05:00' }] } },
      'billing.upFrontPayments[0].receivedAt',
    ],
    [
      'a term beyond the calendar',
      { effectiveDate: '9999-06-01', expirationDate: undefined },
      'effectiveDate',
    ],
    ['a state where it is not sold', { state: 'WY' }, 'state'],
    ['a state in small letters', { state: 'tx' }, 'state'],
    ['no insured', { insured: undefined }, 'insured'],
    ['an insured that is a text', { insured: 'ABC' }, 'insured'],
    ['an unknown legal form', anInsured({ businessType: 'guild' }), 'insured.businessType'],
    [
      'an organisation without a name',
      anInsured({ corporationName: undefined }),
      'insured.corporationName',
    ],
    ['an organisation with a last name', anInsured({ lastName: 'Doe' }), 'insured.lastName'],
    [
      'an individual without a last name',
      anInsured({ businessType: 'individual', corporationName: undefined }),
      'insured.lastName',
    ],
    [
      'an individual with a corporation name',
      anInsured({ businessType: 'individual', lastName: 'Doe' }),
      'insured.corporationName',
    ],
    [
      'another form with both names',
      anInsured({ businessType: 'other', lastName: 'Doe' }),
      'insured.corporationName',
    ],
    [
      'another form with no name',
      anInsured({ businessType: 'other', corporationName: undefined }),
      'insured.corporationName',
    ],
    ['a blank name', anInsured({ corporationName: '   ' }), 'insured.corporationName'],
    [
      'a long corporation name',
      anInsured({ corporationName: tooLong(100) }),
      'insured.corporationName',
    ],
    [
      'a long name on the policy',
      anInsured({ nameOnPolicy: tooLong(200) }),
      'insured.nameOnPolicy',
    ],
    ['a control character', anInsured({ corporationName: 'A\u0000B' }), 'insured.corporationName'],
    ['a bell', anInsured({ corporationName: 'A\u0007B' }), 'insured.corporationName'],
    [
      'half a surrogate pair',
      anInsured({ corporationName: 'A\ud800B' }),
      'insured.corporationName',
    ],
    ['U+FFFE', anInsured({ corporationName: 'A\ufffeB' }), 'insured.corporationName'],
    ['U+FFFF', anInsured({ corporationName: 'A\uffffB' }), 'insured.corporationName'],
    ['eight digits of a FEIN', anInsured({ fein: '12345678' }), 'insured.fein'],
    ['letters in a social security number', anInsured({ ssn: '12345678X' }), 'insured.ssn'],
    ['null for an optional field', anInsured({ ssn: null }), 'insured.ssn'],
    ['a birthday to come', anInsured({ dateOfBirth: '2030-01-01' }), 'insured.dateOfBirth'],
    ['a long address', location({ address1: tooLong(250) }), 'insured.location.address1'],
    ['no city', location({ city: undefined }), 'insured.location.city'],
    ['a nine-digit ZIP', location({ zip: '75201-1234' }), 'insured.location.zip'],
    ['a ZIP as a number', location({ zip: 75201 }), 'insured.location.zip'],
    ['a long phone', location({ phone: tooLong(12) }), 'insured.location.phone'],
    ['an e-mail without @', location({ email: 'nobody' }), 'insured.location.email'],
    ['a long e-mail', location({ email: `a@${tooLong(50)}` }), 'insured.location.email'],
    ['no producer', { producer: undefined }, 'producer'],
    ['an empty producer', { producer: {} }, 'producer'],
    [
      'a producer by GUID and search',
      { producer: { contactGuid: '4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad', search: 'x' } },
      'producer',
    ],
    ['a producer GUID that is none', { producer: { contactGuid: 'x' } }, 'producer.contactGuid'],
    [
      'the GUID of zeros',
      { producer: { contactGuid: '00000000-0000-0000-0000-000000000000' } },
      'producer.contactGuid',
    ],
    ['an underwriter GUID that is none', { underwriterGuid: '{x}' }, 'underwriterGuid'],
    ['no premium', { premium: undefined }, 'premium'],
    ['an empty premium', { premium: [] }, 'premium'],
    ['a premium of nothing', { premium: [{ ...charge, amount: '0.00' }] }, 'premium'],
    ['an amount as a number', { premium: [{ ...charge, amount: 5000 }] }, 'premium[0].amount'],
    ['a negative amount', { premium: [{ ...charge, amount: '-1.00' }] }, 'premium[0].amount'],
    ['three decimals', { premium: [{ ...charge, amount: '1.001' }] }, 'premium[0].amount'],
    ['an exponent', { premium: [{ ...charge, amount: '1e3' }] }, 'premium[0].amount'],
    [
      'a charge twice',
      { premium: [charge, { ...charge, line: 'general-liability' }] },
      'premium[1]',
    ],
    [
      'a charge of another product',
      { premium: [{ ...charge, charge: 'windstorm' }] },
      'premium[0].charge',
    ],
    [
      'a charge in a state where it is not sold',
      { premium: [{ ...charge, state: 'WY' }] },
      'premium[0].state',
    ],
    ['an unknown line', { premium: [{ ...charge, line: 'auto' }] }, 'premium[0].line'],
    ['a workbook that is not used', { workbook }, 'workbook'],
    ['a plan that is not offered', { paymentPlan: 7 }, 'paymentPlan'],
    ['a plan as a text', { paymentPlan: '1' }, 'paymentPlan'],
    ['half a plan', { paymentPlan: 1.5 }, 'paymentPlan'],
  ])('names the field of %s', async (_what, changes, field) => {
    const answer = await app.post('/api/submissions', aRequest(changes));
    expect(answer.status).toBe(422);
    expect(codeOf(answer)).toBe('invalid-request');
    const error = errorsOf(answer).find((candidate) => candidate.field === field);
    expect(error, JSON.stringify(errorsOf(answer))).toBeDefined();
    expect(error?.reason).not.toBe('');
    expect(error?.remedy).not.toBe('');
    expect(app.temporal.workflows.size).toBe(0);
  });

  it.each<[string, unknown, string]>([
    ['no workbook', undefined, 'workbook'],
    ['an empty workbook', { fileName: 'a.xlsx', contentBase64: '' }, 'workbook.contentBase64'],
    ['broken Base64', { fileName: 'a.xlsx', contentBase64: 'UEs' }, 'workbook.contentBase64'],
    [
      'a workbook beyond 256 KiB',
      { fileName: 'a.xlsx', contentBase64: Buffer.alloc(256 * 1024 + 1).toString('base64') },
      'workbook.contentBase64',
    ],
    [
      'a file name with folders',
      { fileName: '../a.xlsx', contentBase64: 'UEs=' },
      'workbook.fileName',
    ],
  ])('names the field of %s', async (_what, value, field) => {
    const answer = await app.post('/api/submissions', aRequest({ workbook: value }, 'contractors'));
    expect(answer.status).toBe(422);
    expect(errorsOf(answer).map((error) => error.field)).toContain(field);
  });

  it('tells a charge that the installation cannot book', async () => {
    const answer = await app.post(
      '/api/submissions',
      aRequest(
        { premium: [{ charge: 'windstorm', state: 'CA', amount: '1.00' }] },
        'commercial-property',
      ),
    );
    expect(errorsOf(answer)).toEqual([
      expect.objectContaining({
        field: 'premium[0].charge',
        reason: expect.stringContaining('unknown charge code') as string,
      }),
    ]);
  });

  it('tells every fault at once, and none of the values', async () => {
    const answer = await app.post(
      '/api/submissions',
      aRequest({
        effectiveDate: '2027-02-30',
        state: 'WY',
        paymentPlan: 9,
        colour: 'red',
        ...anInsured({ ssn: '123-45-678', lastName: 'Secretname' }),
        premium: [{ charge: 'glass', state: 'TX', amount: '-7' }],
      }),
    );
    expect(
      errorsOf(answer)
        .map((error) => error.field)
        .sort(),
    ).toEqual([
      'colour',
      'effectiveDate',
      'insured.lastName',
      'insured.ssn',
      'paymentPlan',
      'premium[0].amount',
      'state',
    ]);
    expect(answer.text).not.toMatch(/Secretname|123-45|2027-02-30/);
  });

  it('says how to write an amount', async () => {
    const answer = await app.post(
      '/api/submissions',
      aRequest({ premium: [{ ...charge, amount: 5000 }] }),
    );
    expect(errorsOf(answer)).toEqual([
      {
        field: 'premium[0].amount',
        code: 'malformed',
        reason: 'is not a text',
        remedy: 'Write the amount as text such as "5000.00".',
      },
    ]);
  });
});
