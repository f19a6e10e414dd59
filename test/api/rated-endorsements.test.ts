import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RATED } from '../support/bound-policies.js';
import { aWorkbook } from '../support/changes.js';
import { aProduct } from '../support/submissions.js';
import { codeOf, KEYS, type Answer } from './running-app.js';
import { type RunningChanges, runChanges } from './running-changes.js';

type Json = Readonly<Record<string, unknown>>;

const PREMIUM = [
  { line: 'general-liability', charge: 'premium', state: 'TX', amount: '6200.00' },
] as const;

describe('an endorsement by a workbook over the API', () => {
  let changes: RunningChanges;
  let last = 0;
  beforeAll(async () => {
    const sold = aProduct(RATED);
    changes = await runChanges('APW', undefined, {
      productChanges: RATED,
      products: new Map([[sold.key, sold]]),
    });
  });
  afterAll(() => changes[Symbol.asyncDispose]());

  const send = (path: string, body: Json) => changes.app.send(path, { body, key: KEYS.everything });
  const aPolicy = () =>
    changes.bind(`RATED-${++last}`, { premium: [], workbook: aWorkbook('7500.00') });
  const asked = { effectiveDate: '2027-05-01', workbook: aWorkbook('8700.00') };
  const endorse = (policyNumber: string, body: Json) =>
    send(`/api/policies/${policyNumber}/endorsements?wait=20`, { requestId: 'E-1', ...body });
  const act = ({ json }: Answer, link: string, body: Json) =>
    send(`${(json['links'] as Readonly<Record<string, string>>)[link]}?wait=20`, body);
  const fieldsOf = ({ json }: Answer) =>
    (json['errors'] as readonly { readonly field: string }[]).map(({ field }) => field);

  it('is quoted at what it was rated at, edited, accepted, and then in the books', async () => {
    const policyNumber = await aPolicy();
    const quoted = await endorse(policyNumber, asked);
    expect(quoted.json).toMatchObject({
      id: `endorsement:${policyNumber}:E-1`,
      state: 'quoted',
      total: '932.40',
      change: {
        amounts: {
          premium: '907.40',
          fees: '25.00',
          rows: [{ because: { rule: 'rated', of: '907.40' } }, { amount: '25.00' }],
        },
      },
    });
    expect(JSON.stringify(quoted.json)).not.toContain(asked.workbook.contentBase64);
    const same = await endorse(policyNumber, asked);
    expect(same.json['id']).toBe(quoted.json['id']);
    const other = await endorse(policyNumber, { ...asked, workbook: aWorkbook('9900.00') });
    expect([other.status, codeOf(other)]).toEqual([409, 'different-request']);

    const edit = { reason: 'More trucks', workbook: aWorkbook('9900.00'), revision: 0 };
    const edited = await act(quoted, 'edit', edit);
    expect(edited.json).toMatchObject({ state: 'quoted', total: '1839.79', revision: 1 });
    const done = await act(edited, 'accept', { by: 'pat', revision: 1 });
    expect(done.json).toMatchObject({ state: 'completed', total: '1839.79' });
    const period = await changes.billing.getPeriodInfo({ policyNumber, termNumber: 1 });
    expect(period?.chargedCents).toBe(765_000 + 183_979);
  });

  it('cannot be previewed, which is said before anything is written', async () => {
    const policyNumber = await aPolicy();
    for (const price of [{ workbook: asked.workbook }, { fullTerm: PREMIUM }]) {
      const body = { policyNumber, effectiveDate: '2027-05-01', ...price };
      const answer = await send('/api/previews/endorsement', body);
      expect([answer.status, codeOf(answer)]).toEqual([409, 'no-preview']);
      expect(answer.json['detail']).toContain('with advanceTo quoted');
    }
    const chain = await changes.policySystem.readChain(policyNumber);
    expect(chain?.transactions).toHaveLength(1);
  });

  it('takes no figures, no digest and no file that is none: nothing is started', async () => {
    const policyNumber = await aPolicy();
    const { effectiveDate } = asked;
    const refused = [
      [{ effectiveDate, fullTerm: PREMIUM }, ['fullTerm']],
      [{ effectiveDate, asGiven: [] }, ['asGiven']],
      [{ ...asked, fullTerm: PREMIUM, asGiven: [] }, ['fullTerm', 'asGiven']],
      [{ ...asked, digest: 'abc' }, ['digest']],
      [{ effectiveDate }, ['fullTerm']],
      [
        { effectiveDate, workbook: { fileName: 'a/b.xlsx', contentBase64: '?' } },
        ['workbook.fileName', 'workbook.contentBase64'],
      ],
    ] as const;
    for (const [body, fields] of refused) {
      const answer = await endorse(policyNumber, body);
      expect([answer.status, codeOf(answer)]).toEqual([422, 'invalid-request']);
      expect([...new Set(fieldsOf(answer))]).toEqual(fields);
    }
    const quoted = await endorse(policyNumber, asked);
    const edited = await act(quoted, 'edit', { reason: 'By hand', asGiven: [] });
    expect([edited.status, codeOf(edited), fieldsOf(edited)]).toEqual([
      422,
      'invalid-request',
      ['asGiven'],
    ]);
  });
});

describe('an endorsement of a product that takes figures', () => {
  it('takes no workbook, neither when it is asked for, nor previewed, nor edited', async () => {
    await using changes = await runChanges('APF');
    const policyNumber = await changes.bind('FIGURES-1');
    const send = (path: string, body: Json) =>
      changes.app.send(path, { body, key: KEYS.everything });
    const workbook = aWorkbook('8700.00');
    const days = { effectiveDate: '2027-05-01' };
    const post = `/api/policies/${policyNumber}/endorsements?wait=20`;
    const quoted = await send(post, { requestId: 'E-2', ...days, fullTerm: PREMIUM });
    expect(quoted.json).toMatchObject({ state: 'quoted' });
    const edit = `/api/transactions/endorsement:${policyNumber}:E-2/edit`;
    for (const answer of [
      await send(post, { requestId: 'E-1', ...days, workbook }),
      await send('/api/previews/endorsement', { policyNumber, ...days, workbook }),
      await send(edit, { reason: 'Another', workbook }),
    ]) {
      expect([answer.status, codeOf(answer)]).toEqual([422, 'invalid-request']);
      expect(answer.json['errors']).toMatchObject([
        { field: 'workbook', reason: 'is not used by this product' },
      ]);
    }
  });
});
