import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, KEYS, type Answer } from './running-app.js';
import { type RunningChanges, runChanges } from './running-changes.js';

type Json = Readonly<Record<string, unknown>>;

describe('an endorsement over the API', () => {
  let changes: RunningChanges;
  let last = 0;
  beforeAll(async () => {
    changes = await runChanges('APE');
  });
  afterAll(() => changes[Symbol.asyncDispose]());

  const send = (path: string, body: Json) => changes.app.send(path, { body, key: KEYS.everything });
  const aPolicy = () => changes.bind(`END-${++last}`);
  const premium = (amount: string) => [
    { line: 'general-liability', charge: 'premium', state: 'TX', amount },
  ];
  const asked = { effectiveDate: '2027-05-01', fullTerm: premium('6200.00') };
  const endorse = (policyNumber: string, body: Json) =>
    send(`/api/policies/${policyNumber}/endorsements?wait=20`, { requestId: 'E-1', ...body });
  const linksOf = ({ json }: Answer) => json['links'] as Readonly<Record<string, string>>;
  const act = (answer: Answer, link: string, body: Json) =>
    send(`${linksOf(answer)[link]}?wait=20`, body);

  it('is quoted as its preview says, accepted, and then in the books', async () => {
    const policyNumber = await aPolicy();
    const seen = await send('/api/previews/endorsement', { policyNumber, ...asked });
    const { digest, amounts } = seen.json;
    const quoted = await endorse(policyNumber, { ...asked, digest });
    expect(quoted.json).toMatchObject({
      id: `endorsement:${policyNumber}:E-1`,
      state: 'quoted',
      total: '907.40',
      revision: 0,
      change: { effectiveDate: '2027-05-01', amounts, digest },
    });
    expect(Object.keys(linksOf(quoted))).toEqual(expect.arrayContaining(['edit', 'withdraw']));
    const done = await act(quoted, 'accept', { by: 'pat', revision: 0 });
    expect(done.json).toMatchObject({ state: 'completed', total: '907.40' });
    const period = await changes.billing.getPeriodInfo({ policyNumber, termNumber: 1 });
    expect(period?.chargedCents).toBe(590_740);
    const late = await send(`/api/transactions/endorsement:${policyNumber}:E-1/withdraw`, {
      reason: 'Not wanted',
    });
    expect([late.status, codeOf(late)]).toEqual([409, 'change-refused']);
  });

  it('is refused what the policy system could not book: nothing is started, and no turn taken', async () => {
    const policyNumber = await aPolicy();
    const fullTerm = [
      ...premium('6200.00'),
      { line: 'general-liability', charge: 'tax', state: 'TX', amount: '10.00' },
      { line: 'general-liability', charge: 'premium', state: 'ZZ', amount: '10.00' },
      ...premium('1.00'),
    ];
    for (const answer of [
      await endorse(policyNumber, { ...asked, fullTerm }),
      await send('/api/previews/endorsement', { policyNumber, ...asked, fullTerm }),
    ]) {
      expect([answer.status, codeOf(answer)]).toEqual([422, 'invalid-request']);
      expect(answer.json['errors']).toMatchObject([
        { field: 'fullTerm.1.charge' },
        { field: 'fullTerm.2.state' },
        { field: 'fullTerm.3' },
      ]);
    }
  });

  it('is edited by its link, as a new revision that alone can be accepted', async () => {
    const policyNumber = await aPolicy();
    const quoted = await endorse(policyNumber, asked);
    const edit = { reason: 'Opens later', effectiveDate: '2027-06-01', asGiven: premium('12.34') };
    const edited = await act(quoted, 'edit', { ...edit, revision: 0 });
    expect(edited.json).toMatchObject({ state: 'quoted', total: '12.34', revision: 1 });
    expect(edited.json['change']).toMatchObject({
      effectiveDate: '2027-06-01',
      acts: [{ act: 'edit', reason: 'Opens later' }],
    });
    for (const [link, body] of [
      ['edit', edit],
      ['accept', {}],
    ] as const) {
      const stale = await act(edited, link, { ...body, revision: 0 });
      expect([stale.status, codeOf(stale)]).toEqual([409, 'stale-revision']);
    }
    const outside = await act(edited, 'edit', { reason: 'Typing', effectiveDate: '2028-02-01' });
    expect(outside.json['refusals']).toMatchObject([{ code: 'atOrAfterExpiration' }]);
    const nothing = await act(edited, 'edit', { reason: 'Nothing' });
    expect([nothing.status, codeOf(nothing)]).toEqual([422, 'invalid-request']);
  });

  it('is not started where the business refuses it, with all that stands against it', async () => {
    const policyNumber = await aPolicy();
    const booked = await endorse(policyNumber, { ...asked, advanceTo: 'completed' });
    expect(booked.json['state']).toBe('completed');
    const early = { requestId: 'E-2', effectiveDate: '2027-03-01', fullTerm: premium('5600.00') };
    const refused = await endorse(policyNumber, early);
    expect([refused.status, codeOf(refused)]).toEqual([409, 'change-refused']);
    expect(refused.json['refusals']).toMatchObject([
      {
        code: 'outOfSequence',
        field: 'effectiveDate',
        found: `2027-03-01, before endorsement:${policyNumber}:E-1 from 2027-05-01`,
        allowed: '2027-05-01 or later',
      },
    ]);
    const preview = await send('/api/previews/endorsement', {
      policyNumber,
      effectiveDate: early.effectiveDate,
      fullTerm: early.fullTerm,
    });
    expect(preview.json['refusals']).toEqual(refused.json['refusals']);
  });

  it('needs figures, of lines that the product has; none at all are an empty list', async () => {
    const policyNumber = await aPolicy();
    const without = await endorse(policyNumber, { effectiveDate: '2027-05-01' });
    expect([without.status, codeOf(without)]).toEqual([422, 'invalid-request']);
    const fullTerm = [{ ...premium('1.00')[0], line: 'flood' }];
    const foreign = await endorse(policyNumber, { ...asked, fullTerm });
    expect(foreign.json['errors']).toMatchObject([{ field: 'fullTerm.0.line' }]);
    const free = await endorse(policyNumber, { effectiveDate: '2027-05-01', asGiven: [] });
    expect(free.json).toMatchObject({ state: 'quoted', total: '0.00' });
  });
});
