import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleNoticeRules } from '../support/notice-rules.js';
import { aProduct, aProductBilling } from '../support/submissions.js';
import { codeOf, errorsOf, runApp } from './running-app.js';
import {
  AT_ONCE,
  inDays,
  type Json,
  linkOf,
  MIDDLE,
  NEARLY_OVER,
  renewalOf,
  runRenewals,
  type RunningRenewals,
  tasksOf,
} from './running-renewals.js';
import { TODAY } from '../support/today.js';

const BY = { by: 'olga', reason: 'Agreed' };
const aPremium = (amount: string, charge = 'premium') => [
  { line: 'general-liability', charge, state: 'TX', amount },
];

describe('a renewal that is bound by itself, over the API', () => {
  let renewals: RunningRenewals;
  beforeAll(async () => {
    renewals = await runRenewals('ARB', AT_ONCE);
  });
  afterAll(() => renewals[Symbol.asyncDispose]());

  it('books what its preview said where the old term ends, and both terms name each other', async () => {
    const { post, aPolicy, renew, changes } = renewals;
    const policyNumber = await aPolicy();
    const seen = await post('/api/previews/renewal', { policyNumber });
    expect(seen.json).toMatchObject({
      flow: 'bindAndCancel',
      effectiveDate: MIDDLE.expirationDate,
      charged: { total: '5000.00' },
      refusals: [],
    });
    const { digest } = seen.json;
    const done = await renew(policyNumber, { digest });
    expect([done.status, done.json['state'], done.json['total']]).toEqual([
      200,
      'completed',
      '5000.00',
    ]);
    expect(done.json['change']).toMatchObject({ digest });
    const { newPolicyNumber, newTermNumber } = renewalOf(done);
    expect(newTermNumber).toBe(2);
    const path = `/api/policies/${newPolicyNumber ?? ''}/terms/2`;
    expect((await changes.app.send(path)).json).toMatchObject({
      effectiveDate: MIDDLE.expirationDate,
      layers: [{ charges: [{ name: 'premium', amount: '5000.00' }] }],
      priorTerm: { policyNumber, termNumber: 1 },
    });
    const policy = await changes.app.send(`/api/policies/${policyNumber}`);
    const nextTerm = { policyNumber: newPolicyNumber, termNumber: 2 };
    expect(policy.json['terms']).toMatchObject([{ termNumber: 1, details: { nextTerm } }]);
    expect(
      await changes.billing.getPeriodInfo({ ...nextTerm, policyNumber: newPolicyNumber ?? '' }),
    ).toMatchObject({ chargedCents: 500_000 });
  });

  it('is the same one when it is posted again, and is refused to whoever posts something else', async () => {
    const { aPolicy, renew } = renewals;
    const policyNumber = await aPolicy();
    const done = await renew(policyNumber);
    expect((await renew(policyNumber)).json).toEqual(done.json);
    expect((await renew(policyNumber, { advanceTo: 'quoted' })).json).toEqual(done.json);
    const other = await renew(policyNumber, { comment: 'Another one' });
    expect([other.status, codeOf(other)]).toEqual([409, 'different-request']);
  });

  it('is found by the reference of any transaction of its policy', async () => {
    const { aPolicy, post, changes } = renewals;
    const policyNumber = await aPolicy();
    const list = await changes.app.send(`/api/policies/${policyNumber}`);
    const { closed } = list.json['transactions'] as { readonly closed: readonly Json[] };
    const policy = { externalSystem: 'triton', externalId: closed[0]?.['externalId'] };
    const done = await post('/api/renewals?wait=30', { policy, requestId: 'RN-1' });
    expect(done.json).toMatchObject({ state: 'completed', policyNumber });
  });

  it('is not started where the numbers are no longer those that were seen', async () => {
    const { aPolicy, renew, look } = renewals;
    const policyNumber = await aPolicy();
    const answer = await renew(policyNumber, { digest: 'of-last-week' });
    expect([answer.status, codeOf(answer)]).toEqual([409, 'quote-differs']);
    expect(answer.json['quote']).toMatchObject({ asked: 'of-last-week', total: '5000.00' });
    expect((await look(policyNumber)).status).toBe(404);
  });

  it('charges the premium that is given, and names a charge that the product does not have', async () => {
    const { aPolicy, renew } = renewals;
    const policyNumber = await aPolicy();
    const unknown = await renew(policyNumber, { premium: aPremium('6000.00', 'flood') });
    expect([unknown.status, codeOf(unknown)]).toEqual([422, 'invalid-request']);
    expect(errorsOf(unknown).map(({ field }) => field)).toEqual(['premium.0.charge']);
    const done = await renew(policyNumber, { premium: aPremium('6000.00') });
    expect(done.json).toMatchObject({ state: 'completed', total: '6000.00' });
  });

  it('is refused of a cancelled policy, with the reason, and nothing is started', async () => {
    const { aPolicy, post, renew, look } = renewals;
    const policyNumber = await aPolicy();
    await cancel(policyNumber);
    const seen = await post('/api/previews/renewal', { policyNumber });
    const answer = await renew(policyNumber);
    expect([answer.status, codeOf(answer)]).toEqual([409, 'change-refused']);
    expect(answer.json['refusals']).toMatchObject([{ code: 'notRenewable' }]);
    expect(seen.json['refusals']).toEqual(answer.json['refusals']);
    expect((await look(policyNumber)).status).toBe(404);
  });

  it('is refused where the product is not renewed here, or the notice file has no row for it', async () => {
    const { aPolicy, changes } = renewals;
    const policyNumber = await aPolicy();
    const rules = sampleNoticeRules();
    const unannounced = { ...rules, rows: rules.rows.filter(({ action }) => action === 'cancel') };
    const product = aProduct({ billing: aProductBilling() });
    const renewed = changes.product;
    for (const [of, law, code] of [
      [product, rules, 'notRenewable'],
      [renewed, unannounced, 'noNoticeRow'],
    ] as const) {
      await using app = await runApp(DEADLINES, changes.env, new Map([[of.key, of]]), law);
      const answer = await app.post(`/api/policies/${policyNumber}/renewals`, { requestId: 'R' });
      expect([answer.status, codeOf(answer)]).toEqual([409, 'change-refused']);
      expect(answer.json['refusals']).toMatchObject([{ code }]);
    }
  });

  it('starts many, each for itself: known, unknown and refused ones do not keep the others', async () => {
    const { aPolicy, post, renew } = renewals;
    const [known, cancelled, first, second] = [
      await aPolicy(),
      await aPolicy(),
      await aPolicy(),
      await aPolicy(),
    ];
    await renew(known);
    await cancel(cancelled);
    const policyNumbers = [first, 'ARB-NOBODY', known, cancelled, second];
    const answer = await post('/api/renewals:start', { policyNumbers });
    expect(answer.status).toBe(200);
    expect(answer.json['renewals']).toMatchObject([
      { policyNumber: first, outcome: 'started', renewal: `renewal:${first}:2`, reason: null },
      { outcome: 'unknown', renewal: null },
      { policyNumber: known, outcome: 'known', renewal: `renewal:${known}:2` },
      { policyNumber: cancelled, outcome: 'refused', renewal: null },
      { policyNumber: second, outcome: 'started' },
    ]);
    const again = await post('/api/renewals:start', { policyNumbers: [first] });
    expect(again.json['renewals']).toMatchObject([
      { outcome: 'known', renewal: `renewal:${first}:2` },
    ]);
  });

  const cancel = async (policyNumber: string) => {
    const cancelled = await renewals.post(`/api/policies/${policyNumber}/cancellations?wait=30`, {
      requestId: 'CX-1',
      source: 'insured',
      reason: 'other',
      requestedOn: TODAY,
      advanceTo: 'completed',
    });
    expect(cancelled.json).toMatchObject({ state: 'completed' });
  };
});

const DEADLINES = { serverMs: 5_000, workerMs: 5_000 };

describe('a renewal under a policy number that stays', () => {
  let renewals: RunningRenewals;
  beforeAll(async () => {
    renewals = await runRenewals('ARK', AT_ONCE, { keepsPolicyNumber: true });
  });
  afterAll(() => renewals[Symbol.asyncDispose]());

  it('is shown with both terms, and is the same one when it is posted again', async () => {
    const { aPolicy, renew, changes } = renewals;
    const policyNumber = await aPolicy();
    const done = await renew(policyNumber);
    expect(renewalOf(done).newPolicyNumber).toBe(policyNumber);
    const terms = async () =>
      (await changes.app.send(`/api/policies/${policyNumber}`)).json['terms'];
    await expect.poll(terms).toMatchObject([
      { termNumber: 1, details: { nextTerm: { policyNumber, termNumber: 2 } } },
      { termNumber: 2, details: { priorTerm: { policyNumber, termNumber: 1 } } },
    ]);
    const again = await renew(policyNumber);
    expect(again.json['id']).toBe(done.json['id']);
  });

  it('is not followed by that of a term that has not begun, when many are started again', async () => {
    const { aPolicy, post, look, changes } = renewals;
    const policyNumber = await aPolicy();
    await post('/api/renewals:start', { policyNumbers: [policyNumber] });
    await expect.poll(async () => (await look(policyNumber)).json['state']).toBe('completed');
    const terms = async () =>
      (await changes.app.send(`/api/policies/${policyNumber}`)).json['terms'];
    await expect.poll(terms).toHaveLength(2);
    const again = await post('/api/renewals:start', { policyNumbers: [policyNumber] });
    expect(again.json['renewals']).toMatchObject([
      { outcome: 'known', renewal: `renewal:${policyNumber}:2` },
    ]);
  });
});

describe('a renewal that waits for its days, over the API', () => {
  let renewals: RunningRenewals;
  beforeAll(async () => {
    renewals = await runRenewals('ARW');
  });
  afterAll(() => renewals[Symbol.asyncDispose]());

  it('waits for its lead time, saying so, and is seen with its policy', async () => {
    const { aPolicy, renew, changes } = renewals;
    const policyNumber = await aPolicy();
    const waiting = await renew(policyNumber, { start: 'leadTime' });
    expect([waiting.status, waiting.json['state']]).toEqual([202, 'scheduled']);
    expect(waiting.json['waitingFor']).toMatch(/^20\d\d-\d\d-\d\d, when it starts\.$/);
    const policy = async () => (await changes.app.send(`/api/policies/${policyNumber}`)).json;
    await expect.poll(policy).toMatchObject({
      transactions: { open: [{ id: `renewal:${policyNumber}:2`, state: 'scheduled' }] },
    });
  });

  it('goes on at once when its days are moved to today, one after the other', async () => {
    const { aPolicy, renew, post } = renewals;
    const waiting = await renew(await aPolicy(), { start: 'leadTime' });
    const reschedule = `${linkOf(waiting, 'reschedule')}?wait=30`;
    const later = await post(reschedule, { ...BY, startOn: inDays(3) });
    expect(later.json).toMatchObject({
      state: 'scheduled',
      waitingFor: `${inDays(3)}, when it starts.`,
    });
    const quoted = await post(reschedule, { ...BY, startOn: TODAY });
    expect(quoted.json).toMatchObject({ state: 'quoted' });
    expect(quoted.json['waitingFor']).toContain('to bind the next term');
    const done = await post(reschedule, { ...BY, issueOn: inDays(-1) });
    expect(done.json).toMatchObject({ state: 'completed', change: { acts: [{}, {}, {}] } });
  });

  it('is withdrawn, stays so when it is posted again, and another request begins one anew', async () => {
    const { aPolicy, renew, post, changes } = renewals;
    const policyNumber = await aPolicy();
    const quoted = await renew(policyNumber);
    const withdrawn = await post(`${linkOf(quoted, 'withdraw')}?wait=30`, BY);
    expect(withdrawn.json).toMatchObject({ state: 'withdrawn' });
    const { madeBy } = renewalOf(quoted);
    const made = async () => (await changes.app.send(`/api/transactions/${madeBy ?? ''}`)).json;
    await expect.poll(made).toMatchObject({ state: 'failed', failure: { code: 'abandoned' } });
    expect((await renew(policyNumber)).json).toMatchObject({ state: 'withdrawn' });
    const anew = await renew(policyNumber, { requestId: 'RN-2' });
    expect(anew.json).toMatchObject({ state: 'quoted', externalId: 'RN-2' });
    expect(renewalOf(anew).madeBy).not.toBe(madeBy);
  });

  it('has its next term steered by itself: nobody finds that among the quotes', async () => {
    const { aPolicy, renew, changes } = renewals;
    const quoted = await renew(await aPolicy());
    const [renewal, term] = [String(quoted.json['id']), renewalOf(quoted).madeBy ?? ''];
    const listed = async (path: string) => {
      const { json } = await changes.app.send(`${path}?pageSize=200`);
      return (json['items'] as readonly { readonly id: string }[]).map(({ id }) => id);
    };
    await expect.poll(() => listed('/api/transactions')).toContain(term);
    expect(await listed('/api/quotes')).not.toContain(term);
    const answers = [
      await changes.app.send(`/api/quotes/${term}`),
      await changes.app.post(`/api/quotes/${term}/accept`, { by: 'olga' }),
    ];
    for (const answer of answers) {
      expect([answer.status, codeOf(answer)]).toEqual([404, 'not-a-quote']);
      expect(answer.json['detail']).toContain(`look at /api/transactions/${renewal}`);
    }
    const itself = await changes.app.send(`/api/quotes/${renewal}`);
    expect([codeOf(itself), itself.json['detail']]).toEqual([
      'not-a-quote',
      expect.stringContaining(`another kind: renewal: look at /api/transactions/${renewal}`),
    ]);
  });

  it('is begun anew by whoever starts many, where the one that they started was withdrawn', async () => {
    const { aPolicy, post, look } = renewals;
    const policyNumber = await aPolicy();
    const start = () => post('/api/renewals:start', { policyNumbers: [policyNumber] });
    const state = async () => (await look(policyNumber)).json['state'];
    await start();
    await expect.poll(state).toBe('quoted');
    await post(`${linkOf(await look(policyNumber), 'withdraw')}?wait=30`, BY);
    const started = async () => (await start()).json['renewals'];
    await expect.poll(started).toMatchObject([{ outcome: 'started' }]);
    await expect.poll(state).toBe('quoted');
  });

  it('is not begun anew where the business refuses it by then, nor at numbers that nobody has seen', async () => {
    const { aPolicy, renew, post } = renewals;
    const policyNumber = await aPolicy();
    await post(`${linkOf(await renew(policyNumber), 'withdraw')}?wait=30`, BY);
    const stale = { requestId: 'RN-2', digest: 'of-last-week' };
    // It takes a moment until the other one is closed.
    await expect.poll(async () => codeOf(await renew(policyNumber, stale))).toBe('quote-differs');
    await post(`/api/policies/${policyNumber}/cancellations?wait=30`, {
      requestId: 'CX-1',
      source: 'insured',
      reason: 'other',
      requestedOn: TODAY,
      advanceTo: 'completed',
    });
    const refused = await renew(policyNumber, { requestId: 'RN-2' });
    expect([refused.status, codeOf(refused)]).toEqual([409, 'change-refused']);
  });

  it('waits to be accepted where it is asked for up to its quote', async () => {
    const { aPolicy, renew, post } = renewals;
    const held = await renew(await aPolicy(), {
      advanceTo: 'quoted',
      days: { issueOn: inDays(-1) },
    });
    expect(held.json).toMatchObject({ state: 'quoted', heldAt: 'quoted' });
    const done = await post(`${linkOf(held, 'accept')}?wait=30`, { by: 'olga' });
    expect(done.json).toMatchObject({ state: 'completed' });
  });

  it('names the act that it never takes, and refuses what its state does not', async () => {
    const { aPolicy, renew, post } = renewals;
    const quoted = await renew(await aPolicy());
    const { self } = quoted.json['links'] as Readonly<Record<string, string>>;
    const proof = { sent: [{ to: 'insured', on: TODAY, reference: 'USPS-1' }] };
    const early = await post(`${self ?? ''}/record-notice`, { proof });
    expect([early.status, codeOf(early)]).toEqual([409, 'change-refused']);
    const { madeBy } = renewalOf(quoted);
    const never = await post(`/api/transactions/${madeBy ?? ''}/withdraw`, BY);
    expect([never.status, codeOf(never)]).toEqual([409, 'no-such-act']);
    const nothing = await post(`${self ?? ''}/settle`, { ...BY, task: 'lateMoney' });
    expect([nothing.status, codeOf(nothing)]).toEqual([409, 'no-such-task']);
  });
});

describe('whether a policy is renewed at all, over the API', () => {
  let renewals: RunningRenewals;
  beforeAll(async () => {
    renewals = await runRenewals('ARN');
  });
  afterAll(() => renewals[Symbol.asyncDispose]());

  const direct = (policyNumber: string, direction: string | null) =>
    renewals.changes.app.send(`/api/policies/${policyNumber}/terms/1/direction`, {
      method: 'PUT',
      body: { requestId: `DIR-${direction ?? 'none'}`, direction, ...BY },
    });
  const stateOf = async (policyNumber: string) => (await renewals.look(policyNumber)).json['state'];
  const aNotice = { proof: { sent: [{ to: 'insured', on: TODAY, reference: 'USPS-1' }] } };

  it('asks an underwriter where a direction says so, and goes on once he approves', async () => {
    const { aPolicy, renew, post, look } = renewals;
    const policyNumber = await aPolicy();
    await renew(policyNumber);
    await direct(policyNumber, 'refer');
    await expect.poll(() => stateOf(policyNumber)).toBe('referred');
    const decide = linkOf(await look(policyNumber), 'decide');
    const approved = await post(`${decide}?wait=30`, { ...BY, decision: 'approve' });
    expect(approved.json).toMatchObject({ state: 'quoted' });
  });

  it('asks an underwriter where nobody says what the next term costs, and is not renewed when he declines', async () => {
    const { aPolicy, renew, post, look } = renewals;
    const policyNumber = await aPolicy();
    await direct(policyNumber, 'refer');
    const referred = await renew(policyNumber);
    expect(referred.json).toMatchObject({ state: 'referred' });
    expect(referred.json['waitingFor']).toContain('an underwriter');
    await post(linkOf(referred, 'decide'), { ...BY, decision: 'decline' });
    await expect.poll(async () => tasksOf(await look(policyNumber))).toEqual(['notice']);
    expect(await stateOf(policyNumber)).toBe('nonRenewing');
  });

  it('keeps the proof of a notice within its days, and renews after all when that is called off', async () => {
    const { aPolicy, renew, post, look } = renewals;
    const policyNumber = await aPolicy();
    await renew(policyNumber);
    await direct(policyNumber, 'nonRenew');
    await expect.poll(async () => tasksOf(await look(policyNumber))).toEqual(['notice']);
    const asked = await look(policyNumber);
    expect(asked.json['waitingFor']).toContain('the proof of the notice of non-renewal, by ');
    const tomorrow = { to: 'insured', on: inDays(2), reference: 'USPS-1' };
    const ahead = await post(linkOf(asked, 'recordNotice'), { proof: { sent: [tomorrow] } });
    expect([ahead.status, errorsOf(ahead)[0]]).toMatchObject([422, { field: 'proof.sent[0].on' }]);
    const proven = await post(`${linkOf(asked, 'recordNotice')}?wait=30`, aNotice);
    expect(proven.json).toMatchObject({ state: 'nonRenewing' });
    expect(proven.json['waitingFor']).toContain('the notice is out');
    expect(tasksOf(proven)).toEqual([]);
    const back = await post(`${linkOf(proven, 'rescind')}?wait=30`, BY);
    expect(back.json).toMatchObject({ state: 'quoted' });
  });

  it('holds the insurer to renew where the notice is not in time, until a person has seen that', async () => {
    const { aPolicy, renew, post, look } = renewals;
    const policyNumber = await aPolicy(NEARLY_OVER);
    await direct(policyNumber, 'nonRenew');
    const asked = await renew(policyNumber);
    expect(asked.json).toMatchObject({ state: 'nonRenewing' });
    const late = await post(`${linkOf(asked, 'recordNotice')}?wait=30`, aNotice);
    expect(tasksOf(late)).toContain('noticeLate');
    const settled = await post(linkOf(await look(policyNumber), 'settle'), {
      ...BY,
      task: 'noticeLate',
    });
    expect(tasksOf(settled)).not.toContain('noticeLate');
  });

  it('ends where the insured does not want it', async () => {
    const { aPolicy, renew } = renewals;
    const policyNumber = await aPolicy();
    await renew(policyNumber);
    await direct(policyNumber, 'notTaken');
    await expect.poll(() => stateOf(policyNumber)).toBe('notTaken');
  });
});
