import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TODAY } from '../support/today.js';
import { codeOf, errorsOf } from './running-app.js';
import {
  AT_ONCE,
  inDays,
  linkOf,
  offerOf,
  renewalOf,
  runRenewals,
  type RunningRenewals,
  tasksOf,
} from './running-renewals.js';

const BY = { by: 'uw', reason: 'Two losses in the year' };

const aPremium = (amount: string, charge = 'premium') => [
  { line: 'general-liability', charge, state: 'TX', amount },
];

describe('an edit of a renewal whose premium is given, over the API', () => {
  let renewals: RunningRenewals;
  beforeAll(async () => {
    renewals = await runRenewals('AEG', { ...AT_ONCE, premium: 'given' });
  });
  afterAll(() => renewals[Symbol.asyncDispose]());

  it('says what the next term costs, where nobody had, and the renewal goes on by its days', async () => {
    const { aPolicy, renew, post } = renewals;
    const referred = await renew(await aPolicy());
    expect(referred.json).toMatchObject({ state: 'referred', revision: 0 });
    expect(tasksOf(referred)).toEqual(['price']);
    const task = renewalOf(referred).tasks[0]?.text;
    expect(task).toContain('say it by an edit with premium, workbook or risk');
    const id = String(referred.json['id']);
    const listed = async () =>
      (await renewals.changes.app.send(`/api/tasks?id=${id}`)).json['items'];
    // No word approves it, and nobody else can say what it costs.
    await expect
      .poll(listed, { timeout: 30_000 })
      .toMatchObject([
        { cause: 'price', request: { method: 'POST', path: linkOf(referred, 'edit'), body: null } },
      ]);
    const done = await post(`${linkOf(referred, 'edit')}?wait=30`, {
      ...BY,
      revision: 0,
      premium: aPremium('5400.00'),
    });
    expect(done.json).toMatchObject({
      state: 'completed',
      total: '5400.00',
      revision: 1,
      change: { acts: [{ act: 'edit', ...BY }], renewal: { tasks: [] } },
    });
  });

  it('is not approved in its place: what costs nothing is not bound by a word', async () => {
    const { aPolicy, renew, post } = renewals;
    const referred = await renew(await aPolicy());
    const approved = await post(`${linkOf(referred, 'decide')}?wait=30`, {
      ...BY,
      decision: 'approve',
    });
    expect(approved.json).toMatchObject({ state: 'referred' });
  });

  it('of how it is billed alone leaves it referred', async () => {
    const { aPolicy, renew, post } = renewals;
    const referred = await renew(await aPolicy());
    const edited = await post(`${linkOf(referred, 'edit')}?wait=30`, {
      ...BY,
      billing: { paymentPlan: 'FULL' },
    });
    expect(edited.json).toMatchObject({ state: 'referred', revision: 1 });
  });
});

describe('an edit of a renewal that is bound by itself, over the API', () => {
  let renewals: RunningRenewals;
  beforeAll(async () => {
    renewals = await runRenewals('AEB');
  });
  afterAll(() => renewals[Symbol.asyncDispose]());

  it('has it made anew at another premium, billed as is said, and leaves what was made before alone', async () => {
    const { aPolicy, renew, post, changes } = renewals;
    const quoted = await renew(await aPolicy());
    expect(quoted.json).toMatchObject({ state: 'quoted', total: '5000.00' });
    const edited = await post(`${linkOf(quoted, 'edit')}?wait=30`, {
      ...BY,
      premium: aPremium('6000.00'),
      billing: { paymentPlan: 'FULL' },
    });
    expect(edited.json).toMatchObject({ state: 'quoted', total: '6000.00', heldAt: null });
    const { madeBy } = renewalOf(quoted);
    expect(renewalOf(edited).madeBy).not.toBe(madeBy);
    const made = async () => (await changes.app.send(`/api/transactions/${madeBy ?? ''}`)).json;
    await expect.poll(made).toMatchObject({ state: 'failed', failure: { code: 'abandoned' } });
    const done = await post(`${linkOf(edited, 'reschedule')}?wait=30`, {
      ...BY,
      issueOn: inDays(-1),
    });
    expect(done.json).toMatchObject({ state: 'completed', total: '6000.00' });
    const bound = renewalOf(done).newPolicyNumber ?? '';
    const period = await changes.billing.getPeriodInfo({ policyNumber: bound, termNumber: 2 });
    expect(period).toMatchObject({ chargedCents: 600_000, planCode: 'FULL' });
    const late = await post(`/api/transactions/${String(done.json['id'])}/edit`, {
      ...BY,
      premium: aPremium('1.00'),
    });
    expect([late.status, codeOf(late)]).toEqual([409, 'change-refused']);
    expect(late.json['refusals']).toMatchObject([{ code: 'alreadyBound' }]);
  });

  it('is accepted anew where somebody had accepted it, and refused from a revision that is past', async () => {
    const { aPolicy, renew, post } = renewals;
    const held = await renew(await aPolicy(), { advanceTo: 'quoted' });
    await post(linkOf(held, 'accept'), { by: 'olga' });
    const edit = `${linkOf(held, 'edit')}?wait=30`;
    const edited = await post(edit, { ...BY, revision: 0, premium: aPremium('6000.00') });
    expect(edited.json).toMatchObject({ state: 'quoted', heldAt: 'quoted', revision: 1 });
    const stale = await post(edit, { ...BY, revision: 0, premium: aPremium('7000.00') });
    expect([stale.status, codeOf(stale)]).toEqual([409, 'stale-revision']);
    const seen = { by: 'olga', revision: 0 };
    const accepted = await post(linkOf(edited, 'accept'), seen);
    expect([accepted.status, codeOf(accepted)]).toEqual([409, 'stale-revision']);
  });

  it('is shown at once while it waits for its lead time, and is what is quoted then', async () => {
    const { aPolicy, renew, post } = renewals;
    const waiting = await renew(await aPolicy(), { start: 'leadTime' });
    const edited = await post(`${linkOf(waiting, 'edit')}?wait=30`, {
      ...BY,
      premium: aPremium('6000.00'),
    });
    expect(edited.json).toMatchObject({
      state: 'scheduled',
      change: { amounts: { premium: '6000.00' } },
    });
    const quoted = await post(`${linkOf(edited, 'reschedule')}?wait=30`, { ...BY, startOn: TODAY });
    expect(quoted.json).toMatchObject({ state: 'quoted', total: '6000.00' });
  });

  it('leaves it with the underwriter whom a direction asks, and what he approves is what was said last', async () => {
    const { aPolicy, renew, post, look, changes } = renewals;
    const policyNumber = await aPolicy();
    await renew(policyNumber);
    await changes.app.send(`/api/policies/${policyNumber}/terms/1/direction`, {
      method: 'PUT',
      body: { requestId: 'DIR-1', direction: 'refer', ...BY },
    });
    const state = async () => (await look(policyNumber)).json['state'];
    await expect.poll(state).toBe('referred');
    const asked = await look(policyNumber);
    const edited = await post(`${linkOf(asked, 'edit')}?wait=30`, {
      ...BY,
      premium: aPremium('6000.00'),
    });
    expect(edited.json).toMatchObject({ state: 'referred' });
    const approved = await post(`${linkOf(edited, 'decide')}?wait=30`, {
      ...BY,
      decision: 'approve',
    });
    expect(approved.json).toMatchObject({ state: 'quoted', total: '6000.00' });
  });

  it('names what it cannot give: a charge that there is none of, a workbook, nothing at all', async () => {
    const { aPolicy, renew, post } = renewals;
    const edit = linkOf(await renew(await aPolicy()), 'edit');
    const workbook = { fileName: 'rates.xlsx', contentBase64: 'UEsDBA==' };
    for (const [given, field, code] of [
      [{ premium: aPremium('1.00', 'flood') }, 'premium.0.charge', 'unknown'],
      [{ workbook }, 'workbook', 'notUsed'],
      [{}, 'premium', 'missing'],
      [{ effectiveDate: TODAY, billing: {} }, 'effectiveDate', 'unknownField'],
    ] as const) {
      const refused = await post(edit, { ...BY, ...given });
      expect([refused.status, codeOf(refused)]).toEqual([422, 'invalid-request']);
      expect(errorsOf(refused)).toMatchObject([{ field, code }]);
    }
  });
});

describe('an edit of a renewal whose offer is out, over the API', () => {
  let renewals: RunningRenewals;
  beforeAll(async () => {
    renewals = await runRenewals('AEO', { ...AT_ONCE, flow: 'offer' });
  });
  afterAll(() => renewals[Symbol.asyncDispose]());

  it('makes another version of the offer, and money for the one before is no consent to it', async () => {
    const { anOffer, pay, post, look } = renewals;
    const { policyNumber, offer, renewal } = await anOffer();
    const edited = await post(`${linkOf(renewal, 'edit')}?wait=30`, {
      ...BY,
      premium: aPremium('6000.00'),
    });
    expect(edited.json).toMatchObject({ state: 'offered' });
    expect(offerOf(edited)).toMatchObject({ version: 2, total: '6000.00' });
    const old = await pay(offer.offerId, { amount: '1250.00' });
    expect(old.json).toMatchObject({ policyNumber: null });
    const paid = await pay(offerOf(edited).offerId, { amount: '1500.00' });
    expect(paid.json['policyNumber']).toEqual(expect.any(String));
    const done = async () => (await look(policyNumber)).json;
    await expect.poll(done).toMatchObject({ state: 'completed', total: '6000.00' });
  });
});
