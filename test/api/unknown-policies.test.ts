import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SystemRejection } from '../../src/ports/call-errors.js';
import { bindElsewhere, billElsewhere, cancelElsewhere } from '../support/policies-elsewhere.js';
import { sampleNoticeRules } from '../support/notice-rules.js';
import { anInstallation } from '../support/submissions.js';
import { codeOf, errorsOf, KEYS } from './running-app.js';
import { runChanges, type RunningChanges } from './running-changes.js';

describe('a policy that Bindery did not bind', () => {
  let running: RunningChanges;
  beforeAll(async () => {
    running = await runChanges('UP');
    // Making its bundle takes a worker longer than the app waits for one.
    await running.bind('UP-FIRST');
  });
  afterAll(() => running[Symbol.asyncDispose]());

  const get = (path: string) => running.app.send(path, { key: KEYS.everything });
  const sync = (policyNumber: string, query = '') =>
    running.app.send(`/api/policies/${policyNumber}/terms/1/sync${query}`, {
      method: 'POST',
      key: KEYS.everything,
    });
  const term = (policyNumber: string) => get(`/api/policies/${policyNumber}/terms/1`);
  const cancelled = (policyNumber: string, requestId = 'C-1') =>
    running.app.post(`/api/policies/${policyNumber}/cancellations?wait=30`, {
      requestId,
      externalSystem: 'triton',
      source: 'insured',
      reason: 'other',
      requestedOn: '2027-08-01',
      processOn: '2026-11-01',
      advanceTo: 'completed',
    });

  let last = 0;
  async function aPolicy(billed: Parameters<typeof billElsewhere>[2] | null = {}): Promise<string> {
    last += 1;
    const policyNumber = await bindElsewhere(running, `UP-${last}`);
    if (billed !== null) await billElsewhere(running, policyNumber, billed);
    return policyNumber;
  }

  it('is opened by sync, once, as the policy system and billing have it', async () => {
    const policyNumber = await aPolicy();
    expect((await term(policyNumber)).status).toBe(404);
    const [one, other] = await Promise.all([sync(policyNumber), sync(policyNumber)]);
    expect([one.status, other.status]).toEqual([200, 200]);
    expect([one.json['isOpened'], other.json['isOpened']]).toContain(true);
    expect((await term(policyNumber)).json).toMatchObject({
      status: 'unconfirmed',
      isBilled: true,
      product: 'general-liability',
      state: 'TX',
      effectiveDate: '2027-02-01',
      expirationDate: '2028-02-01',
      currency: 'USD',
      money: { threshold: '1250.00', counted: '0.00' },
      layers: [{ kind: 'bind' }],
      tasks: [],
      turn: { holder: null, queue: [] },
    });
    expect(await sync(policyNumber)).toMatchObject({
      status: 200,
      json: { isOpened: false, found: [] },
    });
  });

  it('is confirmed, and its money counted, where billing says so', async () => {
    const paid = { paymentId: 'P-1', amountCents: 130_000, receivedAt: '2026-12-01T12:00:00Z' };
    const policyNumber = await aPolicy({ isTermConfirmed: true, upFrontPayments: [paid] });
    await sync(policyNumber);
    expect((await term(policyNumber)).json).toMatchObject({
      status: 'confirmed',
      money: { counted: '1300.00' },
    });
  });

  it('does not count money twice that was told of the term before', async () => {
    const paid = { paymentId: 'P-2', amountCents: 100_000, receivedAt: '2026-12-01T12:00:00Z' };
    const policyNumber = await aPolicy({ upFrontPayments: [paid] });
    const told = await running.app.send(`/api/policies/${policyNumber}/terms/1/payments`, {
      key: KEYS.billing,
      body: {
        paymentId: 'P-2',
        amount: '1000.00',
        currency: 'USD',
        receivedAt: '2026-11-01T12:00:00Z',
      },
    });
    expect(told.status).toBe(202);
    expect((await sync(policyNumber)).status).toBe(200);
    expect((await term(policyNumber)).json).toMatchObject({ money: { counted: '1000.00' } });
  });

  it('opens as cancelled where it was cancelled by hand', async () => {
    const policyNumber = await aPolicy();
    const by = { on: '2027-08-01', amountCents: -252_055 };
    const quoteGuid = await cancelElsewhere(running, policyNumber, by);
    expect((await sync(policyNumber)).json).toMatchObject({
      isOpened: true,
      found: [{ quoteGuid, kind: 'cancellation', isTold: true }],
    });
    const { json } = await term(policyNumber);
    expect(json).toMatchObject({ status: 'cancelled', cancelledOn: '2027-08-01' });
    // Billing has not heard of the cancellation: both tasks say so.
    const tasks = json['tasks'] as readonly { readonly id: string }[];
    expect(tasks.map(({ id }) => id)).toEqual(['takenOver:charged', `byHandBilling:${quoteGuid}`]);
  });

  it('is billed by the policy system alone where billing does not know it, and a person is told', async () => {
    const policyNumber = await aPolicy(null);
    await sync(policyNumber);
    expect((await term(policyNumber)).json).toMatchObject({
      isBilled: false,
      currency: null,
      tasks: [{ id: 'takenOver:billing', code: 'takenOver' }],
    });
    expect((await cancelled(policyNumber)).json).toMatchObject({ state: 'completed' });
  });

  it('A94: is opened by the first change, which goes on to its end, by whichever name', async () => {
    const policyNumber = await aPolicy();
    const [one, other] = await Promise.all([cancelled(policyNumber), cancelled(policyNumber)]);
    for (const { json } of [one, other]) expect(json).toMatchObject({ state: 'completed' });
    expect((await term(policyNumber)).json).toMatchObject({ cancelledOn: '2027-08-01' });
    expect(await running.billing.getPeriodInfo({ policyNumber, termNumber: 1 })).toMatchObject({
      status: 'cancelled',
    });

    const named = await aPolicy();
    const byReference = await running.app.post('/api/endorsements?wait=30', {
      policy: { externalSystem: 'legacy', externalId: `UP-${last}` },
      requestId: 'E-1',
      externalSystem: 'triton',
      effectiveDate: '2027-05-01',
      fullTerm: [{ line: 'general-liability', charge: 'premium', state: 'TX', amount: '6200.00' }],
      advanceTo: 'completed',
    });
    expect(byReference.json).toMatchObject({ state: 'completed' });
    expect((await term(named)).json).toMatchObject({
      layers: [{ kind: 'bind' }, { kind: 'endorsement' }],
    });
  });

  it('is shown and previewed from the policy system, and nothing is kept of that', async () => {
    const policyNumber = await aPolicy();
    const by = { on: '2027-08-01', amountCents: -252_055 };
    await cancelElsewhere(running, policyNumber, by);
    expect((await get(`/api/policies/${policyNumber}`)).json).toMatchObject({
      isKnownHere: false,
      cover: [{ termNumber: 1, from: '2027-02-01', to: '2027-08-01' }],
      terms: [{ status: 'cancelled', details: { charged: { total: '2479.45' } } }],
    });
    const preview = await running.app.post('/api/previews/reinstatement', { policyNumber });
    expect(preview).toMatchObject({
      status: 200,
      json: { policyNumber, termNumber: 1, amounts: { total: '2520.55' } },
    });
    expect((await term(policyNumber)).status).toBe(404);
  });

  it('is 404 with a remedy where the policy system does not know it either', async () => {
    for (const answer of [
      await sync('UP-NONE'),
      await cancelled('UP-NONE'),
      await get('/api/policies/UP-NONE'),
      await running.app.post('/api/previews/reinstatement', { policyNumber: 'UP-NONE' }),
    ]) {
      expect(answer.status).toBe(404);
      expect(answer.json['detail']).toContain('here or in the policy system: compare the number');
    }
    expect(codeOf(await sync('UP-NONE'))).toBe('unknown-term');
    expect(codeOf(await get('/api/policies/UP-NONE'))).toBe('unknown-policy');
  });

  it('is not taken for a second term of a number that is known', async () => {
    const policyNumber = await aPolicy();
    await sync(policyNumber);
    const second = await running.app.send(`/api/policies/${policyNumber}/terms/2/sync`, {
      method: 'POST',
      key: KEYS.everything,
    });
    expect(second).toMatchObject({ status: 404 });
    expect(second.json['detail']).toContain('known as term 1');
  });

  it('is refused where billing has other days, with both of them', async () => {
    const policyNumber = await aPolicy({
      term: { effectiveDate: '2027-03-01', expirationDate: '2028-03-01' },
    });
    const answer = await sync(policyNumber);
    expect([answer.status, codeOf(answer)]).toEqual([409, 'policy-not-opened']);
    expect(errorsOf(answer)).toMatchObject([
      { field: 'effectiveDate', reason: expect.stringContaining('2027-03-01') as string },
    ]);
    expect((await term(policyNumber)).status).toBe(404);
  });

  it('is refused as another product than it is, and opened as the one that is named', async () => {
    const policyNumber = await aPolicy();
    const answer = await sync(policyNumber, '?product=marine');
    expect([answer.status, codeOf(answer)]).toEqual([409, 'policy-not-opened']);
    expect(errorsOf(answer)).toMatchObject([{ field: 'product' }]);
    expect((await sync(policyNumber, '?product=general-liability')).status).toBe(200);
  });

  it('is not read where the policy system does not answer, and can be asked for again', async () => {
    const policyNumber = await aPolicy();
    const call = { system: 'policySystem', operation: 'ExecuteDataSet' } as const;
    const away = new SystemRejection(call, { reason: 'its database is away', remedy: 'wait' });
    running.policySystem.failNext('readChain', away, 'before');
    const answer = await sync(policyNumber);
    expect([answer.status, codeOf(answer)]).toEqual([503, 'policy-not-read']);
    expect((await sync(policyNumber)).status).toBe(200);
  });
});

describe('a policy that Bindery did not bind, on a site without the look-up', () => {
  it('cannot be found, and the answer names the procedure', async () => {
    const { procedures, ...installation } = anInstallation();
    await using running = await runChanges('UL', sampleNoticeRules(), {
      installation: {
        ...installation,
        procedures: { ...procedures, quoteByPolicyNumber: null, quotesByReference: null },
      },
    });
    const policyNumber = await bindElsewhere(running, 'UL-1');
    const answer = await running.app.send(`/api/policies/${policyNumber}/terms/1/sync`, {
      method: 'POST',
      key: KEYS.everything,
    });
    expect([answer.status, codeOf(answer)]).toEqual([404, 'unknown-term']);
    expect(answer.json).toMatchObject({
      code: 'unknownReference',
      detail: expect.stringContaining('quoteByPolicyNumber') as string,
    });
    const byReference = await running.app.post('/api/reinstatements', {
      policy: { externalSystem: 'legacy', externalId: 'UL-1' },
      requestId: 'R-1',
      externalSystem: 'triton',
    });
    expect(byReference.json).toMatchObject({ status: 404, code: 'unknownReference' });
  });
});
